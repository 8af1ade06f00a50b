"""A watch that tests turn."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.builders import NOON


@dataclass
class Watch:
    """The time, for the desk and the sandbox alike."""

    at: datetime = NOON

    def __call__(self) -> datetime:
        """For the product."""
        return self.at

    def seconds(self) -> float:
        """For the sandbox."""
        return self.at.timestamp()

    def turn(self, seconds: float) -> None:
        """Let time pass."""
        self.at += timedelta(seconds=seconds)
