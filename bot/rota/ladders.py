"""A ladder: who is called when nobody comes, step by step, round by round, until it ends loudly. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.hours import severity_of
from bot.models import Severity
from bot.rota.rotations import NAME
from bot.routing import WHO

ONCALL, PAGERDUTY, WEBHOOK = "oncall", "pagerduty", "webhook"
"""Targets that are no id: whoever SLACK_ONCALL names, PagerDuty, and a signed webhook of your own."""
MOST_REPEATS = 3
MOST_STEPS = 10
LONGEST_MINUTES = 24 * 60
_TARGET = re.compile(f"{WHO.pattern}|{NAME.pattern}")
_KEYS = frozenset({"from", "lease", "repeat", "wait", "steps"})


@dataclass(frozen=True)
class Step:
    """Whom to call, `after` minutes from the beginning of a round."""

    after: int
    notify: tuple[str, ...]
    """`oncall`, ids of users and user groups, names of rotations, `pagerduty`, `webhook`."""


@dataclass(frozen=True)
class Ladder:
    """Steps in order. Each mention keeps the ladder that was in force when its card was made."""

    steps: tuple[Step, ...]
    repeat: int = 0
    """Rounds after the first one."""
    wait: int = 30
    """Minutes after a round's last step before the next round, or the end."""
    climbs_from: Severity = Severity.HIGH
    """This grave or graver climbs at once; everything else when its time is over."""
    lease: int = 30
    """Minutes for which taking it keeps everybody else from being called."""

    @property
    def lease_span(self) -> timedelta:
        """The same as a span."""
        return timedelta(minutes=self.lease)

    def gap(self, place: int) -> timedelta:
        """Between the step at `place` and what follows it: another step, the next round, or the end."""
        last = place + 1 == len(self.steps)
        span = self.wait if last else self.steps[place + 1].after - self.steps[place].after
        return timedelta(minutes=span)

    def after(self, lap: int, place: int) -> tuple[int, int]:
        """Round and place of what follows a step; behind the last step where the ladder ends."""
        is_over = place + 1 == len(self.steps) and lap < self.repeat
        return (lap + 1, 0) if is_over else (lap, place + 1)

    def dump(self) -> dict[str, Any]:
        """As plain values, for a mention's row."""
        steps = [{"after": one.after, "notify": [*one.notify]} for one in self.steps]
        plain = {"repeat": self.repeat, "wait": self.wait, "lease": self.lease, "steps": steps}
        return {"from": self.climbs_from.name.lower(), **plain}


def ladder_of(raw: object, rotations: Mapping[str, object]) -> Ladder | None:
    """The `[ladder]` table of a policy; `None` where it has no steps.

    Raises:
        ValueError: in words for whoever wrote it.
    """
    if not isinstance(raw, Mapping):
        raise ValueError("write a ladder below a line [ladder]")
    ladder = read_ladder(raw)
    for target in (one for step in ladder.steps for one in step.notify):
        if target not in {ONCALL, PAGERDUTY, WEBHOOK, *rotations} and not WHO.fullmatch(target):
            raise ValueError(f"[ladder] calls “{target}”, and there is no rotation of this name")
    return ladder if ladder.steps else None


def read_ladder(raw: Mapping[str, Any]) -> Ladder:
    """A ladder as it was dumped or written. Raises `ValueError` in words."""
    if strange := sorted(set(raw) - _KEYS):
        raise ValueError(f"[ladder] has “{strange[0]}”, which means nothing here")
    steps = tuple(_step(one) for one in _listed(raw.get("steps", [])))
    if [one.after for one in steps] != sorted(one.after for one in steps):
        raise ValueError("the steps of [ladder] must stand in the order of their “after”")
    if len(steps) > MOST_STEPS:
        raise ValueError(f"[ladder] has more than {MOST_STEPS} steps")
    return Ladder(
        steps,
        repeat=_number(raw, "repeat", 0, 0, MOST_REPEATS),
        wait=_number(raw, "wait", 30, 1, LONGEST_MINUTES),
        climbs_from=severity_of(raw.get("from", "high"), "from"),
        lease=_number(raw, "lease", 30, 1, LONGEST_MINUTES),
    )


def _step(raw: object) -> Step:
    if not isinstance(raw, Mapping) or set(raw) != {"after", "notify"}:
        raise ValueError('a step is written { after = 10, notify = ["primary"] }, with minutes')
    notify = tuple(dict.fromkeys(_listed(raw["notify"])))
    if not notify or not all(isinstance(one, str) and _TARGET.fullmatch(one) for one in notify):
        raise ValueError("“notify” must list ids, names of rotations, oncall, pagerduty or webhook")
    return Step(_number(raw, "after", 0, 0, LONGEST_MINUTES), notify)


def _number(raw: Mapping[str, Any], key: str, usual: int, least: int, most: int) -> int:
    value = raw.get(key, usual)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise ValueError(f"“{key}” must be a whole number from {least} to {most}")
    return value


def _listed(raw: object) -> Sequence[Any]:
    if not isinstance(raw, list):
        raise ValueError("“steps” and “notify” must be lists")
    return raw
