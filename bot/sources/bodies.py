"""Bytes -> a JSON document: strict where senders may not differ, and without a way to crash."""

import json
from typing import Any

from bot.errors import Unreadable


def document_of(body: bytes) -> Any:
    """What a JSON body holds.

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


def object_of(body: bytes) -> dict[str, Any]:
    """What a body holds that must be one JSON object.

    Raises:
        Unreadable
    """
    document = document_of(body)
    if not isinstance(document, dict):
        raise Unreadable("the body is not a JSON object")
    return document


def inner(value: Any, *path: str) -> Any:
    """What stands at a path of keys; `None` where it does not lead on."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _no_number(_word: str) -> None:
    """`NaN` and `Infinity` are not JSON; senders that write them mean "no value"."""


_JSON = json.JSONDecoder(parse_constant=_no_number)
