"""Climbing a ladder: whom each step calls, and how it ends when nobody ever comes."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.models import (
    Climb,
    ClimbState,
    Clock,
    ClockKind,
    Draft,
    DraftState,
    MessageKind,
    Outcome,
    Priority,
)
from bot.oncall.calling import Book, call, show
from bot.oncall.messages import Called, Message
from bot.oncall.plan import Ping, Why
from bot.rota.ladders import Ladder, read_ladder
from bot.store import climbs, clocks, decisions, drafts, slack_messages, verdicts
from bot.store.climbs import Place

_MAY_END = (DraftState.WAITING, DraftState.FAILED, DraftState.REDRAFTING)
"""An approval that waits for a second person is never thrown away."""


async def begin(session: AsyncSession, climb: Climb, draft: Draft, why: Why, now: datetime) -> None:
    """Call people from the first step on, unless that is under way for the same reason's sake."""
    if why in ("severity", "overdue") and await _is_under_way(session, climb):
        return
    number, step = climb.number + 1, Place.name(climb.number + 1, 0, 0, why)
    fresh = {"number": number, "began_at": now, "lease_until": None, "acknowledged_by": None}
    await settle(session, climb, draft, now)
    await climbs.change(session, climb, state=ClimbState.CLIMBING, phoned=False, **fresh)
    await clocks.start(session, subject_id=draft.id, kind=ClockKind.STEP, due_at=now, step=step)
    await audit.record(session, draft.id, "climb_begun", audit.SYSTEM, now, why=why, number=number)


async def _is_under_way(session: AsyncSession, climb: Climb) -> bool:
    """Taking it, snoozing it or deciding on it stops the next step, and nothing is under way then."""
    if climb.lease_until is not None:
        return True
    return any(one.kind is ClockKind.STEP for one in await clocks.running(session, climb.id))


async def settle(session: AsyncSession, climb: Climb, draft: Draft, now: datetime) -> None:
    """Tell what was called outside of Slack, in this climb, that it need not call any more."""
    for to in await climbs.called(session, climb) if climb.phoned else ():
        await climbs.summon(session, climb, to, "resolve", "settled", draft.severity, now)


async def take_step(session: AsyncSession, clock: Clock, draft: Draft, book: Book) -> None:
    """Do what is due on the ladder."""
    climb, at = await climbs.get(session, draft.id), Place(clock.step)
    if climb is None or not at.is_due_in(climb, book.now):
        return
    ladder = read_ladder(climb.ladder)
    if at.place >= len(ladder.steps):
        await _end(session, climb, draft, at, book)
        return
    called, phones = book.called(ladder.steps[at.place].notify)
    is_empty = not called.people and not phones
    is_last = at.place + 1 == len(ladder.steps)
    if is_empty and not is_last:
        await audit.record(session, draft.id, "step_empty", audit.SYSTEM, book.now, step=clock.step)
    else:
        await _ring(session, clock, draft, called, book.now)
        await climbs.phone(session, climb, phones, at.why, draft.severity, book.now)
    await _set_next(session, draft, ladder, at, book, at_once=is_empty and not is_last)


async def _ring(session: AsyncSession, clock: Clock, draft: Draft, called: Called, now: datetime) -> None:
    at = Place(clock.step)
    why: Why = "step" if at.place or at.round or at.why not in _WHYS else _WHYS[at.why]
    told = {"step": clock.step, "why": why, "to": [*called.named], "people": [*called.people]}
    await audit.record(session, draft.id, "rung", audit.SYSTEM, now, due=clock.due_at.isoformat(), **told)
    await call(session, clock, draft, Ping(why), called, now)


_WHYS: dict[str, Why] = {
    "severity": "severity",
    "overdue": "overdue",
    "lease": "lease",
    "called": "called",
}


async def _set_next(
    session: AsyncSession, draft: Draft, ladder: Ladder, at: Place, book: Book, *, at_once: bool
) -> None:
    """From when this step was taken, so that a late one leaves people their time to come."""
    lap, place = ladder.after(at.round, at.place)
    due = book.now if at_once else book.now + ladder.gap(at.place)
    await clocks.start(
        session,
        subject_id=draft.id,
        kind=ClockKind.STEP,
        due_at=book.rules.hours.awake(due, draft.severity),
        step=Place.name(at.number, lap, place, at.why),
    )


async def _end(session: AsyncSession, climb: Climb, draft: Draft, at: Place, book: Book) -> None:
    """Nobody came to the very end: that is told loudly, and the mention is closed in sight of all."""
    now = book.now
    await climbs.change(session, climb, state=ClimbState.ENDED)
    await audit.record(session, draft.id, "ladder_ended", audit.SYSTEM, now, number=at.number)
    if draft.state in _MAY_END:
        await drafts.move(session, draft, *_MAY_END, to=DraftState.EXPIRED, decided_at=now, decided_by=None)
        await verdicts.close(session, draft.id, Outcome.EXPIRED, now)
        await clocks.stop(session, draft.id, now)
    await decisions.tell(session, channel=book.channel, draft_id=draft.id, decision="expired", now=now)
    await slack_messages.touch_card(session, draft.id, now, Priority.PING)
    told = {"text": UNANSWERED.format(rounds=at.round + 1), "draft": draft.id}
    where = await slack_messages.place_of_card(session, draft.id) or book.channel
    await show(
        session, Message(f"unanswered:{draft.id}:{at.number}", MessageKind.ALARM, where, args=told), now
    )


UNANSWERED = (
    "A post was called out to everybody on its ladder, {rounds} times over, and nobody came. It is closed "
    "without a reply. Its card says which one; Reopen there brings it back."
)
