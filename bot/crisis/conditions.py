"""When a crisis may be over: it is quiet for long enough, and nobody grave waits. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.models import Crisis, Severity

LEAST: Final = 1.0
"""Posts an hour that are never unusual, however little a brand is written to."""
KNOWN_DAYS: Final = 7
"""How far back before the incident the usual is looked for."""
HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True)
class Quiet:
    """How near the end is: the busiest of the last hours, and how many grave ones wait."""

    busiest: int
    baseline: float
    hours: int
    waiting: int
    ran_long_enough: bool

    @property
    def is_met(self) -> bool:
        """An end may be proposed."""
        return self.ran_long_enough and self.busiest <= self.baseline and not self.waiting


def baseline(posts: int, hours: float) -> float:
    """What is usual in an hour, from what came before it began."""
    return max(LEAST, round(posts / hours, 1)) if hours >= 1 else LEAST


def quiet(
    crisis: Crisis, times: Sequence[datetime], unanswered: Mapping[Severity, int], now: datetime
) -> Quiet:
    """How a running crisis stands; `times` are those of its posts in the last day."""
    started = crisis.started_at or now
    return Quiet(
        busiest=_busiest(times, crisis.quiet_hours, now),
        baseline=crisis.baseline,
        hours=crisis.quiet_hours,
        waiting=sum(count for level, count in unanswered.items() if level >= crisis.quiet_level),
        ran_long_enough=now - started >= crisis.quiet_hours * HOUR,
    )


def _busiest(times: Sequence[datetime], hours: int, now: datetime) -> int:
    """The most posts in any one of the last hours, counted back from now."""
    ages = [int((now - at) / HOUR) for at in times if at <= now]
    return max((ages.count(each) for each in range(hours)), default=0)
