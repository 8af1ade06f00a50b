"""The webhook door: read, verify, parse, wait until it is durable, answer; with nothing in between."""

from collections.abc import Mapping
from datetime import datetime
from time import perf_counter
from typing import Protocol

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from bot.errors import BadSignature, NotDurable
from bot.intake.arrival import Receipt
from bot.intake.parse import Parsed, parse
from bot.intake.verify import Keyring, verify
from bot.ports import Now
from bot.web.answers import answer, refusal
from bot.web.body import Gone, TooLarge, TooSlow, read_body
from bot.web.metrics import UNKNOWN_SOURCE, IntakeMetrics

MAX_BODY_BYTES = 256 * 1024
RETRY_AFTER_S = 5


class TakesIn(Protocol):
    """Makes deliveries durable."""

    async def submit(
        self, source: str, key: str, body: bytes, parsed: Parsed, received_at: datetime
    ) -> Receipt:
        """Returns when it is durable; raises `NotDurable` when it cannot be."""
        ...


class Webhooks:
    """`POST /webhooks/{source}` as a bare ASGI application: storms pass through here."""

    def __init__(
        self, sources: Mapping[str, Keyring], journal: TakesIn, now: Now, metrics: IntakeMetrics
    ) -> None:
        self._sources = sources
        self._journal = journal
        self._now = now
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        source = scope["path_params"]["source"]
        ring = self._sources.get(source)
        if ring is None:
            source, response = UNKNOWN_SOURCE, refusal(404, "There is no such source here.")
        else:
            try:
                response = await self._answer(source, ring, scope, receive)
            except Gone:
                return
        self._metrics.answered(source, response.status_code)
        await response(scope, receive, send)

    async def _answer(self, source: str, ring: Keyring, scope: Scope, receive: Receive) -> Response:
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
        return answer(
            202,
            {
                "accepted": receipt.accepted,
                "duplicates": receipt.duplicates,
                "quarantined": receipt.quarantined,
            },
        )

    async def _take_in(self, source: str, ring: Keyring, scope: Scope, receive: Receive) -> Receipt:
        started = perf_counter()
        body = await read_body(scope, receive, MAX_BODY_BYTES)
        now = self._now()
        key = verify(scope["headers"], body, ring, now)
        receipt = await self._journal.submit(source, key, body, parse(body), now)
        self._metrics.taken_in(source, receipt, started)
        return receipt
