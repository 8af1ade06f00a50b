"""How many people usually write in an hour, and how much that swings: what a spike stands out of.

Hours are whole hours since 1970; the past is at most 28 days long.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import sqrt
from typing import Any

HOUR = 3600.0
DAY_HOURS = 24
LONGEST_HOURS = 28 * DAY_HOURS
FLOOR = 0.1
"""Authors an hour that are always expected."""
SHRINK_DAYS = 3
"""How many days of the plain mean an hour of the day is held against."""
UNKNOWN_DISPERSION = 2.5
"""Assumed before `FEW_DAYS`, and weighed as half a week of history after that."""
FEW_DAYS = 4.0
PRIOR_WEEKS = 0.5
TRIM = 0.97
TRIMMED_BACK = 1.25
LEAST_DISPERSION, MOST_DISPERSION = 1.2, 30.0
WEEKDAY_DAYS = 28
"""Only a history of so many days tells one weekday from another."""
LEAST_FACTOR, MOST_FACTOR = 0.4, 2.5


@dataclass(frozen=True)
class Usual:
    """What is expected. `since` is the first hour ever seen; `counts` are distinct authors by hour."""

    counts: Mapping[int, float]
    since: int
    now: int
    """The hour that is running: it is not counted in."""

    @cached_property
    def hours(self) -> int:
        """Complete hours of history that are looked at."""
        return max(0, min(self.now - self.since, LONGEST_HOURS))

    @cached_property
    def dispersion(self) -> float:
        """Variance over mean of an hour's count; what no swing of the day explains."""
        if self.hours < FEW_DAYS * DAY_HOURS:
            return UNKNOWN_DISPERSION
        squares = sorted((count - mean) ** 2 / mean for count, mean in self._against_profile())
        kept = squares[: max(1, int(len(squares) * TRIM))]
        weeks = self.hours / DAY_HOURS / 7
        seen = TRIMMED_BACK * sum(kept) / len(kept)
        mixed = (weeks * seen + PRIOR_WEEKS * UNKNOWN_DISPERSION) / (weeks + PRIOR_WEEKS)
        return min(MOST_DISPERSION, max(LEAST_DISPERSION, mixed))

    def expected(self, hour: int) -> float:
        """Authors expected in one whole hour, by its time of day and, after four weeks, its weekday."""
        return max(FLOOR, self._profile[hour % DAY_HOURS] * self._weekday(hour))

    def within(self, start: float, end: float) -> float:
        """Authors expected between two times, in seconds since 1970."""
        hour, total = int(start // HOUR), 0.0
        while hour * HOUR < end:
            part = min(end, (hour + 1) * HOUR) - max(start, hour * HOUR)
            total += self.expected(hour) * part / HOUR
            hour += 1
        return total

    def tamed(self, hour: int, count: float) -> float:
        """What of an hour's count goes into the history: one wild hour must not become what is usual."""
        if self.hours < DAY_HOURS:
            return count
        mean = self.expected(hour)
        return min(count, mean + 3 * sqrt(self.dispersion * mean) + 1)

    @cached_property
    def _past(self) -> list[float]:
        """Counts of the complete hours, the oldest first."""
        return [self.counts.get(hour, 0.0) for hour in range(self.now - self.hours, self.now)]

    @cached_property
    def mean(self) -> float:
        """Authors of an hour, on average over all that is looked at."""
        return sum(self._past) / len(self._past) if self._past else 0.0

    @cached_property
    def _profile(self) -> list[float]:
        """Expected authors by hour of the day, smoothed over its neighbours, held against the plain mean."""
        sums, days = [0.0] * DAY_HOURS, [0] * DAY_HOURS
        first = self.now - self.hours
        for index, count in enumerate(self._past):
            sums[(first + index) % DAY_HOURS] += count
            days[(first + index) % DAY_HOURS] += 1
        means = [total / max(1, n) for total, n in zip(sums, days, strict=True)]
        n = self.hours // DAY_HOURS
        smooth = [(means[hour - 1] + means[hour] + means[(hour + 1) % DAY_HOURS]) / 3 for hour in range(24)]
        return [
            max(FLOOR, (n * each + SHRINK_DAYS * self.mean) / (n + SHRINK_DAYS) if n else self.mean)
            for each in smooth
        ]

    @cached_property
    def _weekdays(self) -> list[float]:
        """How much each weekday is above or below a day as such."""
        if self.hours < WEEKDAY_DAYS * DAY_HOURS or not self.mean:
            return [1.0] * 7
        sums = [0.0] * 7
        first = self.now - self.hours
        for index, count in enumerate(self._past):
            sums[_weekday(first + index)] += count
        each = self.hours / 7
        return [min(MOST_FACTOR, max(LEAST_FACTOR, total / each / self.mean)) for total in sums]

    def _weekday(self, hour: int) -> float:
        return self._weekdays[_weekday(hour)]

    def _against_profile(self) -> list[tuple[float, float]]:
        first = self.now - self.hours
        return [(count, self.expected(first + index)) for index, count in enumerate(self._past)]


def _weekday(hour: int) -> int:
    return hour // DAY_HOURS % 7


@dataclass
class Hours:
    """The distinct authors of each hour, kept as they come."""

    counts: dict[int, float] = field(default_factory=dict)
    since: int | None = None
    hour: int = 0
    """The hour that is running."""
    authors: set[str] = field(default_factory=set)
    """Who wrote in it."""

    def add(self, at: float, author: str, now: float) -> None:
        """Somebody wrote at that time; hours that are over already are not counted again."""
        self.turn(now)
        hour = int(at // HOUR)
        self.since = hour if self.since is None else min(self.since, hour)
        if hour == self.hour:
            self.authors.add(author)

    def turn(self, now: float) -> None:
        """Close the hour that ran, if it is over."""
        hour = int(now // HOUR)
        if hour <= self.hour:
            return
        if self.authors:
            count = self.usual.tamed(self.hour, float(len(self.authors)))
            self.counts[self.hour] = max(count, self.counts.get(self.hour, 0.0))
        self.hour, self.authors = hour, set()
        self.__dict__.pop("usual", None)
        for old in [each for each in self.counts if each < hour - LONGEST_HOURS]:
            del self.counts[old]

    def as_json(self) -> dict[str, Any]:
        """For the database: the hours that are over."""
        return {"since": self.since, "counts": {str(hour): count for hour, count in self.counts.items()}}

    @classmethod
    def of_json(cls, stored: Mapping[str, Any]) -> "Hours":
        """As it was written down."""
        if not stored:
            return cls()
        return cls({int(hour): float(count) for hour, count in stored["counts"].items()}, stored["since"])

    @cached_property
    def usual(self) -> Usual:
        """The baseline as of the running hour."""
        return Usual(self.counts, self.hour if self.since is None else self.since, self.hour)
