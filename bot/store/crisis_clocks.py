"""The clocks of a crisis: calls until somebody leads it, promised updates, and actions that fall due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Clock, ClockKind, Crisis, CrisisState
from bot.store import clocks, crises, crisis_board

KINDS: Final = frozenset({ClockKind.CRISIS_CALL, ClockKind.CRISIS_UPDATE, ClockKind.CRISIS_ACTION})
CALLS: Final = (timedelta(0), timedelta(minutes=10), timedelta(minutes=20))
"""When people on call are called after the start, as long as nobody leads."""
BEFORE_UPDATE: Final = timedelta(minutes=10)
"""How long before a promised update its makers are reminded."""
SOON, DUE = "soon", "due"


@dataclass(frozen=True)
class Rung:
    """Who was called for what, for the record."""

    incident_id: str
    why: str
    to: Sequence[str]


async def start_calls(session: AsyncSession, crisis: Crisis, now: datetime) -> None:
    """Call until somebody leads."""
    for number, after in enumerate(CALLS, start=1):
        due_at, kind = now + after, ClockKind.CRISIS_CALL
        await clocks.start(session, subject_id=crisis.id, kind=kind, due_at=due_at, step=str(number))


async def promise_update(
    session: AsyncSession, crisis_id: str, version: int, next_at: datetime, now: datetime
) -> None:
    """Remind shortly before the promised update and ring when it is due; what was promised before is over."""
    await clocks.stop(session, crisis_id, now, ClockKind.CRISIS_UPDATE)
    for word, at in ((SOON, next_at - BEFORE_UPDATE), (DUE, next_at)):
        due_at, kind, step = max(at, now), ClockKind.CRISIS_UPDATE, f"{version}{word}"
        await clocks.start(session, subject_id=crisis_id, kind=kind, due_at=due_at, step=step)


async def fire(session: AsyncSession, clock: Clock, called: Sequence[str], now: datetime) -> Rung | None:
    """Ring for a clock that its caller has claimed; `None` if the crisis is over or things moved on."""
    crisis_id, owner = await _subject(session, clock)
    crisis = await crises.get(session, crisis_id) if crisis_id else None
    if crisis is None or crisis.state != CrisisState.RUNNING:
        return None
    if clock.kind == ClockKind.CRISIS_CALL and crisis.lead is not None:
        return None
    why, to = _why(clock), _to(crisis, clock, owner, called)
    step = f"{clock.subject_id}:{clock.step}"
    await crisis_board.ring(session, crisis, why, step, to, now)
    await crisis_board.touch(session, crisis.id, now)
    return Rung(crisis.incident_id, why, to)


async def _subject(session: AsyncSession, clock: Clock) -> tuple[str | None, str | None]:
    """The crisis, and the owner of the action that the clock is about; no crisis if the action is done."""
    if clock.kind != ClockKind.CRISIS_ACTION:
        return clock.subject_id, None
    action = await crises.action(session, clock.subject_id)
    return (None, None) if action is None or action.done_at else (action.crisis_id, action.owner)


def _why(clock: Clock) -> str:
    if clock.kind == ClockKind.CRISIS_UPDATE:
        return "update_soon" if clock.step.endswith(SOON) else "update_due"
    return "war_room" if clock.kind == ClockKind.CRISIS_CALL else "action_due"


def _to(crisis: Crisis, clock: Clock, owner: str | None, called: Sequence[str]) -> list[str]:
    """An action calls its owner, an update who leads; with nobody there, whoever is on call."""
    if owner is not None:
        return [owner]
    leads = [crisis.lead] if crisis.lead and clock.kind == ClockKind.CRISIS_UPDATE else []
    if leads and clock.step.endswith(SOON):
        return leads
    return list(dict.fromkeys((*leads, *called)))
