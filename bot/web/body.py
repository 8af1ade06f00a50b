"""Reading a request's body: never more than allowed, never longer than allowed."""

import asyncio
from collections.abc import Coroutine, Generator
from types import coroutine
from typing import Any

from starlette.types import Receive, Scope

READ_S = 10.0
"""The longest that a sender may take to send a body."""
MAX_DIGITS = 12
"""Of an announced length; more than any limit of ours has."""


class TooLarge(Exception):
    """The body is over the limit; the rest of it was not read."""


class TooSlow(Exception):
    """The body did not come in time."""


class Gone(Exception):
    """The sender hung up; nobody is left to answer."""


async def read_body(scope: Scope, receive: Receive, limit: int) -> bytes:
    """The whole body, at most `limit` bytes, declared or chunked.

    Raises:
        TooLarge, TooSlow, Gone
    """
    if _declared(scope) > limit:
        raise TooLarge
    reading = _read(receive, limit)
    try:
        first = reading.send(None)
    except StopIteration as read:  # most bodies came along with their headers: no clock need be set
        return bytes(read.value)
    try:
        async with asyncio.timeout(READ_S):
            return await _go_on(reading, first)
    except TimeoutError:
        raise TooSlow from None


async def _read(receive: Receive, limit: int) -> bytes:
    message = await receive()
    body: bytes = message.get("body", b"")
    while message.get("more_body", False) and len(body) <= limit:
        message = await receive()
        body += message.get("body", b"")
    if message["type"] == "http.disconnect":
        raise Gone
    if len(body) > limit:
        raise TooLarge
    return body


@coroutine
def _go_on(doing: Coroutine[Any, Any, bytes], waits_for: Any) -> Generator[Any, Any, bytes]:
    """The rest of what has begun, and waits for this."""
    try:
        yield waits_for
        return (yield from doing.__await__())
    finally:
        doing.close()


def _declared(scope: Scope) -> int:
    """The announced length, 0 without one. Whatever it says, what comes is counted too."""
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value[:MAX_DIGITS])
    return 0
