"""The seam between the webhook door and a source: who may come in, and what their bodies tell.

The generic source has a gate of its own, with nothing between it and the storm. All others go through a
gate that trusts their code with nothing: a crash in it is a refusal or a quarantine, never an answer of
ours.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from pydantic import ValidationError

from bot.errors import BadSignature, Unreadable
from bot.intake.mention import NewMention, reason_for
from bot.intake.own import OwnAccounts
from bot.intake.pace import Pace
from bot.intake.parse import MAX_ITEMS, Parsed, Unusable, parse, whole
from bot.intake.verify import Keyring, verify
from bot.ports import Call, Greeting, Headers, Item, Source

ADAPTER_FAILED = "the adapter of this source failed"

log = logging.getLogger(__name__)


class Gate(Protocol):
    """What the door needs of one source."""

    @property
    def status(self) -> int:
        """Of the answer when all is well."""
        ...

    @property
    def in_path(self) -> bool:
        """Whether its secret may stand in the address."""
        ...

    @property
    def pace(self) -> Pace | None:
        """How much it may send before it is asked to slow down; `None`: as much as it likes."""
        ...

    def key_of(self, headers: Headers, body: bytes, now: datetime, secret: bytes) -> str:
        """The delivery's key; `secret` is the end of the address. Raises `BadSignature`."""
        ...

    def read(self, headers: Headers, body: bytes) -> Parsed:
        """What an authentic body tells; any bytes in, never an error out."""
        ...

    def greet(self, query: bytes) -> Greeting | None:
        """The answer to a handshake, `None` for what is none."""
        ...


class Generic:
    """Our own shape, by Standard Webhooks or a plain secret."""

    status = 202
    in_path = False

    def __init__(self, ring: Keyring, own: OwnAccounts | None = None, pace: Pace | None = None) -> None:
        self._ring = ring
        self._own = own
        self.pace = pace

    def key_of(self, headers: Headers, body: bytes, now: datetime, secret: bytes) -> str:
        """By the keyring."""
        return verify(headers, body, self._ring, now)

    def read(self, headers: Headers, body: bytes) -> Parsed:
        """By the generic parser."""
        parsed = parse(body)
        return parsed if self._own is None else self._own.leave_out(parsed)

    def greet(self, query: bytes) -> Greeting | None:
        """Nobody asks."""
        return None


class Adapted:
    """A source with an adapter: a preset, a module of ours, or a plug-in."""

    def __init__(self, source: Source, own: OwnAccounts | None = None, pace: Pace | None = None) -> None:
        self.source = source
        self.status = source.status
        self.in_path = source.in_path
        self._own = own
        self.pace = pace

    def key_of(self, headers: Headers, body: bytes, now: datetime, secret: bytes) -> str:
        """By the adapter."""
        call = Call(tuple(headers), body, path_secret=secret)
        try:
            return self.source.verify(call, now)
        except BadSignature:
            raise
        except Exception as fault:  # noqa: BLE001 - a plug-in's mistake: whatever it is, nobody is let in
            self._tell("verify", fault)
            raise BadSignature("the adapter failed") from None

    def read(self, headers: Headers, body: bytes) -> Parsed:
        """By the adapter; what it gives is checked like the generic shape."""
        try:
            items = self.source.parse(Call(tuple(headers), body))
        except Unreadable as fault:
            return whole(fault.reason)
        except Exception as fault:  # noqa: BLE001 - the body is kept and shown, whatever a plug-in does
            self._tell("parse", fault)
            return whole(ADAPTER_FAILED)
        if len(items) > MAX_ITEMS:
            return whole(f"the body holds more than {MAX_ITEMS:,} items")
        parsed = _checked(items)
        return parsed if self._own is None else self._own.leave_out(parsed)

    def greet(self, query: bytes) -> Greeting | None:
        """By the adapter."""
        try:
            return self.source.handshake(Call(query=query))
        except Exception as fault:  # noqa: BLE001 - as in `key_of`
            self._tell("handshake", fault)
            return None

    def _tell(self, act: str, fault: Exception) -> None:
        """For the operator, without the fault's own words: they may hold what was sent."""
        told = {"source": self.source.name, "act": act, "fault": fault.__class__.__name__}
        log.error("a source's adapter failed", extra=told)


def _checked(items: Sequence[Item]) -> Parsed:
    mentions: list[NewMention] = []
    unusable: list[Unusable] = []
    own = 0
    for position, item in enumerate(items):
        if not isinstance(item, Mapping):
            unusable.append(Unusable(position, item.reason))
        elif item.get("own") is True:
            own += 1
        else:
            try:
                mentions.append(NewMention.model_validate(item))
            except ValidationError as fault:
                unusable.append(Unusable(position, reason_for(fault)))
    return Parsed(mentions, unusable, own=own)
