"""What a machine does about crises by itself: it proposes a start and an end, and keeps boards up to date."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.crisis.conditions import quiet
from bot.models import Crisis, CrisisState, Incident, IncidentKind, IncidentLevel, Priority
from bot.ports import NewId
from bot.store import crises, crisis_board, incident_cards, incidents
from bot.store.crisis_board import BoardRows
from bot.store.database import Database
from bot.text import sha256

AT_MOST_EVERY = timedelta(seconds=15)
LEVEL = "level"
"""The reason of a proposal that comes from how many write."""


@dataclass(frozen=True)
class Watch:
    """Looks after crises. `oncall` are the users and groups that are called now."""

    database: Database
    new_id: NewId
    oncall: Sequence[str] = ()

    async def look(self, now: datetime) -> int:
        """One turn: how many proposals, boards and ends there were."""
        return await self.propose(now) + await self.follow(now)

    async def propose(self, now: datetime) -> int:
        """Propose for each open incident that gives a reason, once; after a "no" only for a new reason."""
        async with self.database.reading() as session:
            found = [(one, await _reasons(session, one)) for one in await crises.unproposed(session)]
            for incident, dismissed in await crises.risen(session):
                news = set(await _reasons(session, incident)) - set(dismissed.because)
                found.append((incident, sorted(news)))
        wanted = [(incident, because) for incident, because in found if because]
        for incident, because in wanted:
            async with self.database.writing() as session:
                await self._propose(session, incident, because, now)
        return len(wanted)

    async def _propose(
        self, session: AsyncSession, incident: Incident, because: Sequence[str], now: datetime
    ) -> None:
        await incidents.get(session, incident.id, lock=True)
        before = await crises.of_incident(session, incident.id)
        if before is not None and before.state != CrisisState.DISMISSED:
            return
        if before is not None:
            again = {"state": CrisisState.PROPOSED, "because": sorted({*before.because, *because})}
            await crises.change(session, before.id, **again, proposed_at=now, ended_by=None, ended_at=None)
        else:
            session.add(
                Crisis(
                    id=self.new_id(),
                    incident_id=incident.id,
                    brand=incident.brand,
                    state=CrisisState.PROPOSED,
                    because=list(because),
                    proposed_at=now,
                )
            )
            await session.flush()
        await audit.record(session, incident.id, "crisis_proposed", audit.SYSTEM, now, because=list(because))
        await incidents.change(session, incident.id)

    async def follow(self, now: datetime) -> int:
        """Draw the boards that show something new, and say when a crisis may be over."""
        async with self.database.reading() as session:
            due = [one.id for one in await crises.running(session) if _may_be_drawn(one, now)]
            boards = [rows for id in due if (rows := await crisis_board.read(session, id)) is not None]
        news = [(rows, digest) for rows in boards if (digest := _digest(rows)) != rows.crisis.shown_digest]
        for rows, digest in news:
            async with self.database.writing() as session:
                shown = {"shown_digest": digest, "shown_at": now}
                await crises.change(session, rows.crisis.id, **shown)
                await crisis_board.touch(session, rows.crisis.id, now, Priority.CARD)
        return len(news) + sum([await self._consider_end(rows, now) for rows in boards])

    async def _consider_end(self, rows: BoardRows, now: datetime) -> bool:
        """Propose an end, or take the proposal back because it began anew."""
        crisis = rows.crisis
        is_met = quiet(crisis, rows.times, rows.unanswered, now).is_met
        if is_met == (crisis.calm_since is not None):
            return False
        async with self.database.writing() as session:
            current = await crises.get(session, crisis.id, lock=True)
            if current is None or current.state != CrisisState.RUNNING:
                return False
            await crises.change(session, crisis.id, calm_since=now if is_met else None)
            kind = "crisis_calm" if is_met else "crisis_again"
            await audit.record(session, crisis.incident_id, kind, audit.SYSTEM, now, crisis=crisis.id)
            await crisis_board.touch(session, crisis.id, now, Priority.CARD)
            await incident_cards.touch(session, crisis.incident_id, now)
            if is_met:
                to = [crisis.lead] if crisis.lead else list(self.oncall)
                await crisis_board.ring(session, crisis, "calm", f"{now.timestamp():.0f}", to, now)
        return True


async def _reasons(session: AsyncSession, incident: Incident) -> list[str]:
    """Why it may be a crisis; nothing if there is no reason."""
    level = [LEVEL] if incident.level >= IncidentLevel.CRISIS else []
    is_of_complaints = incident.kind == IncidentKind.COMPLAINTS
    return [*level, *(sorted(await crises.flags(session, incident.id)) if is_of_complaints else [])]


def _may_be_drawn(crisis: Crisis, now: datetime) -> bool:
    return crisis.shown_at is None or crisis.shown_at <= now - AT_MOST_EVERY


def _digest(rows: BoardRows) -> str:
    """Of everything on the board that changes by itself."""
    counts = (rows.incident.mentions, rows.incident.authors, rows.incident.reach, rows.incident.title)
    waits = sorted((int(level), count) for level, count in rows.unanswered.items())
    carried = sorted((id, one.state.value) for id, one in rows.carried.items())
    said = repr((counts, asdict(rows.progress), waits, list(rows.holders), carried, len(rows.times)))
    return sha256(said)
