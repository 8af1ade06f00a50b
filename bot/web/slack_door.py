"""Slack over HTTP: keeps hostile requests away from Bolt, which does the rest.

Bolt reads bodies of any size, and answers a malformed timestamp or signature with a crash.
"""

import re
from collections.abc import Awaitable, Callable

from fastapi import Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from bot.web.answers import refusal
from bot.web.body import Gone, TooLarge, TooSlow, read_body

MAX_BODY_BYTES = 1024 * 1024
"""Slack's largest payloads, modals with long inputs, are far smaller."""

SlackHandler = Callable[[Request], Awaitable[Response]]

_SHAPES = {
    b"x-slack-request-timestamp": re.compile(rb"[0-9]{10}"),
    b"x-slack-signature": re.compile(rb"v0=[0-9a-f]{64}"),
}


class SlackDoor:
    """`POST /slack/events` as an ASGI application around Bolt's own handler."""

    def __init__(self, handler: SlackHandler) -> None:
        self._handler = handler

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        try:
            response = await self._answer(scope, receive)
        except Gone:
            return
        await response(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive) -> Response:
        if not _looks_signed(scope):
            return refusal(401, "This is not a request from Slack.")
        try:
            body = await read_body(scope, receive, MAX_BODY_BYTES)
        except TooLarge:
            return refusal(413, "The body is too large.")
        except TooSlow:
            return refusal(408, "The body did not arrive in time.", {"Connection": "close"})
        return await self._handler(Request(scope, _again(body)))


def _looks_signed(scope: Scope) -> bool:
    given = [(name, value) for name, value in scope["headers"] if name in _SHAPES]
    return len(given) == len(_SHAPES) == len(dict(given)) and all(
        _SHAPES[name].fullmatch(value) for name, value in given
    )


def _again(body: bytes) -> Receive:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive
