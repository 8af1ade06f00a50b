"""What one mention costs, from the webhook's row to its place, with ever more of them stored.

Processor time of this process, so that others on the machine do not count. What is stored before was put in
fast, as a year of ordinary days leaves it.
"""

import asyncio
import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from sqlmodel import SQLModel

from bot import audit
from bot.bench.figures import Bar, Figure, Unit
from bot.incidents import IncidentGrouping
from bot.intake.accept import accept
from bot.intake.arrival import Arrival
from bot.intake.parse import parse
from bot.models import Complaint, Delivery, Event, Mention, MentionState, Outcome, Severity, Sighting, Verdict
from bot.store import audit as audit_rows
from bot.store.bulk import insert_all
from bot.store.database import Database
from bot.triage.batch import BATCH, Triage
from bot.triage.judging import Judge

STEPS = (1_000, 10_000, 100_000, 1_000_000)
ROUNDS = 12
"""Batches measured at each step; the middle one counts."""
WARM_ROUNDS = 8
"""Batches before the first step: with them a whole day of new posts is remembered."""
BETWEEN = timedelta(hours=4)
"""From one batch to the next: sixteen mentions an hour."""
SEEDED = 5_000
"""Rows stored in one go."""
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
A_YEAR = timedelta(days=365)
WORDS = 20_000
"""Different words of the made-up language."""
FLAT = 1.2
"""How many times the first step's cost the last one's may be."""
CHANNEL = "C0BENCH"


@dataclass(frozen=True)
class Step:
    """The cost of one mention in seconds while so many are stored."""

    stored: int
    intake: float
    triage: float

    @property
    def whole(self) -> float:
        """From the webhook's row to the incident."""
        return self.intake + self.triage


def measure(steps: Sequence[int], rounds: int, say: Callable[[str], None]) -> list[Step]:
    """The cost at each step; SQLite in a temporary folder."""
    with TemporaryDirectory(prefix="amends-bench-") as folder:
        return asyncio.run(_measure(f"sqlite:///{Path(folder) / 'bench.db'}", steps, rounds, say))


def figures(steps: Sequence[Step]) -> list[Figure]:
    """For the table."""
    told = [
        Figure(f"growth: a mention with {step.stored:,} stored", step.whole, Unit.MICROSECONDS)
        for step in steps
    ]
    ratio = steps[-1].whole / steps[0].whole
    name = f"growth: cost at {steps[-1].stored:,} against {steps[0].stored:,}"
    return [*told, Figure(name, ratio, Unit.PERCENT, Bar(FLAT))]


async def _measure(url: str, steps: Sequence[int], rounds: int, say: Callable[[str], None]) -> list[Step]:
    database = Database(url)
    await database.migrate()
    desk = _Desk(database)
    found: list[Step] = []
    for stored in steps:
        say(f"growth: storing {stored:,}")
        await desk.store_until(stored)
        # What is read at the start of a process, and caches that are cold after so much was written.
        for _round in range(2 if found else WARM_ROUNDS):
            await desk.round()
        costs = [await desk.round() for _round in range(rounds)]
        found.append(Step(stored, median(each[0] for each in costs), median(each[1] for each in costs)))
    await database.close()
    return found


class _Desk:
    """Takes mentions in and places them, a batch at a time, on a clock that goes a minute each."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.stored = 0
        self._ids, self._numbers = count(1), count(1)
        self._now = NOW
        grouping = IncidentGrouping(database, "bench", lambda: f"incident-{next(self._ids)}")
        self._triage = Triage(database, Judge(), CHANNEL, lambda: self._now, grouping=grouping)

    async def store_until(self, stored: int) -> None:
        """Have so many mentions in the database, dealt with, spread over the year before."""
        while self.stored < stored:
            many = min(SEEDED, stored - self.stored)
            numbers = range(self.stored, self.stored + many)
            async with self.database.writing() as session:
                if not self.stored:
                    row = {
                        "id": "old",
                        "source": "generic",
                        "key": "old",
                        "body": b"",
                        "received_at": NOW - A_YEAR,
                    }
                    await insert_all(session, Delivery, [row])
                for table, make in _MADE:
                    await insert_all(session, table, [make(number) for number in numbers])
                told: dict[str, dict[str, str]] = {f"old-{number}": {} for number in numbers}
                entries = audit.first_entries("received", audit.SYSTEM, NOW - A_YEAR, told)
                await audit_rows.append(session, entries)
            self.stored += many

    async def round(self) -> tuple[float, float]:
        """One batch; seconds of processor time for each mention of it, for its intake and for the rest."""
        self._now += BETWEEN
        arrivals = list(self._arrivals())
        began = time.process_time()
        await self.database.whole(lambda session: accept(session, arrivals, CHANNEL, self._now))
        taken_in = time.process_time()
        placed = await self._triage.round()
        ended = time.process_time()
        self.stored += placed
        return (taken_in - began) / BATCH, (ended - taken_in) / BATCH

    def _arrivals(self) -> Iterator[Arrival]:
        for place in range(BATCH):
            posted_at = self._now - BETWEEN * (1 - place / BATCH)
            yield _arrival(next(self._numbers), posted_at, self._now)


def _arrival(number: int, posted_at: datetime, now: datetime) -> Arrival:
    name = f"new{number}"
    told = {
        "id": name,
        "platform": "x",
        "text": text_of(number),
        "posted_at": posted_at.isoformat(),
        "author": {"id": name, "handle": name},
    }
    body = json.dumps(told).encode()
    return Arrival(name, "generic", name, body, parse(body), now)


def text_of(number: int) -> str:
    """A complaint that no other is like; some words are frequent and most are rare, as in any language."""
    chance = random.Random(str(number))
    words = [f"word{_letters(int(WORDS ** chance.random()))}" for _word in range(12)]
    return f"The {' '.join(words)} is broken, terrible."


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def _mention(number: int) -> dict[str, Any]:
    at = _old(number)
    return _full(
        Mention(
            id=f"old-{number}",
            source="generic",
            external_id=str(number),
            platform="x",
            text=text_of(-number),
            posted_at=at,
            received_at=at,
            author_handle=f"old{number}",
            last_event=Event.CREATED,
            delivery_id="old",
            state=MentionState.CLOSED,
            outcome=Outcome.DECLINED,
            closed_at=at,
        )
    )


def _verdict(number: int) -> dict[str, Any]:
    return _full(
        Verdict(
            mention_id=f"old-{number}",
            mention_revision=1,
            complaint=Complaint.YES,
            score=1.0,
            category="quality",
            severity=Severity.NORMAL,
            language="en",
            judged_at=_old(number),
        )
    )


def _sighting(number: int) -> dict[str, Any]:
    return {
        "brand": "bench",
        "mention_id": f"old-{number}",
        "at": _old(number),
        "author": f"old{number}",
    }


_MADE: tuple[tuple[type[SQLModel], Callable[[int], dict[str, Any]]], ...] = (
    (Mention, _mention),
    (Verdict, _verdict),
    (Sighting, _sighting),
)


def _full(row: Any) -> dict[str, Any]:
    return dict(row.model_dump())


def _old(number: int) -> datetime:
    """An ordinary time in the year before, later ones later."""
    return NOW - A_YEAR + number * A_YEAR / (STEPS[-1] * 1.1)
