"""How often the spike detector cries wolf, and how soon it sees what is real: a simulation with fixed seeds.

A brand's posts come with the swing of the day, a weekend, and noise of a known dispersion. An event adds
people who write within two hours, three in ten of them in the first twenty minutes, as a real flood grew.
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, pi
from statistics import median

from bot.bench.figures import Bar, Figure, Unit
from bot.incidents.alarms import WARM_UP_HOURS, Alarm, Crowd, read
from bot.incidents.usual import Hours
from bot.models import IncidentLevel

HOUR, DAY, WEEK = 3_600.0, 86_400.0, 7 * 86_400.0
DAYS = 56
QUIET_DAYS = 7
"""At the beginning, in which nothing is counted: the history is too short."""
LOOK_S = 300.0
EVENT_S = 2 * HOUR
SEEN_WITHIN_S = EVENT_S + 2 * LOOK_S
FAST_S, FAST_SHARE = 1_200.0, 0.3
MOST_FALSE = 0.05
"""False alarms a brand and week at level `spike`, where the dispersion is 1.3."""
LEVELS = (IncidentLevel.WATCH, IncidentLevel.SPIKE)


@dataclass(frozen=True)
class Setting:
    """One row of the table. `rate` in mentions an hour; `sizes` are people of an event."""

    rate: float
    dispersion: float
    sizes: tuple[int, ...] = (8, 20, 60, 200)

    @property
    def words(self) -> str:
        """For the figures."""
        bursty = "" if self.dispersion < 2 else f", dispersion {self.dispersion:g}"
        return f"{self.rate:g}/h{bursty}"


SETTINGS = (
    Setting(0.2, 1.3),
    Setting(1.0, 1.3),
    Setting(5.0, 1.3),
    Setting(20.0, 1.3),
    Setting(0.2, 3.0, (20,)),
    Setting(1.0, 3.0, (20, 60)),
)
BUSY = Setting(100.0, 1.3, (200,))


@dataclass(frozen=True)
class Found:
    """One setting, measured. By level: false alarms a brand and week, and by size the recall and the delay in
    minutes (`None` where nothing was seen)."""

    setting: Setting
    false: dict[IncidentLevel, float]
    seen: dict[int, dict[IncidentLevel, tuple[float, float | None]]]

    def figures(self) -> list[Figure]:
        """For the table."""
        rows = []
        for level, false in self.false.items():
            is_held = level == IncidentLevel.SPIKE and self.setting.dispersion < 2
            bar = Bar(MOST_FALSE) if is_held else None
            name = f"spikes at {self.setting.words}: false {level.name.lower()} a week"
            rows.append(Figure(name, round(false, 3), Unit.RATE, bar))
        for size, by_level in self.seen.items():
            for level, (recall, delay) in by_level.items():
                name = f"spikes at {self.setting.words}: {size} people seen as {level.name.lower()}"
                after = "" if delay is None else f", median after {delay:.0f} min"
                rows.append(Figure(name + after, recall, Unit.PERCENT))
        return rows


def measure(setting: Setting, brands: int, event_brands: int, seed: int = 1) -> Found:
    """Simulate so many brands without events, and so many with them for each size."""
    rng = random.Random(f"{seed}:{setting.rate}:{setting.dispersion}")
    quiet = [alarms(noise(rng, setting)) for _brand in range(brands)]
    weeks = brands * (DAYS - QUIET_DAYS) / 7
    false = {level: sum(_count(told, level) for told in quiet) / weeks for level in LEVELS}
    seen = {size: _with_events(rng, setting, size, event_brands) for size in setting.sizes}
    return Found(setting, false, seen)


def noise(rng: random.Random, setting: Setting) -> list[float]:
    """When people write while nothing happens, in seconds from the beginning."""
    found = []
    for hour in range(DAYS * 24):
        mean = setting.rate * _swing(hour)
        spread = setting.dispersion - 1
        count = _poisson(rng, rng.gammavariate(mean / spread, spread))
        found += [(hour + rng.random()) * HOUR for _post in range(count)]
    return sorted(found)


def alarms(posts: Sequence[float]) -> list[tuple[float, IncidentLevel]]:
    """When the detector tells people, and of which level, if everybody writes once."""
    hours, crowd, alarm = Hours(since=0), Crowd(), Alarm()
    told: list[tuple[float, IncidentLevel]] = []

    def look(now: float, *, is_regular: bool) -> None:
        hours.turn(now)
        usual = hours.usual
        if usual.hours < WARM_UP_HOURS:
            return
        reading = read(crowd.counts(now), usual.within, usual.dispersion, now)
        if is_regular:
            alarm.look(reading)
        if alarm.take(reading, now):
            told.append((now, reading.level))

    looked_at = 0.0
    for number, at in enumerate(posts):
        while looked_at + LOOK_S <= at:
            looked_at += LOOK_S
            look(looked_at, is_regular=True)
        hours.add(at, str(number), at)
        crowd.add(at, str(number), at)
        look(at, is_regular=False)
    return told


def _with_events(
    rng: random.Random, setting: Setting, size: int, brands: int
) -> dict[IncidentLevel, tuple[float, float | None]]:
    delays: dict[IncidentLevel, list[float]] = {level: [] for level in LEVELS}
    events = 0
    for _brand in range(brands):
        starts = [(day + rng.random()) * DAY for day in range(20, DAYS - 1, 6)]
        events += len(starts)
        posts = [*noise(rng, setting), *(at for start in starts for at in _event(rng, size, start))]
        told = alarms(sorted(posts))
        for level in LEVELS:
            delays[level] += _delays(told, level, starts)
    return {
        level: (len(found) / max(1, events), median(found) / 60 if found else None)
        for level, found in delays.items()
    }


def _event(rng: random.Random, size: int, start: float) -> list[float]:
    return [
        start
        + (rng.random() * FAST_S if rng.random() < FAST_SHARE else FAST_S + rng.random() * (EVENT_S - FAST_S))
        for _person in range(size)
    ]


def _delays(
    told: Iterable[tuple[float, IncidentLevel]], level: IncidentLevel, starts: Sequence[float]
) -> list[float]:
    """Seconds from each event's start until it was told; events that nobody was told of are left out."""
    times = [at for at, reached in told if reached >= level]
    firsts = (
        next((at - start for at in times if start <= at <= start + SEEN_WITHIN_S), None) for start in starts
    )
    return [delay for delay in firsts if delay is not None]


def _count(told: Iterable[tuple[float, IncidentLevel]], level: IncidentLevel) -> int:
    return sum(1 for at, reached in told if reached >= level and at >= QUIET_DAYS * DAY)


def _swing(hour: int) -> float:
    """How much more is written at an hour than on average: afternoons more, weekends less."""
    weekend = 0.7 if hour // 24 % 7 >= 5 else 1.12
    return weekend * (1 + 0.8 * cos((hour % 24 - 15) / 24 * 2 * pi))


def _poisson(rng: random.Random, mean: float) -> int:
    count, passed = 0, rng.expovariate(1)
    while passed < mean:
        count += 1
        passed += rng.expovariate(1)
    return count
