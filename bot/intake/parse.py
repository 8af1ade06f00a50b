"""Webhook body -> mentions and what could not be used. Pure; any bytes in, never an error out.

The shape is the generic one: a mention, a list of them, or `{"mentions": [...]}`. Unknown fields are ignored.
Reasons are words for people and never repeat what the sender wrote.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from bot.errors import Unreadable
from bot.intake.mention import NewMention, reason_for

MAX_ITEMS = 2_000
"""More in one body is a mistake or an attack; the body is kept and shown as a whole."""
WHOLE_BODY = -1


@dataclass(frozen=True)
class Unusable:
    """An item that is kept but not understood. `position` is its index, -1 for the whole body."""

    position: int
    reason: str


@dataclass(frozen=True)
class Parsed:
    """Everything in one body, in the sender's order."""

    mentions: list[NewMention] = field(default_factory=list)
    unusable: list[Unusable] = field(default_factory=list)
    older: frozenset[str] = frozenset()
    """Ids of those that came from before their source was connected."""
    own: int = 0
    """How many more the brand itself wrote: they are no mentions."""


def parse(body: bytes) -> Parsed:
    """Read a body. Whatever it holds comes back as a mention or as a reason."""
    try:
        document = document_of(body)
    except Unreadable as fault:
        return whole(fault.reason)
    items = document.get("mentions", [document]) if isinstance(document, dict) else document
    if not isinstance(items, list):
        return whole("the body holds no mention and no list of mentions")
    if len(items) > MAX_ITEMS:
        return whole(f"the body holds more than {MAX_ITEMS:,} items")
    return _each(items)


def _each(items: list[Any]) -> Parsed:
    parsed = Parsed()
    for position, item in enumerate(items):
        try:
            parsed.mentions.append(NewMention.model_validate(item))
        except ValidationError as fault:
            parsed.unusable.append(Unusable(position, reason_for(fault)))
    return parsed


def document_of(body: bytes) -> Any:
    """What a JSON body holds, read strictly where senders may not differ.

    Raises:
        Unreadable: it is no UTF-8, no JSON, or nested too deeply.
    """
    try:
        return _JSON.decode(body.decode("utf-8"))
    except UnicodeDecodeError:
        raise Unreadable("the body is not UTF-8 text") from None
    except RecursionError:
        raise Unreadable("the body is nested too deeply") from None
    except ValueError:
        raise Unreadable("the body is not JSON") from None


def whole(reason: str) -> Parsed:
    """Nothing of a body can be used."""
    return Parsed(unusable=[Unusable(WHOLE_BODY, reason)])


def _no_number(_word: str) -> None:
    """`NaN` and `Infinity` are not JSON; senders that write them mean "no value"."""


_JSON = json.JSONDecoder(parse_constant=_no_number)
