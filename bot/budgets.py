"""How often an outside door may be used: leaky buckets that never fill up to the other side's limit.

In any minute at most `burst + 60 / interval` calls are made, which for each method stays below Slack's
limit (https://docs.slack.dev/apis/web-api/rate-limits).
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Rate:
    """A bucket: one call leaks away each `interval` seconds, `burst` fit in, `reserve` of them for people."""

    interval: float
    burst: int
    reserve: int = 0


@dataclass(frozen=True)
class Level:
    """How full a bucket is: `used` calls have not leaked away since `since`."""

    since: datetime
    used: int
    parked_until: datetime | None = None
    """The other side has asked to be left alone until then."""


@dataclass(frozen=True)
class Grant:
    """Whether one call may be made now; if not, `wait` is how many seconds it takes until it may."""

    level: Level
    wait: float = 0.0

    @property
    def is_given(self) -> bool:
        """The call is counted and may be made."""
        return self.wait == 0.0


def take(level: Level, rate: Rate, now: datetime, *, for_person: bool) -> Grant:
    """Count one call, if there is room for it. The reserve is open to calls that a person waits for."""
    if level.parked_until is not None and level.parked_until > now:
        return Grant(level, (level.parked_until - now).total_seconds())
    leaked = _leak(level, rate, now)
    room = rate.burst - (0 if for_person else rate.reserve)
    if leaked.used < room:
        return Grant(replace(leaked, used=leaked.used + 1))
    over = leaked.used - room + 1
    at = leaked.since + timedelta(seconds=rate.interval * over)
    return Grant(leaked, max((at - now).total_seconds(), 0.001))


def _leak(level: Level, rate: Rate, now: datetime) -> Level:
    drops = int((now - level.since).total_seconds() / rate.interval)
    if drops >= level.used:
        return Level(since=now, used=0)
    since = level.since + timedelta(seconds=rate.interval * max(drops, 0))
    return Level(since=since, used=level.used - max(drops, 0))
