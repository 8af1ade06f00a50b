"""The clocks of a crisis when they come due: a step of its ladder, or one line into the war room."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.models import (
    ClimbState,
    Clock,
    ClockKind,
    Crisis,
    CrisisClimb,
    CrisisMatter,
    CrisisState,
    MessageKind,
    Severity,
)
from bot.oncall.calling import MOST_MESSAGES, Book, show
from bot.oncall.messages import Called, Message, window_start
from bot.rota.ladders import read_ladder
from bot.store import climbs, clocks, crises, crisis_board, crisis_climbs, crisis_clocks, pages
from bot.store.climbs import Place

WHYS = {CrisisMatter.LEAD: "war_room", CrisisMatter.STATEMENT: "statement_waits"}
"""What a matter's climb says when its lease is over."""
_CLIMBED_FOR = {
    "war_room": CrisisMatter.LEAD,
    "statement_waits": CrisisMatter.STATEMENT,
    "update_due": CrisisMatter.STATEMENT,
}
UNANSWERED = (
    "Everybody on the ladder was called into a crisis, {rounds} times over, and nobody came. "
    "Nobody else is called. Please look at its board now."
)


@dataclass(frozen=True)
class Ring:
    """One clock of a running crisis that its caller has claimed."""

    clock: Clock
    crisis: Crisis
    owner: str | None
    """Of the action that it is about."""
    book: Book

    @property
    def now(self) -> datetime:
        """When it is fired."""
        return self.book.now

    async def tell(self, session: AsyncSession, kind: str, **data: object) -> None:
        """Keep it on record."""
        await audit.record(session, self.crisis.incident_id, kind, audit.SYSTEM, self.now, **data)


async def fire(session: AsyncSession, clock: Clock, book: Book) -> bool:
    """Do what is due; false if somebody else has fired or stopped it meanwhile."""
    crisis, owner = await crisis_clocks.locked(session, clock)
    if not await clocks.claim(session, clock.id, book.now):
        return False
    if crisis is None or crisis.state != CrisisState.RUNNING:
        return True
    ring = Ring(clock, crisis, owner, book)
    if clock.kind is ClockKind.CRISIS_STEP:
        await _take_step(session, ring)
    elif not await _has_moved_on(session, ring):
        await _begin(session, ring, await _why(session, ring))
    await crisis_board.touch(session, crisis.id, book.now)
    return True


async def _has_moved_on(session: AsyncSession, ring: Ring) -> bool:
    if ring.clock.kind is ClockKind.CRISIS_CALL:
        return ring.crisis.lead is not None
    if ring.clock.kind is ClockKind.CRISIS_STATEMENT:
        return await crises.waiting_statement(session, ring.crisis.id) is None
    return False


async def _why(session: AsyncSession, ring: Ring) -> str:
    clock = ring.clock
    if clock.kind is ClockKind.CRISIS_PEACE:
        climb = await crisis_climbs.get(session, clock.subject_id)
        return WHYS[climb.matter] if climb is not None else ""
    if clock.kind is ClockKind.CRISIS_UPDATE:
        return "update_soon" if clock.step.endswith(crisis_clocks.SOON) else "update_due"
    kinds = {ClockKind.CRISIS_CALL: "war_room", ClockKind.CRISIS_STATEMENT: "statement_waits"}
    return kinds.get(clock.kind, "action_due")


async def _begin(session: AsyncSession, ring: Ring, why: str) -> None:
    """Climb its ladder from the first step on; where there is none, one line that names whoever is called."""
    matter = _CLIMBED_FOR.get(why)
    climb_id = crisis_climbs.id_of(ring.crisis.id, matter) if matter else ""
    if matter is not None and await crisis_climbs.get(session, climb_id) is not None:
        number = await crisis_climbs.begin(session, ring.crisis.id, matter, why, ring.now)
        if number is not None:
            await ring.tell(session, "climb_begun", why=why, number=number)
        return
    to, people = _named(ring, why, ring.book.usual.named), _named(ring, why, ring.book.usual.people)
    step = f"{ring.clock.subject_id}:{ring.clock.step}"
    await crisis_board.ring(session, ring.crisis, why, step, to, ring.now)
    await ring.tell(session, "pinged", why=why, to=to, people=people)
    await _write(session, ring, people, why, CrisisMatter.LEAD if why == "war_room" else None)


