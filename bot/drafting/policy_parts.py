"""Tables of the policy as values. Each raises `ValueError`, in words, for what is wrong."""

import math
from datetime import timedelta
from typing import Any

from bot.drafting.spending import Cap
from bot.hours import hours_of
from bot.models import IncidentLevel, Severity
from bot.models.incidents import SPIKE_ALPHA
from bot.rota import Rules
from bot.rota.ladders import ladder_of
from bot.rota.rotations import rotations_of


def targets_in(raw: dict[str, Any]) -> dict[Severity, timedelta]:
    """Time from arrival to a decision, by severity."""
    return {Severity[key.upper()]: timedelta(minutes=int(minutes)) for key, minutes in raw.items()}


def targets_on_in(raw: dict[str, Any]) -> dict[str, dict[Severity, timedelta]]:
    """The same for networks that have times of their own."""
    return {name.casefold(): targets_in(each) for name, each in raw.items()}


def oncall_in(raw: dict[str, Any]) -> Rules:
    """Hours, the ladder and the rotations of a whole policy."""
    rotations = rotations_of(raw.get("rotation", {}))
    return Rules(hours_of(raw.get("hours", {})), ladder_of(raw.get("ladder", {}), rotations), rotations)


def spike_alpha_in(raw: dict[str, Any]) -> dict[IncidentLevel, float]:
    """How improbable a crowd is that makes an incident of each level."""
    given = raw.get("alpha", {})
    found = SPIKE_ALPHA | {IncidentLevel[name.upper()]: float(value) for name, value in given.items()}
    watch, spike, crisis = (found[level] for level in SPIKE_ALPHA)
    if not 0 < crisis <= spike <= watch < 1:
        raise ValueError("[spike] alpha must be below 1 for “watch”, and smaller for “spike” and “crisis”")
    return found


def cap_in(raw: dict[str, Any]) -> Cap:
    """What all drafts of an hour may take together."""
    if strange := set(raw) - {"usd_per_hour", "tokens_per_hour"}:
        raise ValueError(f"[llm] has “{min(strange)}”, which means nothing here")
    cap = Cap(**raw)
    for name, value in raw.items():
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < math.inf:
            raise ValueError(f"“{name}” must be a number; 0 is no limit")
    return cap
