"""The webhook door: read, verify, parse, wait until it is durable, answer, with nothing in between."""

import logging
from collections.abc import Mapping
from time import perf_counter

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.errors import BadSignature, LateSignature, NotDurable
from bot.intake.arrival import TakesIn
from bot.intake.source import Gate
from bot.intake.tally import Tally
from bot.logs import ANOTHER_TIME, Seldom
from bot.ports import Now
from bot.web.answers import Quick, refusal
from bot.web.body import Gone, TooLarge, TooSlow, read_body
from bot.web.metrics import UNKNOWN_SOURCE, IntakeMetrics

MAX_BODY_BYTES = 256 * 1024
RETRY_AFTER_S = 5
PREFIX = "/webhooks/"

log = logging.getLogger(__name__)

_TAKEN_IN = b'{"accepted":%d,"duplicates":%d,"quarantined":%d}'


class Webhooks:
    """`POST /webhooks/<source>`, answered before the framework's routing: storms pass through here.

    Everything else goes on to the application behind it.
    """

    def __init__(
        self,
        app: ASGIApp,
        sources: Mapping[str, Gate],
        journal: TakesIn,
        now: Now,
        metrics: IntakeMetrics,
        tally: Tally,
    ) -> None:
        self._app = app
        self._sources = sources
        self._journal = journal
        self._now = now
        self._metrics = metrics
        self._tally = tally
        self._seldom = Seldom()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http" or not scope["path"].startswith(PREFIX):
            await self._app(scope, receive, send)
            return
        source = scope["path"].removeprefix(PREFIX)
        gate, secret = self._sources.get(source), b""
        if gate is None:
            source, gate, secret = self._by_secret(source)
        try:
            response = await self._respond(source, gate, secret, scope, receive)
        except Gone:
            return
        self._metrics.answered(source if gate else UNKNOWN_SOURCE, response.status_code)
        await response(scope, receive, send)

    def _by_secret(self, rest: str) -> tuple[str, Gate | None, bytes]:
        """The source whose secret stands at the end of the address: only for those that can do no other."""
        source, slash, secret = rest.partition("/")
        gate = self._sources.get(source)
        if gate is None or not slash or not gate.in_path:
            return "", None, b""
        return source, gate, secret.encode("utf-8", "replace")

    async def _respond(
        self, source: str, gate: Gate | None, secret: bytes, scope: Scope, receive: Receive
    ) -> Response | Quick:
        if gate is None:
            return refusal(404, "There is no such source here.")
        if scope["method"] != "POST":
            return self._greet(gate, scope)
        try:
            return await self._take_in(source, gate, secret, scope, receive)
        except _REFUSED as fault:
            self._tally.refused(source, self._now())
            if isinstance(fault, LateSignature) and self._seldom.now():
                log.warning("%s %s", source, ANOTHER_TIME.format(fault.seconds))
            return _refusal(fault)

    def _greet(self, gate: Gate, scope: Scope) -> Response:
        greeting = gate.greet(scope["query_string"]) if scope["method"] == "GET" else None
        if greeting is None:
            return refusal(405, "Webhooks are sent with POST.", {"Allow": "POST"})
        return Response(greeting.body, media_type=greeting.media_type)

    async def _take_in(
        self, source: str, gate: Gate, secret: bytes, scope: Scope, receive: Receive
    ) -> Response | Quick:
        started = perf_counter()
        body = await read_body(scope, receive, MAX_BODY_BYTES)
        now = self._now()
        headers = scope["headers"]
        key = gate.key_of(headers, body, now, secret)
        parsed = gate.read(headers, body)
        receipt = await self._journal.submit(source, key, body, parsed, now)
        self._metrics.taken_in(source, receipt, started)
        self._tally.taken_in(source, parsed, receipt, now)
        counts = _TAKEN_IN % (receipt.accepted, receipt.duplicates, receipt.quarantined)
        wait = gate.pace.spend(len(parsed.mentions), now) if gate.pace else 0
        if wait:
            return Response(counts, 429, {"Retry-After": str(wait)}, "application/json")
        return Quick(gate.status, counts)


_REFUSED = (TooLarge, TooSlow, BadSignature, NotDurable)


def _refusal(fault: Exception) -> Response:
    """What the sender is told; the same to all who prove nothing."""
    if isinstance(fault, TooLarge):
        words = f"The body is larger than {MAX_BODY_BYTES // 1024} KiB. Send fewer mentions at once."
        return refusal(413, words)
    if isinstance(fault, TooSlow):
        return refusal(408, "The body did not arrive in time.", {"Connection": "close"})
    if isinstance(fault, BadSignature):
        return refusal(401, "The signature or the secret does not fit.")
    words = "This could not be stored just now. Please send it again."
    return refusal(503, words, {"Retry-After": str(RETRY_AFTER_S)})
