"""The clocks of a crisis: calls until somebody leads, statements that wait, promised updates, actions."""

from datetime import datetime, timedelta
from typing import Any, Final

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Clock, ClockKind, Crisis, CrisisClimb, CrisisEffect, CrisisMatter
from bot.store import clocks, crises, crisis_climbs

KINDS: Final = frozenset(
    {
        ClockKind.CRISIS_CALL,
        ClockKind.CRISIS_UPDATE,
        ClockKind.CRISIS_ACTION,
        ClockKind.CRISIS_STATEMENT,
        ClockKind.CRISIS_STEP,
        ClockKind.CRISIS_PEACE,
    }
)
CALLS: Final = (timedelta(0), timedelta(minutes=10), timedelta(minutes=20))
"""When people on call are called after the start where there is no ladder, as long as nobody leads."""
STATEMENT_WAITS: Final = timedelta(minutes=5)
"""How long a statement may wait for approval before people are called for it."""
BEFORE_UPDATE: Final = timedelta(minutes=10)
"""How long before a promised update its makers are reminded."""
SOON, DUE = "soon", "due"


async def start_calls(
    session: AsyncSession, crisis: Crisis, ladder: dict[str, Any] | None, now: datetime
) -> None:
    """Call until somebody leads: by the ladder in force, which the crisis keeps, or a few times over."""
    if ladder is not None:
        await crisis_climbs.open_all(session, crisis.id, ladder, now)
        await crisis_climbs.begin(session, crisis.id, CrisisMatter.LEAD, "war_room", now)
        return
    for number, after in enumerate(CALLS, start=1):
        due_at, kind = now + after, ClockKind.CRISIS_CALL
        await clocks.start(session, subject_id=crisis.id, kind=kind, due_at=due_at, step=str(number))


async def led(session: AsyncSession, crisis_id: str, now: datetime) -> None:
    """Somebody leads: nobody is called for that any more."""
    await clocks.stop(session, crisis_id, now, ClockKind.CRISIS_CALL)
    await crisis_climbs.settle(session, crisis_id, CrisisMatter.LEAD, now)


async def statement_waits(session: AsyncSession, crisis: Crisis, version: int, now: datetime) -> None:
    """Call people if this version waits for too long; where calling was not switched on, nobody."""
    if crisis.has(CrisisEffect.LADDER):
        kind, due_at = ClockKind.CRISIS_STATEMENT, now + STATEMENT_WAITS
        await clocks.stop(session, crisis.id, now, kind)
        await clocks.start(session, subject_id=crisis.id, kind=kind, due_at=due_at, step=str(version))


async def promise_update(
    session: AsyncSession, crisis_id: str, version: int, next_at: datetime, now: datetime
) -> None:
    """Remind shortly before the promised update and ring when it is due; what was promised before is over."""
    await clocks.stop(session, crisis_id, now, ClockKind.CRISIS_UPDATE, ClockKind.CRISIS_STATEMENT)
    await crisis_climbs.settle(session, crisis_id, CrisisMatter.STATEMENT, now)
    for word, at in ((SOON, next_at - BEFORE_UPDATE), (DUE, next_at)):
        due_at, kind, step = max(at, now), ClockKind.CRISIS_UPDATE, f"{version}{word}"
        await clocks.start(session, subject_id=crisis_id, kind=kind, due_at=due_at, step=step)


async def over(session: AsyncSession, crisis_id: str, now: datetime) -> None:
    """The crisis is over: nothing about it rings any more."""
    await clocks.stop(session, crisis_id, now)
    for matter in CrisisMatter:
        await crisis_climbs.settle(session, crisis_id, matter, now)
    for one in await crises.actions(session, crisis_id):
        await clocks.stop(session, one.id, now)


async def locked(session: AsyncSession, clock: Clock) -> tuple[Crisis | None, str | None]:
    """The crisis that a clock is about, and the owner of the action if it is about one that is not done.

    The crisis is locked before anyone touches the clock: people's acts take the two in this order as well.
    """
    crisis_id, owner = clock.subject_id, None
    if clock.kind == ClockKind.CRISIS_ACTION:
        action = await crises.action(session, clock.subject_id)
        if action is None or action.done_at:
            return None, None
        crisis_id, owner = action.crisis_id, action.owner
    elif clock.kind in crisis_climbs.OF_A_CLIMB:
        climb = await session.get(CrisisClimb, clock.subject_id)
        crisis_id = climb.crisis_id if climb is not None else ""
    return await crises.get(session, crisis_id, lock=True), owner
