"""Months of mentions on simulated time: people who come or do not, handoffs, nights, restarts, Slack away.

What happened is held against a model of its own, which knows ladder and calendar, but none of our code.
"""

import random
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from bot.approval import Approvals
from bot.hours import hours_of
from bot.models import AuditEntry, Page, Severity, SlackMessage, StandInRow, Verdict
from bot.models.mentions import AI_AGREES
from bot.oncall import OnCall, Opening
from bot.rota import Rules
from bot.rota.ladders import ladder_of
from bot.rota.rotations import rotations_of
from bot.store.database import Database
from tests.builders import ANN, CHANNEL, Team, a_mention, click, plain_check, put_draft
from tests.oncall.desk import Started

BEGINS = datetime(2026, 9, 15, tzinfo=UTC)
"""London turns its clocks back on 25 October, New York on 1 November."""
GROUP = ("U0GROUPA", "U0GROUPB")
PEOPLE = {"primary": ("U0PONE", "U0PTWO", "U0PTHREE"), "secondary": ("U0SONE", "U0STWO")}
ZONES = {"primary": ZoneInfo("Europe/London"), "secondary": ZoneInfo("America/New_York")}
STEPS = ((0, "S0SOCIAL"), (10, "primary"), (20, "secondary"))
ROUNDS, WAIT, LEASE = 2, 30, timedelta(minutes=30)
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
TARGETS = {Severity.LOW: 1440, Severity.NORMAL: 180, Severity.HIGH: 60, Severity.CRITICAL: 15}
HOURS = {
    "zone": "Europe/London",
    "open": ["mon-fri 09:00-17:30"],
    "holidays": ["2026-10-12", "2026-11-26"],
    "quiet": "22:00-07:00",
}
MISSED_AFTER = timedelta(minutes=5)


def rules() -> Rules:
    """The policy under test."""
    turns = rotations_of(
        {
            "primary": {
                "people": [*PEOPLE["primary"]],
                "zone": "Europe/London",
                "handoff": "mon 09:00",
                "start": datetime(2026, 1, 5).date(),
            },
            "secondary": {
                "people": [*PEOPLE["secondary"]],
                "zone": "America/New_York",
                "handoff": "08:00",
                "every": "1d",
                "start": datetime(2026, 1, 5).date(),
            },
        }
    )
    steps = [{"after": after, "notify": [who]} for after, who in STEPS]
    return Rules(
        hours_of(HOURS), ladder_of({"steps": steps, "repeat": ROUNDS - 1, "wait": WAIT}, turns), turns
    )


@dataclass(frozen=True)
class Happened:
    """One thing that happened to a mention. `what`: open, take, decline, rung, empty or ended."""

    at: datetime
    what: str
    place: int = 0
    people: tuple[str, ...] = ()


