"""`POST /oncall/pagerduty`: PagerDuty's V3 webhooks, by which an acknowledgement on the phone comes back.

Signed with `v1=` and the HMAC-SHA256 of the raw body in hex, several of them while a secret is replaced
(https://developer.pagerduty.com/docs/verifying-webhook-signatures). A repeated one says again what it said.
"""

import hashlib
import hmac
import json
import re
from datetime import datetime
from typing import Any, Protocol

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from bot.errors import NotDurable
from bot.ports import Now
from bot.web.answers import answer, refusal
from bot.web.body import Gone, TooLarge, TooSlow, read_body

PATH = "/oncall/pagerduty"
MAX_BODY_BYTES = 256 * 1024
MOST_SIGNATURES = 4
_HEADER = b"x-pagerduty-signature"
_ONE = re.compile(rb"v1=[0-9a-f]{64}")


class Hears(Protocol):
    """What an event is told to."""

    async def heard(self, key: str, event: str, now: datetime) -> bool:
        """Raises `NotDurable` when it could not be stored."""
        ...


class PagerDutyDoor:
    """One ASGI application."""

    def __init__(self, secret: str, hears: Hears, now: Now) -> None:
        self._secret = secret.encode()
        self._hears = hears
        self._now = now

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        try:
            response = await self._answer(scope, receive)
        except Gone:
            return
        await response(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive) -> Response:
        try:
            body = await read_body(scope, receive, MAX_BODY_BYTES)
        except TooLarge:
            return refusal(413, "The body is too large.")
        except TooSlow:
            return refusal(408, "The body did not arrive in time.", {"Connection": "close"})
        if not self._is_signed(scope, body):
            return refusal(401, "The signature does not fit.")
        key, event = _event_in(body)
        try:
            is_ours = await self._hears.heard(key, event, self._now())
        except NotDurable:
            words = "This could not be stored just now. Please send it again."
            return refusal(503, words, {"Retry-After": "5"})
        return answer(200, {"known": is_ours})

    def _is_signed(self, scope: Scope, body: bytes) -> bool:
        given = [value for name, value in scope["headers"] if name == _HEADER]
        if len(given) != 1:
            return False
        wanted = b"v1=" + hmac.digest(self._secret, body, hashlib.sha256).hex().encode()
        found = [one.strip() for one in given[0].split(b",")[:MOST_SIGNATURES]]
        return any([hmac.compare_digest(one, wanted) for one in found if _ONE.fullmatch(one)])


def _event_in(body: bytes) -> tuple[str, str]:
    """The key of the alert and what happened; empty where the body does not say."""
    try:
        told: Any = json.loads(body)
    except (ValueError, RecursionError):
        return "", ""
    event = told.get("event") if isinstance(told, dict) else None
    data = event.get("data") if isinstance(event, dict) else None
    key = data.get("incident_key") if isinstance(data, dict) else None
    kind = event.get("event_type") if isinstance(event, dict) else None
    return (key, kind) if isinstance(key, str) and isinstance(kind, str) else ("", "")
