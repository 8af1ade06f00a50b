"""How an approved text reaches the public, and what can come of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, runtime_checkable

from bot.models import Mention, Reach
from bot.ports.drafting import Length


@dataclass(frozen=True)
class Eligibility:
    """Whether and how a reply can reach a post; `reason` is one sentence for the card."""

    reach: Reach
    reason: str


@dataclass(frozen=True)
class Intent:
    """One approved text for one post. Everything here was committed before the call."""

    id: str
    """The approval's id; the network's idempotency key where it has one."""
    mention: Mention
    text: str
    sha256: str
    revision: int
    approved_by: tuple[str, ...]
    approved_at: datetime
    prepared: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Published:
    """It is public."""

    external_id: str | None
    url: str | None


@dataclass(frozen=True)
class Pending:
    """The network has it, and shows it only after a check of its own. `reason` says so, for the card."""

    reason: str
    external_id: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Rejected:
    """It is certainly not public, and the same call would fail again."""

    reason: str


@dataclass(frozen=True)
class RetryLater:
    """It is certainly not public; the same call may succeed after `seconds`."""

    reason: str
    seconds: float


@dataclass(frozen=True)
class Unknown:
    """The answer was lost: it may or may not be public."""

    reason: str


@dataclass(frozen=True)
class NotFound:
    """A look at the network shows that it is not there."""


@dataclass(frozen=True)
class CannotTell:
    """The network cannot be looked at: now, or `for_good`, so that another look is of no use."""

    reason: str
    for_good: bool = False


@dataclass(frozen=True)
class Deleted:
    """It is not there any more."""


Sent = Published | Pending | Rejected | RetryLater | Unknown
"""What one call may come to."""
Seen = Published | Pending | Rejected | NotFound | CannotTell
"""What a look may show; `Rejected` is a reply that the network's own check took away."""


class Publisher(Protocol):
    """One way for a reply to reach the public."""

    @property
    def name(self) -> str:
        """Stored with the draft."""
        ...

    def can_reply(self, mention: Mention) -> Eligibility:
        """Known before anyone works on a draft."""
        ...

    def measure(self, text: str, mention: Mention) -> Length:
        """Counted as the network counts."""
        ...

    def prepare(self, intent: Intent) -> dict[str, Any]:
        """Everything that makes a repeated call the same act; stored before the first call."""
        ...

    async def publish(self, intent: Intent) -> Sent:
        """One call."""
        ...

    async def find_existing(self, intent: Intent) -> Seen:
        """Look whether an earlier call got through, and whether it still stands."""
        ...

    def hand_off_link(self, mention: Mention, text: str) -> str | None:
        """Where a person posts it, with the text filled in if the network can; `None` without a safe link."""
        ...


@runtime_checkable
class Deletes(Protocol):
    """A publisher that can also take a reply of ours down. Not every network lets it."""

    async def delete(self, intent: Intent, external_id: str) -> Deleted | Rejected | RetryLater | Unknown:
        """Take down exactly the reply of that id; harmless when it is gone already, so it may be repeated."""
        ...


class Publishers(Protocol):
    """All configured publishers."""

    def choose(self, mention: Mention) -> Publisher:
        """The one that answers this mention; hand-off when nothing else can."""
        ...

    def named(self, name: str) -> Publisher:
        """The one that a draft was made for. Raises `KeyError` if it is no longer configured."""
        ...
