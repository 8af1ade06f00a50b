"""One way of proving a sender: what all modes share."""

from datetime import datetime
from typing import Protocol

from bot.ports import Call


class Proof(Protocol):
    """One way of proving a sender, with the secrets of one source."""

    @property
    def words(self) -> str:
        """For the operator."""
        ...

    @property
    def in_path(self) -> bool:
        """Whether the secret may stand in the address."""
        ...

    def verify(self, call: Call, now: datetime) -> str:
        """The delivery's key; raises `BadSignature`."""
        ...

    def sign(self, body: bytes, now: datetime) -> Call:
        """An honest call with this body."""
        ...
