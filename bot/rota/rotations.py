"""A rotation: people who take turns, each until the next handoff, unless somebody stands in. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from bot.hours import clock_of, weekday_of, zone_of

PERSON = re.compile(r"[UW][A-Z0-9]{2,20}")
NAME = re.compile(r"[a-z][a-z0-9-]{1,30}")
MOST_WEEKS = 8
_KEYS = frozenset({"people", "zone", "handoff", "every", "start", "overrides"})
_EVERY = re.compile(r"(\d{1,2})([dw])")
_START = date(2026, 1, 5)
"""A Monday; whose turn it is follows from it where a rotation names no start."""


@dataclass(frozen=True)
class StandIn:
    """Somebody who is on call instead, from `begins` until `ends`."""

    user: str
    begins: datetime
    ends: datetime

    def covers(self, at: datetime) -> bool:
        """Whether it holds at that moment."""
        return self.begins <= at < self.ends


@dataclass(frozen=True)
class Shift:
    """One person's turn, without anybody standing in."""

    user: str
    begins: datetime
    ends: datetime


@dataclass(frozen=True)
class Rotation:
    """People in the order of their turns, of `days` days each, from a handoff on the day `start`."""

    name: str
    people: tuple[str, ...]
    zone: tzinfo = UTC
    handoff: time = time(9)
    days: int = 7
    start: date = _START
    stand_ins: tuple[StandIn, ...] = ()
    """Those that stand in the file."""

    def at(self, moment: datetime, stand_ins: Iterable[StandIn] = ()) -> str | None:
        """Who is on call; the stand-in that was named last wins. `None` if the rotation is empty."""
        named = [one.user for one in (*self.stand_ins, *stand_ins) if one.covers(moment)]
        if named:
            return named[-1]
        return self.shift(moment).user if self.people else None

    def shift(self, moment: datetime) -> Shift:
        """The turn that the moment lies in. Raises `ZeroDivisionError` for an empty rotation."""
        turn = (moment.astimezone(self.zone).date() - self.start).days // self.days
        if moment < self._begins(turn):
            turn -= 1
        return self._shift(turn)

    def next(self, moment: datetime) -> Shift:
        """The turn after that."""
        return self.shift(self.shift(moment).ends)

    def next_of(self, user: str, moment: datetime) -> Shift | None:
        """The next turn of one person that has not begun; `None` if they have none."""
        shift = self.next(moment)
        for _ in self.people:
            if shift.user == user:
                return shift
            shift = self.shift(shift.ends)
        return None

    def _shift(self, turn: int) -> Shift:
        return Shift(self.people[turn % len(self.people)], self._begins(turn), self._begins(turn + 1))

    def _begins(self, turn: int) -> datetime:
        day = self.start + timedelta(days=turn * self.days)
        return datetime.combine(day, self.handoff, self.zone).astimezone(UTC)


def rotations_of(raw: object) -> dict[str, Rotation]:
    """The `[rotation.<name>]` tables of a policy.

    Raises:
        ValueError: in words for whoever wrote them.
    """
    if not isinstance(raw, Mapping):
        raise ValueError("write each rotation below a line [rotation.name]")
    found = {}
    for name, table in raw.items():
        if not NAME.fullmatch(name):
            raise ValueError(f"“{name}” is no name for a rotation: small letters, digits and dashes")
        try:
            found[name] = _rotation(name, table)
        except ValueError as fault:
            raise ValueError(f"rotation {name}: {fault}") from fault
    return found


def _rotation(name: str, raw: object) -> Rotation:
    if not isinstance(raw, Mapping):
        raise ValueError("write its people below a line [rotation.name]")
    if strange := sorted(set(raw) - _KEYS):
        raise ValueError(f"“{strange[0]}” means nothing here")
    zone = zone_of(raw.get("zone", "UTC"))
    weekday, handoff = _handoff(str(raw.get("handoff", "mon 09:00")))
    start = raw.get("start", _START)
    if not isinstance(start, date) or isinstance(start, datetime):
        raise ValueError("“start” must be a day such as 2026-01-05, without quotes")
    return Rotation(
        name=name,
        people=tuple(person_of(one) for one in _listed(raw.get("people", []))),
        zone=zone,
        handoff=handoff,
        days=_days(str(raw.get("every", "1w"))),
        start=start if weekday is None else start + timedelta(days=(weekday - start.weekday()) % 7),
        stand_ins=tuple(_stand_in(one, zone) for one in _listed(raw.get("overrides", []))),
    )


def _handoff(word: str) -> tuple[int | None, time]:
    """A weekday and a time, or a time alone for turns of days."""
    day, space, clock = word.rpartition(" ")
    return weekday_of(day) if space else None, clock_of(clock)


def _days(word: str) -> int:
    hit = _EVERY.fullmatch(word)
    days = int(hit[1]) * (7 if hit[2] == "w" else 1) if hit else 0
    if not 0 < days <= 7 * MOST_WEEKS:
        raise ValueError(f"“every” must be like 1d or 1w, of at most {MOST_WEEKS} weeks, not “{word}”")
    return days


def person_of(raw: object) -> str:
    """A user's id. Raises `ValueError` in words."""
    if not isinstance(raw, str) or not PERSON.fullmatch(raw):
        raise ValueError(f"“{raw}” is no user id (they look like U0123ABCD)")
    return raw


def _stand_in(raw: Any, zone: tzinfo) -> StandIn:
    if not isinstance(raw, Mapping) or set(raw) != {"from", "to", "who"}:
        raise ValueError("an override is written { from = 2026-12-24T09:00, to = 2026-12-27T09:00, who = … }")
    begins, ends = (_moment(raw[key], zone) for key in ("from", "to"))
    if begins >= ends:
        raise ValueError("an override ends before it begins")
    return StandIn(person_of(raw["who"]), begins, ends)


def _moment(raw: object, zone: tzinfo) -> datetime:
    if not isinstance(raw, datetime):
        raise ValueError(f"“{raw}” is no time; write it like 2026-12-24T09:00:00, without quotes")
    return (raw if raw.tzinfo else raw.replace(tzinfo=zone)).astimezone(UTC)


def _listed(raw: object) -> Sequence[Any]:
    if not isinstance(raw, list):
        raise ValueError("“people” and “overrides” must be lists")
    return raw
