"""How far a visitor of the demo has come, by what is on record: a click on "done" counts nothing."""

from dataclasses import dataclass
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.cli.demo_bad_day import BadDay
from bot.cli.demo_brand import BrandBox
from bot.models import Incident
from bot.slack.deps import SlackDeps
from bot.store import audit, incident_cards, incidents, slack_messages


@dataclass(frozen=True)
class Tour:
    """Reads the three steps: one approved, an outsider refused, a bad day that became an incident."""

    clicks: SlackDeps
    box: BrandBox
    bad_day: BadDay

    async def as_json(self) -> dict[str, Any]:
        """What the page shows."""
        people = await self.clicks.directory.people()
        async with self.clicks.database.reading() as session:
            approved = await audit.actors(session, "approved")
            refused = set(await audit.actors(session, "refused")) - people.team
            incident = await self._incident(session)
        return {
            "approved": bool(approved),
            "refused": bool(refused),
            "incident": incident,
            "bad_day": self._bad_day(),
            "brand": self.box.as_json(),
        }

    def _bad_day(self) -> dict[str, Any]:
        day = self.bad_day
        return {
            "told": day.told,
            "total": len(day.posts),
            "is_playing": day.is_playing,
            "is_over": day.is_over,
            "seconds": day.seconds,
            "problem": day.problem,
        }

    async def _incident(self, session: AsyncSession) -> dict[str, Any] | None:
        """The one that most of the bad day's posts made; `None` while there is none."""
        posts = self.bad_day.mentions
        if not posts or (link := await incidents.link(session, posts[0])) is None:
            return None
        incident = await incidents.get(session, link.incident_id)
        return await _told(session, incident) if incident else None


async def _told(session: AsyncSession, incident: Incident) -> dict[str, Any]:
    card = await slack_messages.get(session, incident_cards.row_id(incident.id))
    return {
        "title": incident.title,
        "level": incident.level.name.lower(),
        "mentions": incident.mentions,
        "authors": incident.authors,
        "channel": card.channel if card else None,
        "ts": card.ts if card else None,
    }
