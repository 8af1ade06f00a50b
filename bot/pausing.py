"""Pausing publishing for everything and everybody, and going on again.

Anybody on the team may pull the brake; letting go of it is for managers. What was approved meanwhile waits,
and must be approved again when it has waited long: the world has moved on.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.models import ClockKind, MessageKind, Pause, Priority
from bot.ports import Answer, Directory, Done, NewId, Refused
from bot.store import clocks, pauses, publications, slack_messages
from bot.store.database import Database

SHELL = "shell"
"""Who acts when somebody types it on the machine itself: Slack may be down."""
CHAIN = "desk"
LONGEST = timedelta(days=7)
MOST_WORDS = 300
OUT_WITHIN = timedelta(minutes=2)
"""What was kept back must be out within this time after the pause, or somebody is pinged."""
_SPAN = re.compile(r"(?P<count>[1-9][0-9]{0,3})(?P<unit>m|min|h|d)")
_UNITS = {"m": "minutes", "min": "minutes", "h": "hours", "d": "days"}


def span_of(word: str) -> timedelta | None:
    """`30m`, `2h` or `1d`; `None` if it is no span, or longer than a week."""
    hit = _SPAN.fullmatch(word.strip().lower())
    if hit is None:
        return None
    span = timedelta(**{_UNITS[hit["unit"]]: int(hit["count"])})
    return span if span <= LONGEST else None


@dataclass(frozen=True)
class Pausing:
    """The brake. `channel` is where everybody sees that it is pulled."""

    database: Database
    directory: Directory
    channel: str
    new_id: NewId

    async def current(self, now: datetime) -> Pause | None:
        """The pause that holds now; `None` while publishing goes on."""
        async with self.database.reading() as session:
            return await pauses.current(session, now)

    async def pause(self, user: str, reason: str, until: datetime | None, at: datetime) -> Answer:
        """Send nothing more until somebody resumes, or until `until`."""
        if why := await self._may_not_pause(user):
            return Refused(why)
        words = " ".join(reason.split())[:MOST_WORDS]
        if not words:
            return Refused("Please say why, so that everybody knows. Nothing was paused.")
        async with self.database.writing() as session:
            if await pauses.current(session, at) is not None:
                return Refused("Publishing is paused already. Nothing was changed.")
            pause = Pause(id=self.new_id(), by=user, reason=words, since=at, until=until)
            session.add(pause)
            await audit.record(session, CHAIN, "paused", user, at, reason=words)
            await self._tell(session, pause, at)
        return Done(say="Publishing is paused. Approvals are kept, and nothing goes out.")

    async def resume(self, user: str, at: datetime) -> Answer:
        """Go on; what was kept back goes out, or has to be approved again if it waited long."""
        if why := await self._may_not_resume(user):
            return Refused(why)
        async with self.database.writing() as session:
            if await pauses.current(session, at) is None:
                return Refused("Publishing is not paused. Nothing was changed.")
            await self._end(session, user, at)
            await audit.record(session, CHAIN, "resumed", user, at)
        return Done(say="Publishing goes on.")

    async def end_over(self, now: datetime) -> int:
        """End the pauses whose time is over; how many there were."""
        async with self.database.reading() as session:
            over = [one for one in await pauses.unresumed(session) if one.until and one.until <= now]
        if not over:
            return 0
        async with self.database.writing() as session:
            if await pauses.current(session, now) is None:
                await self._end(session, audit.SYSTEM, now)
                await audit.record(session, CHAIN, "resumed", audit.SYSTEM, now)
        return len(over)

    async def _end(self, session: AsyncSession, user: str, at: datetime) -> None:
        for pause in await pauses.unresumed(session):
            pause.resumed_at, pause.resumed_by = at, user
            session.add(pause)
            await self._tell(session, pause, at)
        for publication in await pauses.held(session):
            await publications.move(
                session,
                publication,
                publication.state,
                to=publication.state,
                send_after=at,
                out_by=at + OUT_WITHIN,
            )
            step, out_by = f"resumed{at.timestamp():.0f}", at + OUT_WITHIN
            of = {"subject_id": publication.id, "step": step}
            await clocks.start(session, kind=ClockKind.SEND, due_at=at, **of)
            await clocks.start(session, kind=ClockKind.SEND_DEADLINE, due_at=out_by, **of)
            await slack_messages.touch_card(session, publication.draft_id, at, Priority.CARD)

    async def _tell(self, session: AsyncSession, pause: Pause, at: datetime) -> None:
        await slack_messages.show(
            session,
            id=f"paused:{pause.id}",
            kind=MessageKind.PAUSED,
            audience=self.channel,
            now=at,
            args=_told(pause),
            priority=Priority.PING,
        )

    async def _may_not_pause(self, user: str) -> str | None:
        if user == SHELL:
            return None
        people = await self.directory.people()
        if not await self.directory.is_staff(user) or user not in people.team:
            return "Only the support team can pause publishing. Nothing was changed."
        return None

    async def _may_not_resume(self, user: str) -> str | None:
        if user == SHELL:
            return None
        people = await self.directory.people()
        may = people.managers if people.names_managers or people.managers else people.approvers
        if user in may and await self.directory.is_staff(user):
            return None
        who = ", ".join(f"<@{one}>" for one in sorted(may)[:5]) or "whoever runs Amends, with amends resume"
        return f"Only a manager can let publishing go on: ask {who}. It stays paused."


def _told(pause: Pause) -> dict[str, object]:
    return {
        "pause": pause.id,
        "by": pause.by,
        "reason": pause.reason,
        "since": pause.since.timestamp(),
        "until": pause.until.timestamp() if pause.until else None,
        "resumed": pause.resumed_at.timestamp() if pause.resumed_at else None,
        "resumed_by": pause.resumed_by,
    }
