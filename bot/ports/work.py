"""What is asked for and how it is answered: durable work, and the acts of people."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from bot.models import Severity

Now = Callable[[], datetime]
NewId = Callable[[], str]
Sleep = Callable[[float], Awaitable[None]]


class Flow(Protocol):
    """Asks for durable work. Safe to call twice for the same act; never inside an open transaction."""

    async def draft(self, draft_id: str) -> None:
        """Write (or rewrite) the draft of a mention."""
        ...

    async def publish(self, approval_id: str) -> None:
        """Send an approved text, or look after one whose outcome was lost."""
        ...


class Bell(Protocol):
    """Wakes a loop that found nothing to do."""

    def ring(self) -> None:
        """There is work."""
        ...


@dataclass(frozen=True)
class Clicked:
    """A person's act on a draft. `revision` is the one they saw; `None` where it does not matter."""

    user: str
    draft_id: str
    revision: int | None
    at: datetime


@dataclass(frozen=True)
class Correction:
    """What a person says a post is about and how bad it is, and all signs of risk that they leave standing.

    `seen` is `Verdict.stand` of what they saw.
    """

    category: str
    severity: Severity
    flags: tuple[str, ...]
    seen: str
    note: str | None = None


@dataclass(frozen=True)
class Done:
    """The act stands. `say` is for the person alone, if the card does not tell; `start` is work to begin."""

    say: str | None = None
    start: Literal["draft", "publish"] | None = None
    work_id: str | None = None
    """The draft's or approval's id for `start`."""


@dataclass(frozen=True)
class Refused:
    """Nothing changed. `why` says what happened and what to do; `kept` is the person's text to give back."""

    why: str
    kept: str | None = None
    to_check: tuple[str, ...] = ()
    """Words of the text that nobody can verify: with a tick that they were checked, the act may be done."""


Answer = Done | Refused
