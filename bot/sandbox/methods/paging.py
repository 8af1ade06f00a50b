"""Pages of a list, with Slack's cursors."""

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

from bot.sandbox.arguments import Arguments
from bot.sandbox.shapes import Json, SlackError

Item = TypeVar("Item")
MAX_LIMIT = 1_000


def page(found: Sequence[Item], arguments: Arguments, default_limit: int = 100) -> tuple[list[Item], Json]:
    """The part that was asked for, and the `response_metadata` with the cursor of the next part."""
    limit = min(arguments.number("limit", default_limit) or default_limit, MAX_LIMIT)
    start = _start(arguments.text("cursor"))
    rest = start + limit
    cursor = base64.b64encode(f"next:{rest}".encode()).decode() if rest < len(found) else ""
    return list(found[start:rest]), {"next_cursor": cursor}


def _start(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        word, _, number = base64.b64decode(cursor, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise SlackError("invalid_cursor") from None
    if word != "next" or not number.isdigit():
        raise SlackError("invalid_cursor")
    return int(number)