@dataclass
class World:
    """The desk, its people and their clocks, on SQLite."""

    database: Database
    seed: int
    mentions: int
    days: int
    chance: random.Random = field(init=False)
    outages: list[tuple[datetime, datetime]] = field(default_factory=list)
    stand_ins: list[StandInRow] = field(default_factory=list)
    due: dict[str, tuple[datetime, Severity]] = field(default_factory=dict)
    log: dict[str, list[Happened]] = field(default_factory=lambda: defaultdict(list))
    restarts: int = 0

    def __post_init__(self) -> None:
        self._beside = sqlite3.connect(str(self.database.engine.url.database))
        self.chance = random.Random(self.seed)
        self.rules = rules()
        self.now = BEGINS
        numbers = count(1)
        self.approvals = Approvals(
            self.database, Team(), plain_check, CHANNEL, timedelta(0), lambda: f"a{next(numbers)}"
        )
        self._events: list[tuple[datetime, int, str, str]] = []
        self._order = count()
        self._new_process()

    async def run(self) -> None:
        """Live through all of it, second by second where something is due."""
        await self._plan()
        while True:
            due = self._next_due()
            upcoming = self._events[0][0] if self._events else None
            ahead = [one for one in (due, upcoming) if one is not None]
            if not ahead:
                break
            self.now = max(self.now, _next_second(min(ahead)))
            while self._events and self._events[0][0] <= self.now:
                _at, _order, what, id = heappop(self._events)
                await self._happen(what, id)
            due = self._next_due()
            if due is not None and due <= self.now:
                await self.oncall.fire_due(self.now)
        self._beside.close()
        await self._read_record()

    async def _plan(self) -> None:
        length = timedelta(days=self.days)
        for number in range(self.mentions):
            self._later(BEGINS + length * self.chance.random(), "arrive", str(number))
        for _ in range(self.days * 3):
            self._later(BEGINS + length * self.chance.random(), "restart", "")
        for _ in range(self.days // 3):
            start = BEGINS + length * self.chance.random()
            self.outages.append((start, start + MINUTE * self.chance.randint(2, 90)))
        async with self.database.writing() as session:
            for number in range(self.days):
                session.add(self._stand_in(number, length))
        async with self.database.reading() as session:
            self.stand_ins = list((await session.exec(select(StandInRow))).all())

    def _stand_in(self, number: int, length: timedelta) -> StandInRow:
        begins = BEGINS + length * self.chance.random()
        rotation = self.chance.choice([*PEOPLE])
        return StandInRow(
            id=f"s{number:04}",
            rotation=rotation,
            user=self.chance.choice(PEOPLE[rotation]),
            begins=begins,
            ends=begins + MINUTE * self.chance.randint(30, 2_000),
            made_by=ANN,
            made_at=BEGINS - SECOND * (self.days - number),
        )

    async def _happen(self, what: str, id: str) -> None:
        if what == "arrive":
            await self._arrive(id)
        elif what == "restart":
            self._new_process()
            self.restarts += 1
            self.now += SECOND * self.chance.randint(1, 9)
        elif what == "take":
            # Whoever comes may find it decided, or in other hands.
            taken = await self.approvals.take(click(id, ANN, at=self.now))
            if type(taken).__name__ == "Done":
                self.log[id].append(Happened(self.now, "take"))
        elif what == "decline":
            declined = await self.approvals.decline(click(id, ANN, at=self.now), "Not about us")
            if type(declined).__name__ == "Done":
                self.log[id].append(Happened(self.now, "decline"))

    async def _arrive(self, name: str) -> None:
        severity = self.chance.choices(list(Severity), (2, 4, 3, 1))[0]
        due = self.rules.hours.after(self.now, MINUTE * TARGETS[severity], severity)
        async with self.database.writing() as session:
            mention = a_mention(name, received_at=self.now, posted_at=self.now)
            draft = await put_draft(session, mention=mention, severity=severity, due_at=due)
            verdict = await session.get_one(Verdict, draft.id)
            verdict.reasons = [AI_AGREES]
            session.add(verdict)
            await session.flush()
            await Opening(lambda: self.rules)(session, draft, self.now)
        self.due[draft.id] = (due, severity)
        self.log[draft.id].append(Happened(self.now, "open"))
        self._people_come(draft.id, due)

    def _people_come(self, id: str, due: datetime) -> None:
        """Somebody, sometime: often soon, often too late, sometimes twice, sometimes never."""
        at = self.now + MINUTE * self.chance.expovariate(1 / 60)
        for _ in range(self.chance.choice((0, 1, 1, 1, 2))):
            self._later(at, "take", id)
            at += MINUTE * self.chance.expovariate(1 / 40)
        if self.chance.random() < 0.8:
            self._later(at, "decline", id)

    def _later(self, at: datetime, what: str, id: str) -> None:
        heappush(self._events, (at, next(self._order), what, id))

    def _new_process(self) -> None:
        self.oncall = OnCall(
            self.database, Team(), Started(), CHANNEL, (), rules=lambda: self.rules, members=self._members
        )

    async def _members(self, ids: tuple[str, ...]) -> frozenset[str]:
        return frozenset() if self.is_away(self.now) else frozenset(GROUP)

    def is_away(self, at: datetime) -> bool:
        """Whether Slack does not tell who is in a group."""
        return any(begins <= at < ends for begins, ends in self.outages)

    def _next_due(self) -> datetime | None:
        """Asked after everything that happens, so by a connection of its own, past all of ours."""
        found = self._beside.execute("SELECT min(due_at) FROM clock WHERE done_at IS NULL").fetchone()[0]
        return None if found is None else datetime.fromisoformat(found).replace(tzinfo=UTC)

    async def _read_record(self) -> None:
        kinds = {"rung": "rung", "step_empty": "empty", "ladder_ended": "ended"}
        async with self.database.reading() as session:
            entries = (await session.exec(select(AuditEntry).order_by(col(AuditEntry.id)))).all()
        for one in entries:
            if one.kind in kinds:
                place = int(one.data["step"].split(".")[2]) if "step" in one.data else len(STEPS)
                people = tuple(one.data.get("people", ()))
                self.log[one.chain].append(Happened(one.at, kinds[one.kind], place, people))

    async def without_message(self) -> list[str]:
        """People who were called and have no message of it: neither their own nor one for many."""
        async with self.database.reading() as session:
            rows = set((await session.exec(select(SlackMessage.id))).all())
            pages = (await session.exec(select(Page))).all()
        return [one.id for one in pages if f"ping:{one.id}" not in rows and not _bundled(one, rows)]


def _bundled(page: Page, rows: set[str]) -> bool:
    window = datetime.fromtimestamp(page.at.timestamp() // 600 * 600, UTC)
    name = f"pages:{window:%Y-%m-%dT%H:%M}:{page.user}"
    return name in rows or f"pings:{window:%Y-%m-%dT%H:%M}:{page.user}" in rows


def _next_second(at: datetime) -> datetime:
    whole = at.replace(microsecond=0)
    return whole if whole == at else whole + SECOND


@dataclass
class Verdicts:
    """What the model finds against what happened; `late` are seconds."""

    rung: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    late: list[float] = field(default_factory=list)

    @property
    def p99(self) -> float:
        """How late the latest of a hundred are."""
        return sorted(self.late)[int(len(self.late) * 0.99)] if self.late else 0.0


def judged(world: World) -> Verdicts:
    """Hold the world against the model."""
    found = Verdicts()
    for id, log in world.log.items():
        order = {"open": 0, "rung": 2, "empty": 2, "ended": 2}
        _follow(world, id, sorted(log, key=lambda one: (one.at, order.get(one.what, 1))), found)
    return found


def _follow(world: World, id: str, log: list[Happened], found: Verdicts) -> None:
    """Walk along one mention's way, always knowing what must come next, and when."""
    overdue, severity = world.due[id]
    expected: tuple[datetime, int, int] | None = None
    held_until, over = BEGINS, False
    for one in log:
        if expected is not None and one.at > expected[0] + MISSED_AFTER:
            found.missed.append(f"{id} step {expected[1:]} due {expected[0]}, next is {one}")
        if one.what == "open":
            starts = one.at if severity >= Severity.HIGH else overdue
            expected = (_awake(starts, severity), 0, 0)
        elif one.what == "take":
            held_until = one.at + LEASE
            expected = (_awake(held_until, severity), 0, 0)
        elif one.what == "decline":
            expected, over = None, True
        elif over or one.at < held_until:
            found.after.append(f"{id} {one}")
        else:
            expected, over = _climbed(world, id, one, expected, severity, found)
    if expected is not None and not over:
        found.missed.append(f"{id} step {expected[1:]} due {expected[0]}, and nothing came")


Expected = tuple[datetime, int, int] | None


def _climbed(
    world: World, id: str, one: Happened, expected: Expected, severity: Severity, found: Verdicts
) -> tuple[Expected, bool]:
    if expected is None or one.at < expected[0] or one.place != expected[2]:
        found.wrong.append(f"{id} {one}, expected {expected}")
    else:
        found.rung += 1
        found.late.append((one.at - expected[0]).total_seconds())
    if one.what == "ended":
        return None, True
    if one.what == "rung" and set(one.people) != _on_call(world, one):
        found.wrong.append(f"{id} {one} should have called {_on_call(world, one)}")
    lap = expected[1] if expected else 0
    if one.what == "empty":
        return (one.at, lap, one.place + 1), False
    if one.place + 1 < len(STEPS):
        gap, after = STEPS[one.place + 1][0] - STEPS[one.place][0], (lap, one.place + 1)
    else:
        gap, after = WAIT, (lap + 1, 0) if lap + 1 < ROUNDS else (lap, len(STEPS))
    return (_awake(one.at + MINUTE * gap, severity), *after), False


def _awake(at: datetime, severity: Severity) -> datetime:
    """Minute by minute through London's night."""
    if severity is Severity.CRITICAL:
        return at
    local = at.astimezone(ZONES["primary"])
    if 7 <= local.hour < 22:
        return at
    while local.hour != 7:
        at = (at.replace(second=0, microsecond=0)) + MINUTE
        local = at.astimezone(ZONES["primary"])
    return at


def _on_call(world: World, one: Happened) -> set[str]:
    target = STEPS[one.place][1]
    if target == "S0SOCIAL":
        return set() if world.is_away(one.at) else set(GROUP)
    over = [row.user for row in world.stand_ins if row.rotation == target and row.begins <= one.at < row.ends]
    return {over[-1]} if over else {_turn(target, one.at)}


def _turn(rotation: str, at: datetime) -> str:
    """By walking from handoff to handoff in local time."""
    local = at.astimezone(ZONES[rotation])
    day, hour = local.date(), 9 if rotation == "primary" else 8
    if local.hour < hour:
        day -= timedelta(days=1)
    first = datetime(2026, 1, 5).date()
    turns = (day - first).days // (7 if rotation == "primary" else 1)
    return PEOPLE[rotation][turns % len(PEOPLE[rotation])]


def lines(world: World, found: Verdicts) -> Iterator[str]:
    """The figures of a run."""
    late, away = sorted(found.late), len(world.outages)
    yield f"{len(world.log)} mentions in {world.days} days, {world.restarts} restarts"
    yield f"{away} outages of Slack, {len(world.stand_ins)} stand-ins"
    yield f"{found.rung} steps: {len(found.missed)} missed, {len(found.wrong)} that called somebody else"
    yield f"{len(found.after)} steps after somebody had taken it or decided on it"
    yield f"late: p50 {late[len(late) // 2]:.1f} s, p99 {found.p99:.1f} s, at most {late[-1]:.1f} s"
