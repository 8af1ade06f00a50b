"""What a paging service says back: somebody has taken it on their phone, or gave it back."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.models import Climb, ClimbState, ClockKind, CrisisState, Draft, Priority
from bot.oncall.plan import is_held, is_undecided
from bot.rota.ladders import read_ladder
from bot.store import climbs, clocks, crises, crisis_board, crisis_climbs, decisions, slack_messages
from bot.store.database import Database

TAKEN = frozenset({"incident.acknowledged", "incident.resolved"})
"""Resolving it there decides nothing here: the post still has to be answered."""
GIVEN_BACK = frozenset({"incident.unacknowledged", "incident.reopened"})
BY = "pagerduty"
MENTION, CRISIS = "mention", "crisis"
"""How the keys of our alerts begin."""


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
        about, _, id = head.partition(":")
        if not number.isdecimal() or event not in TAKEN | GIVEN_BACK:
            return False
        hear = {MENTION: self._of_mention, CRISIS: self._of_crisis}.get(about)
        return hear is not None and await hear(id, int(number[:9]), event, now)

    async def _of_mention(self, draft_id: str, number: int, event: str, now: datetime) -> bool:
        async with self._database.writing() as session:
            climb, draft = await climbs.get(session, draft_id), await session.get(Draft, draft_id)
            if climb is None or draft is None or climb.number != number or not is_undecided(draft):
                return False
            if is_held(draft, now):
                return True  # An echo: taking it here has acknowledged it there.
            await (self._taken if event in TAKEN else self._given_back)(session, climb, draft, now)
        return True

    async def _of_crisis(self, climb_id: str, number: int, event: str, now: datetime) -> bool:
        async with self._database.writing() as session:
            found = await crisis_climbs.get(session, climb_id)
            crisis = await crises.get(session, found.crisis_id, lock=True) if found else None
            climb = await crisis_climbs.get(session, climb_id)
            if crisis is None or crisis.state != CrisisState.RUNNING or climb is None:
                return False
            if climb.number != number or climb.state is not ClimbState.CLIMBING:
                return False
            is_held = climb.lease_until is not None and climb.lease_until > now
            if event in GIVEN_BACK and climb.acknowledged_by == BY:
                await crisis_climbs.give_back(session, climb, now)
                await audit.record(
                    session, crisis.incident_id, "given_back_elsewhere", BY, now, climb=climb_id
                )
            elif event in TAKEN and not is_held:
                await crisis_climbs.hold(session, climb, BY, read_ladder(climb.ladder).lease_span, now)
                await audit.record(session, crisis.incident_id, "taken_elsewhere", BY, now, climb=climb_id)
                await crisis_board.say(session, crisis, "crisis_elsewhere", "", now)
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
