"""What all parts of the sandbox share: JSON objects, and how a method, an act or an app says no."""

from collections.abc import Callable
from typing import Any

Json = dict[str, Any]
"""A JSON object."""
Clock = Callable[[], float]
"""The time in seconds since the epoch."""


class SlackError(Exception):
    """A Web API method says no, in Slack's words.

    Attributes:
        error: what stands in the field `error`.
        details: further fields of the answer.
    """

    def __init__(self, error: str, **details: Any) -> None:
        super().__init__(error)
        self.error = error
        self.details = details


class ActError(Exception):
    """A person cannot do that, or it failed; the message is told to them as it stands."""


class NoAnswer(Exception):
    """The app is not connected, or did not acknowledge in time; the message says which."""