def _named(ring: Ring, why: str, on_call: Iterable[str]) -> list[str]:
    """An action calls its owner, an update who leads; with nobody there, whoever is on call."""
    if ring.owner is not None:
        return [ring.owner]
    leads = _leads(ring, why)
    return leads if leads and why == "update_soon" else list(dict.fromkeys((*leads, *on_call)))


def _leads(ring: Ring, why: str) -> list[str]:
    lead = ring.crisis.lead
    return [lead] if lead and why in {"update_soon", "update_due"} else []


async def _take_step(session: AsyncSession, ring: Ring) -> None:
    """Do what is due on the ladder."""
    climb, at = await crisis_climbs.get(session, ring.clock.subject_id), Place(ring.clock.step)
    if climb is None or not at.is_due_in(climb, ring.now):
        return
    ladder = read_ladder(climb.ladder)
    if at.place >= len(ladder.steps):
        await _end(session, ring, climb, at)
        return
    called, phones = ring.book.called(ladder.steps[at.place].notify)
    is_last = at.place + 1 == len(ladder.steps)
    is_skipped = not called.people and not phones and not is_last
    if is_skipped:
        await ring.tell(session, "step_empty", step=ring.clock.step, climb=climb.id)
    else:
        await _call(session, ring, climb, _with_lead(ring, at, called))
        await climbs.phone(session, climb, phones, at.why, Severity.CRITICAL, ring.now)
    lap, place = ladder.after(at.round, at.place)
    due_at = ring.now if is_skipped else ring.now + ladder.gap(at.place)
    step, kind = Place.name(at.number, lap, place, at.why), ClockKind.CRISIS_STEP
    await clocks.start(session, subject_id=climb.id, kind=kind, due_at=due_at, step=step)


def _with_lead(ring: Ring, at: Place, called: Called) -> Called:
    """Who leads is told first that a promised update is due."""
    leads = _leads(ring, at.why) if at.round == at.place == 0 else []
    named = tuple(dict.fromkeys((*leads, *called.named)))
    return replace(called, named=named, people=tuple(dict.fromkeys((*leads, *called.people))))


async def _call(session: AsyncSession, ring: Ring, climb: CrisisClimb, called: Called) -> None:
    """A line in the war room, and a message to each person."""
    clock, why, people = ring.clock, Place(ring.clock.step).why, tuple(called.people)
    told = {"step": clock.step, "why": why, "to": [*called.named], "people": [*people]}
    await ring.tell(session, "rung", due=clock.due_at.isoformat(), climb=climb.id, **told)
    step = f"{clock.subject_id}:{clock.step}"
    await crisis_board.ring(session, ring.crisis, why, step, called.named, ring.now)
    await _write(session, ring, people, why, climb.matter)


async def _write(
    session: AsyncSession, ring: Ring, people: Iterable[str], why: str, matter: CrisisMatter | None
) -> None:
    """A direct message to each; `matter` is what they can take over by it, if anything."""
    for user in people:
        await pages.add_of_crisis(session, ring.clock.id, ring.crisis.id, user, ring.now)
        message = await _message(session, ring, user, {"why": why, "matter": matter})
        await show(session, message, ring.now, ring.crisis.id)


async def _message(session: AsyncSession, ring: Ring, user: str, args: dict[str, Any]) -> Message:
    """One of its own; from the sixth in ten minutes on, all on top stand together in one."""
    since = window_start(ring.now)
    count = await pages.count_of_crises(session, user, since)
    if count > MOST_MESSAGES:
        id = f"crisis-pages:{since:%Y-%m-%dT%H:%M}:{user}"
        return Message(id, MessageKind.PAGES, user, args={"count": count, "of": "crises"})
    return Message(f"ping:{ring.clock.id}:{user}", MessageKind.CRISIS_DM, user, args=args)


async def _end(session: AsyncSession, ring: Ring, climb: CrisisClimb, at: Place) -> None:
    """Nobody came to the very end: that is told loudly, in the war room and in the channel."""
    await climbs.change(session, climb, state=ClimbState.ENDED)
    await ring.tell(session, "ladder_ended", number=at.number, climb=climb.id)
    await crisis_board.say(session, ring.crisis, "crisis_unanswered", "", ring.now)
    told = {"text": UNANSWERED.format(rounds=at.round + 1)}
    id = f"unanswered:{climb.id}:{at.number}"
    await show(session, Message(id, MessageKind.ALARM, ring.book.channel, args=told), ring.now)
