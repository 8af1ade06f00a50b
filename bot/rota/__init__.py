"""What a policy says of calling people: when, whom in which order, and whose shift it is. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bot.hours import Hours
from bot.rota.ladders import Ladder
from bot.rota.rotations import Rotation

USUAL_LEASE = timedelta(minutes=30)


@dataclass(frozen=True)
class Rules:
    """Those in force. Without a ladder people are called once, and once more when it is overdue."""

    hours: Hours = field(default_factory=Hours)
    ladder: Ladder | None = None
    rotations: Mapping[str, Rotation] = field(default_factory=dict)

    @property
    def lease(self) -> timedelta:
        """How long taking a post keeps others from being called."""
        return USUAL_LEASE if self.ladder is None else self.ladder.lease_span


__all__ = ["Hours", "Ladder", "Rotation", "Rules"]
