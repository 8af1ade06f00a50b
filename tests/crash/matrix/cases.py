"""One case of the matrix: what goes wrong, where the process dies, and what must hold in the end."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import product

from sqlmodel import select

from bot import landmarks
from bot.approval import Approvals
from bot.landmarks import LANDMARKS, LOOKED, TAKEN_DOWN
from bot.models import Clock, ClockKind, Draft, DraftState, Publication, PublicationState, SlackMessage
from bot.ports import Done
from bot.publishing import Publishing
from bot.store import clocks, publications
from bot.store.database import Database
from tests.builders import CHANNEL, NOON, Team, a_mention, click, plain_check, put_draft
from tests.crash.matrix.faulty_way import Fault, Sight
from tests.crash.matrix.ground import Ground
from tests.crash.matrix.grounds import GROUNDS
from tests.crash.matrix.lives import Time, a_process, until_rest

ALIVE = ""
WIRE = ("wire.before", "wire.after")
"""The process dies while its call is on the way: before the network has taken it, and after."""
SENDING = (*(one for one in LANDMARKS if one.startswith("publish.")), *WIRE)
POINTS = (ALIVE, *SENDING, *LOOKED)
REMOVAL_POINTS = (ALIVE, *TAKEN_DOWN, *WIRE)
CHOICE = 300
"""Cases that a share looks at to find the rarest."""
BETWEEN_CASES = timedelta(minutes=30)
TEXT = "Jo, I'm sorry – it's 5 < 6 & “quoted”, e\u0301 is not \u00e9.  🙏🏽 "


@dataclass(frozen=True)
class Case:
    """One text on one network. `deaths` are points, passed once each, one life after the other."""

    fault: Fault
    sight: Sight
    deaths: tuple[str, str]


@dataclass
class Account:
    """What became of all cases. All but `cases`, `deaths` and `ends` is empty when all is well."""

    cases: int = 0
    deaths: int = 0
    ends: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


class Killed(BaseException):
    """The process ends here: nothing may catch this and go on, as nothing could after a SIGKILL."""


@dataclass
class World:
    """A database and a network, and what is done to one text after the other."""

    database: Database
    ground: Ground
    kind: type[Publishing] = Publishing
    time: Time = field(default_factory=lambda: Time(NOON))
    account: Account = field(default_factory=Account)

    async def play(self, case: Case, *, removes: bool = False) -> None:
        """One case from the approval to its end, and what is wrong then."""
        self.account.cases += 1
        number = f"{self.ground.name}-{self.account.cases}"
        self.time.now += BETWEEN_CASES
        draft_id = await self.approved(number)
        if removes:
            self.ground.way.set(Fault.NONE, Sight.CLEAR)
            await self._lives(draft_id, ())
            await self._take_down(draft_id)
        self.ground.way.set(case.fault, case.sight)
        rests = await self._lives(draft_id, case.deaths)
        found = await self.judged(draft_id, number, case, rests=rests, removes=removes)
        self.account.faults += [f"{self.ground.name} {case}: {one}" for one in found]

    async def approved(self, number: str) -> str:
        """An approved text; the id of its draft."""
        post = self.ground.post(number)
        desk = Approvals(
            self.database,
            Team(),
            plain_check,
            CHANNEL,
            timedelta(0),
            new_id=lambda: f"a-{self.ground.name}-{number}",
        )
        mention = a_mention(number, received_at=self.time.now, posted_at=None, **post)
        async with self.database.writing() as session:
            draft = await put_draft(session, mention=mention, text=TEXT, publisher=self.ground.name)
        answer = await desk.approve(click(draft.id, at=self.time.now))
        assert isinstance(answer, Done), answer
        return str(draft.id)

    async def _take_down(self, draft_id: str) -> None:
        desk = Approvals(self.database, Team(), plain_check, CHANNEL, timedelta(0), new_id=lambda: "unused")
        answer = await desk.remove(click(draft_id, at=self.time.now), "A wrong train.", corrects=False)
        assert isinstance(answer, Done), answer

    async def _lives(self, draft_id: str, deaths: Sequence[str]) -> bool:
        """One life for each death, and a last one that comes to rest; false if it never does."""
        for death in [one for one in deaths if one != ALIVE]:
            if await self._life(draft_id, death) is None:
                self.account.deaths += 1
                self.time.now += timedelta(seconds=2)
        return await self._life(draft_id, ALIVE) is True

    async def _life(self, draft_id: str, death: str) -> bool | None:
        """Whether it came to rest; `None` if it died."""
        task = asyncio.create_task(self._live(draft_id))
        killed = False

        def cut(point: str) -> None:
            nonlocal killed
            if point == death and not killed:
                killed = True
                task.cancel()

        def passed(point: str) -> None:
            if point == death:
                raise Killed(point)

        self.ground.way.cut = cut
        with landmarks.watched_by(passed):
            try:
                return await task
            except Killed:
                return None
            except asyncio.CancelledError:
                assert killed
                return None

    async def _live(self, draft_id: str) -> bool:
        async with a_process(
            self.database, self.ground.name, self.ground.way.url, self.time, self.kind
        ) as process:
            return await until_rest(self.database, process, self.time, draft_id)

    async def judged(
        self, draft_id: str, number: str, case: Case, *, rests: bool = True, removes: bool = False
    ) -> list[str]:
        """What is wrong with how it ended."""
        async with self.database.writing() as session:
            draft = await session.get_one(Draft, draft_id)
            found = select(Publication).where(Publication.draft_id == draft_id)
            one = (await session.exec(found)).one()
            running = (await session.exec(select(Clock).where(Clock.subject_id == one.id))).all()
            card = await session.get(SlackMessage, f"card:{draft_id}")
            # What comes later is another proof's.
            await publications.move(session, one, one.state, to=one.state, next_at=None)
            await clocks.stop(session, one.id, self.time.now)
            await clocks.stop(session, draft_id, self.time.now)
        self.account.ends[one.state.value] = self.account.ends.get(one.state.value, 0) + 1
        public = self.ground.public(number)
        said = list(_wrong(one, public, rests=rests))
        if one.state is PublicationState.UNKNOWN:
            said += _unattended(draft, running, card)
            said += _could_be_told(self.ground, case, public)
        if one.state is PublicationState.FAILED and not any(_calls(clock) for clock in running):
            said.append("nobody is called although it failed")
        if removes and case.fault in _DELETABLE and one.state is not PublicationState.REMOVED:
            said.append(f"not taken down: {one.state}")
        return said


_DELETABLE = set(Fault) - {Fault.INVALID, Fault.REFUSED, Fault.MOVED}


def _wrong(one: Publication, public: list[str], *, rests: bool) -> Iterator[str]:
    if len(public) > 1:
        yield f"doubled: {len(public)} are public"
    if any(text != TEXT for text in public):
        yield "altered"
    if one.state is PublicationState.DONE and not public:
        yield "lost: said to be public, and is not"
    gone = {PublicationState.FAILED, PublicationState.CANCELLED, PublicationState.REMOVED}
    if one.state in gone and public:
        yield f"hidden: said to be {one.state}, and is public"
    if not rests:
        yield f"stuck: {one.state}"


def _unattended(draft: Draft, running: Sequence[Clock], card: SlackMessage | None) -> Iterator[str]:
    """Whatever is unknown is with a person: on the card, and somebody is called."""
    if draft.state is not DraftState.UNKNOWN or not draft.problem or "look" not in draft.problem:
        yield "the card does not ask anybody to look"
    if card is None or not card.stale:
        yield "the card is not drawn"
    if not any(_calls(clock) for clock in running):
        yield "nobody is called"


def _could_be_told(ground: Ground, case: Case, public: list[str]) -> Iterator[str]:
    if ground.can_look and public and case.sight is not Sight.DOWN:
        yield "unknown, although looking shows it"


def _calls(clock: Clock) -> bool:
    return clock.kind is ClockKind.SEND_DEADLINE


def all_cases(sights: Sequence[Sight], points: Sequence[str] = POINTS) -> list[Case]:
    """Everything with everything."""
    return [
        Case(fault, sight, deaths) for fault, sight, deaths in product(Fault, sights, product(points, points))
    ]


def a_share(cases: Sequence[Case], of: int, seed: int = 1) -> list[Case]:
    """So many of them, the same every time; each fault, sight and point about as often as the others."""
    left = random.Random(seed).sample(cases, len(cases))
    seen: Counter[str] = Counter()
    chosen = []
    for _ in range(min(of, len(cases))):
        rarest = min(left[:CHOICE], key=lambda one: sum(seen[part] for part in _parts(one)))
        left.remove(rarest)
        seen.update(_parts(rarest))
        chosen.append(rarest)
    return chosen


def _parts(case: Case) -> tuple[str, ...]:
    first, second = case.deaths
    return (case.fault, case.sight, f"first {first}", f"second {second}")


@asynccontextmanager
async def a_world(
    database: Database, network: str, kind: type[Publishing] = Publishing
) -> AsyncIterator[World]:
    """A network and nothing in it."""
    async with GROUNDS[network]() as ground:
        yield World(database, ground, kind)
