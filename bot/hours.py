"""When people work: business hours that a target counts in, holidays, and quiet hours in which few are woken.

Pure. All local times are those of one zone, by its rules for summer time.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.models import Severity

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOST_DAYS = 400
"""A target that is not used up by then has no business hours to speak of, and runs on around the clock."""

_SPAN = re.compile(r"(?P<first>[a-z]{3})(?:-(?P<last>[a-z]{3}))? (?P<from>\d\d:\d\d)-(?P<to>\d\d:\d\d)")
_KEYS = frozenset({"zone", "open", "holidays", "around_the_clock", "quiet"})

Window = tuple[time, time]


@dataclass(frozen=True)
class Hours:
    """Office hours of a team. `opens` by weekday from Monday; empty: around the clock."""

    zone: tzinfo = UTC
    opens: Mapping[int, tuple[Window, ...]] = field(default_factory=dict)
    holidays: frozenset[date] = frozenset()
    around_the_clock: Severity = Severity.HIGH
    """From this severity on a target counts every hour of every day."""
    quiet: Window | None = None
    """Nobody is woken between these for anything but the critical; `None`: no quiet hours."""

    def after(self, start: datetime, span: timedelta, severity: Severity) -> datetime:
        """When `span` of working time has passed since `start`."""
        if not self.opens or severity >= self.around_the_clock:
            return start + span
        left = span
        for opens, closes in self._windows(start):
            usable = closes - max(opens, start)
            if usable >= left:
                return max(opens, start) + left
            left -= max(usable, timedelta(0))
        return start + span

    def awake(self, at: datetime, severity: Severity) -> datetime:
        """The first moment from `at` on at which people may be called for such a post."""
        if self.quiet is None or severity >= Severity.CRITICAL:
            return at
        begins, ends = self.quiet
        local = at.astimezone(self.zone)
        clock, over_midnight = local.time(), begins > ends
        is_quiet = clock >= begins or clock < ends if over_midnight else begins <= clock < ends
        if not is_quiet:
            return at
        is_tomorrow = over_midnight and clock >= begins
        return self._moment(local.date() + timedelta(days=is_tomorrow), ends)

    def _windows(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Office hours from the day of `start` on."""
        first = start.astimezone(self.zone).date()
        for day in (first + timedelta(days=number) for number in range(MOST_DAYS)):
            if day not in self.holidays:
                for opens, closes in self.opens.get(day.weekday(), ()):
                    yield self._moment(day, opens), self._moment(day, closes)

    def _moment(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self.zone).astimezone(UTC)


def hours_of(raw: object) -> Hours:
    """The `[hours]` table of a policy.

    Raises:
        ValueError: in words for whoever wrote it.
    """
    if not isinstance(raw, Mapping):
        raise ValueError("write hours below a line [hours]")
    if strange := sorted(set(raw) - _KEYS):
        raise ValueError(f"[hours] has “{strange[0]}”, which means nothing here")
    zone = raw.get("zone", "")
    return Hours(
        zone=zone_of(zone) if zone else UTC,
        opens=_opens(raw.get("open", [])),
        holidays=frozenset(_day(one) for one in _listed(raw.get("holidays", []), "holidays")),
        around_the_clock=severity_of(raw.get("around_the_clock", "high"), "around_the_clock"),
        # By a clock that is not the team's they would fall into its day.
        quiet=_quiet(raw.get("quiet", "")) if zone else None,
    )


def zone_of(name: object) -> tzinfo:
    """A time zone by its name. Raises `ValueError` in words."""
    try:
        return ZoneInfo(str(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"there is no time zone “{name}”; write one like Europe/London") from None


def severity_of(word: object, key: str) -> Severity:
    """A severity by its name. Raises `ValueError` in words."""
    names = [each.name.lower() for each in Severity]
    if not isinstance(word, str) or word.casefold() not in names:
        raise ValueError(f"“{key}” must be one of: {', '.join(names)}")
    return Severity[word.upper()]


def clock_of(word: str) -> time:
    """Such as 09:00. Raises `ValueError` in words."""
    try:
        return time.fromisoformat(word) if re.fullmatch(r"\d\d:\d\d", word) else time.fromisoformat("")
    except ValueError:
        raise ValueError(f"“{word}” is no time; write it like 09:00") from None


def weekday_of(word: str) -> int:
    """Such as mon, counted from Monday as 0. Raises `ValueError` in words."""
    if word not in DAYS:
        raise ValueError(f"“{word}” is no day; there are: {', '.join(DAYS)}")
    return DAYS.index(word)


def _opens(raw: object) -> dict[int, tuple[Window, ...]]:
    opens: dict[int, tuple[Window, ...]] = {}
    for one in _listed(raw, "open"):
        hit = _SPAN.fullmatch(str(one))
        if hit is None:
            raise ValueError(f"“{one}” are no hours; write them like mon-fri 09:00-17:30")
        window = (clock_of(hit["from"]), clock_of(hit["to"]))
        if window[0] >= window[1]:
            raise ValueError(f"“{one}” ends before it begins")
        first, last = weekday_of(hit["first"]), weekday_of(hit["last"] or hit["first"])
        for day in range(first, last + 1 if last >= first else last + 8):
            opens[day % 7] = tuple(sorted([*opens.get(day % 7, ()), window]))
    return opens


def _quiet(raw: object) -> Window | None:
    if raw == "":
        return None
    begins, dash, ends = str(raw).partition("-")
    if not dash:
        raise ValueError(f"“{raw}” are no quiet hours; write them like 22:00-07:00, or leave them empty")
    window = clock_of(begins), clock_of(ends)
    return window if window[0] != window[1] else None


def _day(raw: Any) -> date:
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    try:
        return date.fromisoformat(str(raw))
    except ValueError:
        raise ValueError(f"“{raw}” is no day; write it like 2026-12-25") from None


def _listed(raw: object, key: str) -> list[Any]:
    if not isinstance(raw, list):
        raise ValueError(f"“{key}” must be a list")
    return raw
