"""Networks that are asked for new posts because they do not send any."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol


@dataclass(frozen=True)
class Post:
    """One post as a network tells it.

    `fields` is the mention in the form that webhooks send; `told` is the network's own item, the evidence.
    """

    fields: Mapping[str, Any]
    told: Any
    told_at: datetime | None = None
    """When the network told of it, by a clock that no author sets; `None`: certainly since the connection."""


@dataclass(frozen=True)
class Polled:
    """What one question brought: posts, the oldest first, and where to go on."""

    posts: Sequence[Post]
    cursor: str
    """Plain text that means something to its poller alone."""
    account: str
    """Whose posts these are. Another account than last time is a new connection."""
    more: bool = False
    """Ask again at once: the end is not reached yet."""


class Poller(Protocol):
    """One network, asked again and again as one account of ours."""

    @property
    def name(self) -> str:
        """The source of its mentions; at most 32 of a-z, 0-9 and _."""
        ...

    @property
    def platform(self) -> str:
        """The network, as mentions name it."""
        ...

    @property
    def period(self) -> timedelta:
        """How long to wait between two questions."""
        ...

    async def poll(self, cursor: str | None) -> Polled:
        """What is new since `cursor`; at the first connection (`None`) the recent past.

        The same cursor may be given again, after a crash: the same posts come again, and none is left out.
        A cursor that cannot be read counts as none. Posts of our own account are left out.

        Raises:
            PollFault: it could not be asked; nothing has moved.
        """
        ...

    async def who(self) -> str:
        """The account's name as people write it.

        Raises:
            PollFault: the credentials are not taken, or nobody answers.
        """
        ...
