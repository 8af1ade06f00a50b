"""How interactions, commands and events reach the app: the door that Socket Mode and HTTP mode share."""

from dataclasses import dataclass
from typing import Literal, Protocol

from bot.sandbox.shapes import Json

Kind = Literal["interactive", "slash_commands", "events_api"]

ACK_SECONDS = 3.0
"""The app has to acknowledge within this time (https://docs.slack.dev/interactivity/handling-user-interaction)."""
NOT_CONNECTED = "The app is not connected."
NOT_IN_TIME = "The app did not respond in time."


@dataclass(frozen=True)
class Retry:
    """An event that is sent again: the how-manieth retry, and why."""

    attempt: int = 0
    reason: str = ""


class Door(Protocol):
    """One way to the app."""

    @property
    def connected(self) -> bool:
        """Whether the app can be reached now."""

    async def deliver(self, kind: Kind, payload: Json, retry: Retry) -> Json:
        """Hand over one payload and wait for its acknowledgement; gives what came with it.

        Raises:
            NoAnswer: not connected, or not acknowledged in time.
        """
