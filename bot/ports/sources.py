"""What a tool that sends webhooks must bring: its proof, its handshake, and how its bodies are read.

A source is found by its entry point in the group `amends.sources`: a name, and a factory that takes a
`Setup`. Everything it does is pure: bytes in, records out, no clock, no network, no state. `bot.testing`
has the suite that holds a source to this.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, runtime_checkable

from bot.errors import Unreadable

SOURCE_API = 1
"""The version of this protocol. A source of another version is not loaded."""

Headers = Iterable[tuple[bytes, bytes]]
"""Raw pairs with names in lower case, as ASGI gives them."""
Item = Mapping[str, Any] | Unreadable
"""One mention in the shape that `POST /webhooks/generic` takes, or why this one cannot be understood.

`"own": True` says that the watched account wrote it itself: it becomes no mention.
"""


@dataclass(frozen=True, slots=True, repr=False)
class Call:
    """One request as it came. Its `repr` tells nothing: headers and path hold secrets."""

    headers: Sequence[tuple[bytes, bytes]] = ()
    body: bytes = b""
    query: bytes = b""
    """What follows the question mark, still encoded."""
    path_secret: bytes = b""
    """What follows the source's name in the path, decoded."""


@dataclass(frozen=True)
class Greeting:
    """The answer to a handshake."""

    body: bytes
    media_type: str


@dataclass(frozen=True, repr=False)
class Setup:
    """What the operator set for one source."""

    secrets: tuple[str, ...]
    """One, or two while rotating; what either proves is authentic. The first is the newer one."""
    verify_token: str | None = None
    """For handshakes that ask for a second secret."""


class Source(Protocol):
    """One kind of tool that sends webhooks."""

    @property
    def name(self) -> str:
        """Part of its address: `/webhooks/<name>`."""
        ...

    @property
    def api(self) -> int:
        """`SOURCE_API` of the version that it was written for."""
        ...

    @property
    def proof(self) -> str:
        """How its calls prove themselves, in a few words for the operator."""
        ...

    @property
    def in_path(self) -> bool:
        """Whether its secret may stand in the address, for tools that can do no other."""
        ...

    @property
    def status(self) -> int:
        """Of the answer when all is well: 202, or 200 for tools whose makers want that and nothing else."""
        ...

    def handshake(self, call: Call) -> Greeting | None:
        """The answer to a GET by which the tool makes sure of us; `None` for what is no such call.

        It must never sign or repeat what could be a body: that would let anybody forge one.
        """
        ...

    def verify(self, call: Call, now: datetime) -> str:
        """The delivery's key: the same for a retry of the same delivery, another for any other.

        Raises:
            BadSignature: for every call that does not prove its sender.
        """
        ...

    def parse(self, call: Call) -> Sequence[Item]:
        """What an authentic body tells: none, one or many; what is no mention is left out.

        Raises:
            Unreadable: nothing of it can be understood.
        """
        ...


SourceFactory = Callable[[Setup], Source]


@runtime_checkable
class Rehearses(Protocol):
    """A source that can make an honest call of its own, for `amends sources test`."""

    def rehearse(self, post_id: str, now: datetime) -> Call:
        """A signed call with one mention. `post_id` stands where the tool puts the post's id or address."""
        ...
