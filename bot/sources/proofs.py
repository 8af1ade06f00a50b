"""What all ways of proving a sender share."""

import hashlib
import hmac
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Protocol

from bot.errors import BadSignature
from bot.ports import Call, Headers

MAX_VALUE = 8_192
"""Bytes of a header that is looked at."""


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


def once(headers: Headers, wanted: Collection[bytes]) -> dict[bytes, bytes]:
    """The wanted headers. One that comes twice is an attack or a broken proxy: neither is believed.

    Raises:
        BadSignature
    """
    found: dict[bytes, bytes] = {}
    for name, value in headers:
        if name in wanted:
            if name in found or len(value) > MAX_VALUE:
                raise BadSignature("a header came twice, or is huge")
            found[name] = value
    return found


def any_equal(given: Iterable[bytes], expected: Sequence[bytes]) -> bool:
    """Every pair is compared in full, so that the time taken tells nothing."""
    equal = False
    for one in given:
        for other in expected:
            equal |= hmac.compare_digest(one, other)
    return equal


def digest_key(body: bytes) -> str:
    """The key of a delivery whose sender names none: the same body is the same delivery."""
    return "sha256:" + hashlib.sha256(body).hexdigest()
