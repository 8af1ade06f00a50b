"""Calls that leave Slack: to a paging service, or to a webhook of the team's own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from bot.models import Severity

PhoneAct = Literal["trigger", "acknowledge", "resolve"]


@dataclass(frozen=True)
class PhoneCall:
    """What is told. It holds no word of the post: whoever is called reads that where the link leads."""

    key: str
    """The same for everything about one alert, so that a repeated call is known as one."""
    act: PhoneAct
    why: str
    severity: Severity
    platform: str
    at: datetime
    link: str | None = None


class Phone(Protocol):
    """One way to call somebody outside of Slack."""

    async def send(self, call: PhoneCall) -> None:
        """Returns when the call was taken; sending it again does no harm.

        Raises:
            PhoneFault: it was not taken, or nobody knows.
        """
        ...
