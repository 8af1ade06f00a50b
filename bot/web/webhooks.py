"""The webhook door: read, verify, parse, wait until it is durable, answer, with nothing in between."""

from collections.abc import Mapping
from datetime import datetime
from time import perf_counter
from typing import Protocol

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.errors import BadSignature, NotDurable
from bot.intake.arrival import Receipt
from bot.intake.parse import Parsed, parse
from bot.intake.verify import Keyring, verify
from bot.ports import Now
from bot.web.answers import refusal
from bot.web.body import Gone, TooLarge, TooSlow, read_body
from bot.web.metrics import UNKNOWN_SOURCE, IntakeMetrics

MAX_BODY_BYTES = 256 * 1024
RETRY_AFTER_S = 5
PREFIX = "/webhooks/"

_TAKEN_IN = b'{"accepted":%d,"duplicates":%d,"quarantined":%d}'


class TakesIn(Protocol):
    """Makes deliveries durable."""

    async def submit(
        self, source: str, key: str, body: bytes, parsed: Parsed, received_at: datetime
    ) -> Receipt:
        """Returns when it is durable; raises `NotDurable` when it cannot be."""
        ...


class Webhooks:
    """`POST /webhooks/<source>`, answered before the framework's routing: storms pass through here.

    Everything else goes on to the application behind it.
    """

    def __init__(
        self,
        app: ASGIApp,
        sources: Mapping[str, Keyring],
        journal: TakesIn,
        now: Now,
        metrics: IntakeMetrics,
    ) -> None:
        self._app = app
        self._sources = sources
        self._journal = journal
        self._now = now
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http" or not scope["path"].startswith(PREFIX):
            await self._app(scope, receive, send)
            return
        source = scope["path"].removeprefix(PREFIX)
        try:
            response = await self._respond(source, scope, receive)
        except Gone:
            return
        self._metrics.answered(source if source in self._sources else UNKNOWN_SOURCE, response.status_code)
        await response(scope, receive, send)

    async def _respond(self, source: str, scope: Scope, receive: Receive) -> Response:
        ring = self._sources.get(source)
        if ring is None:
            return refusal(404, "There is no such source here.")
        if scope["method"] != "POST":
            return refusal(405, "Webhooks are sent with POST.", {"Allow": "POST"})
        try:
            receipt = await self._take_in(source, ring, scope, receive)
        except TooLarge:
            words = f"The body is larger than {MAX_BODY_BYTES // 1024} KiB. Send fewer mentions at once."
            return refusal(413, words)
        except TooSlow:
            return refusal(408, "The body did not arrive in time.", {"Connection": "close"})
        except BadSignature:
            return refusal(401, "The signature or the secret does not fit.")
        except NotDurable:
            words = "This could not be stored just now. Please send it again."
            return refusal(503, words, {"Retry-After": str(RETRY_AFTER_S)})
        counts = (receipt.accepted, receipt.duplicates, receipt.quarantined)
        return Response(_TAKEN_IN % counts, 202, media_type="application/json")

    async def _take_in(self, source: str, ring: Keyring, scope: Scope, receive: Receive) -> Receipt:
        started = perf_counter()
        body = await read_body(scope, receive, MAX_BODY_BYTES)
        now = self._now()
        key = verify(scope["headers"], body, ring, now)
        receipt = await self._journal.submit(source, key, body, parse(body), now)
        self._metrics.taken_in(source, receipt, started)
        return receipt
