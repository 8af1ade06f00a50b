"""What a paging service says back: somebody has taken it on their phone, or gave it back."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.models import Climb, ClockKind, Draft, Priority
from bot.oncall.plan import is_held, is_undecided
from bot.rota.ladders import read_ladder
from bot.store import climbs, clocks, decisions, slack_messages
from bot.store.database import Database

TAKEN = frozenset({"incident.acknowledged", "incident.resolved"})
"""Resolving it there decides nothing here: the post still has to be answered."""
GIVEN_BACK = frozenset({"incident.unacknowledged", "incident.reopened"})
BY = "pagerduty"


class Elsewhere:
    """Takes events of PagerDuty in. `channel` is where cards without one of their own are told of."""

    def __init__(self, database: Database, channel: str) -> None:
        self._database = database
        self._channel = channel

    async def heard(self, key: str, event: str, now: datetime) -> bool:
        """Note it; false if it is about nothing of ours that is still being called for.

        Raises:
            NotDurable: it was not stored; PagerDuty sends it again.
        """
        head, _, number = key.rpartition(":")
        draft_id = head.removeprefix("mention:")
        if not key.startswith("mention:") or not number.isdecimal() or event not in TAKEN | GIVEN_BACK:
            return False
        async with self._database.writing() as session:
            climb, draft = await climbs.get(session, draft_id), await session.get(Draft, draft_id)
            if climb is None or draft is None or climb.number != int(number[:9]) or not is_undecided(draft):
                return False
            if is_held(draft, now):
                return True  # An echo: taking it here has acknowledged it there.
            await (self._taken if event in TAKEN else self._given_back)(session, climb, draft, now)
        return True

    async def _taken(self, session: AsyncSession, climb: Climb, draft: Draft, now: datetime) -> None:
        if climb.lease_until is not None and climb.lease_until > now:
            return  # PagerDuty says each thing until it is heard, and then once more.
        until = now + read_ladder(climb.ladder).lease_span
        await climbs.change(session, climb, acknowledged_by=BY, lease_until=until)
        await clocks.stop(session, draft.id, now, ClockKind.STEP, ClockKind.OVERDUE, ClockKind.PEACE_END)
        step = f"{until.timestamp():.6f}"
        await clocks.start(session, subject_id=draft.id, kind=ClockKind.PEACE_END, due_at=until, step=step)
        await audit.record(session, draft.id, "taken_elsewhere", BY, now, until=until.isoformat())
        await decisions.tell(session, channel=self._channel, draft_id=draft.id, decision="elsewhere", now=now)
        await slack_messages.touch_card(session, draft.id, now, Priority.STATUS)

    async def _given_back(self, session: AsyncSession, climb: Climb, draft: Draft, now: datetime) -> None:
        await climbs.change(session, climb, acknowledged_by=None, lease_until=None)
        await clocks.stop(session, draft.id, now, ClockKind.PEACE_END)
        step = f"back{now.timestamp():.6f}"
        await clocks.start(session, subject_id=draft.id, kind=ClockKind.PEACE_END, due_at=now, step=step)
        await audit.record(session, draft.id, "given_back_elsewhere", BY, now)
