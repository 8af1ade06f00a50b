"""Webhook body -> mentions and what could not be used. Pure; any bytes in, never an error out.

The shape is the generic one: a mention, a list of them, or `{"mentions": [...]}`. Unknown fields are ignored.
Reasons are words for people and never repeat what the sender wrote.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

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
    own: int = 0
    """How many more the brand itself wrote: they are no mentions."""


def parse(body: bytes) -> Parsed:
    """Read a body. Whatever it holds comes back as a mention or as a reason."""
    try:
        document = _JSON.decode(body.decode("utf-8"))
    except UnicodeDecodeError:
        return _whole("the body is not UTF-8 text")
    except RecursionError:
        return _whole("the body is nested too deeply")
    except ValueError:
        return _whole("the body is not JSON")
    items = document.get("mentions", [document]) if isinstance(document, dict) else document
    if not isinstance(items, list):
        return _whole("the body holds no mention and no list of mentions")
    if len(items) > MAX_ITEMS:
        return _whole(f"the body holds more than {MAX_ITEMS:,} items")
    return _each(items)


def _each(items: list[Any]) -> Parsed:
    parsed = Parsed()
    for position, item in enumerate(items):
        try:
            parsed.mentions.append(NewMention.model_validate(item))
        except ValidationError as fault:
            parsed.unusable.append(Unusable(position, reason_for(fault)))
    return parsed


def _whole(reason: str) -> Parsed:
    return Parsed(unusable=[Unusable(WHOLE_BODY, reason)])


def _no_number(_word: str) -> None:
    """`NaN` and `Infinity` are not JSON; senders that write them mean "no value"."""


_JSON = json.JSONDecoder(parse_constant=_no_number)
