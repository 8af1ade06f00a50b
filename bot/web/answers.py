"""Answers over HTTP: JSON in plain words, with headers that keep browsers from guessing."""

import json
from collections.abc import Mapping
from typing import Any

from fastapi import Request
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SAFE = [
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
]
"""https://cheatsheetseries.owasp.org/cheatsheets/REST_Security_Cheat_Sheet.html#security-headers"""

_WORDS = {404: "There is nothing at this address.", 405: "This address does not take that method."}


class SafeHeaders:
    """Adds the security headers to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_SAFE]
            await send(message)

        await self._app(scope, receive, send_safely if scope["type"] == "http" else send)


class Quick:
    """A JSON answer without other headers, where a framework's costs as much as reading what it answers."""

    def __init__(self, status_code: int, body: bytes) -> None:
        self.status_code = status_code
        self._body = body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        headers = [(b"content-length", b"%d" % len(self._body)), (b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": self.status_code, "headers": headers})
        await send({"type": "http.response.body", "body": self._body})


def answer(status: int, content: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Response:
    """A JSON answer."""
    body = json.dumps(content, separators=(",", ":")).encode()
    return Response(body, status, headers, "application/json")


def refusal(status: int, words: str, headers: Mapping[str, str] | None = None) -> Response:
    """Why a request was not done, in words for the person who reads the sender's log."""
    return answer(status, {"error": words}, headers)


async def http_refusal(_request: Request, fault: Exception) -> Response:
    """The framework's own refusals (no such address, wrong method) in the same form."""
    if not isinstance(fault, HTTPException):
        raise fault
    return refusal(fault.status_code, _WORDS.get(fault.status_code, fault.detail), fault.headers)
