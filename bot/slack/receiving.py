"""One way in for what Slack delivers, over either transport: only readable bodies, and each of them once."""

import asyncio
import hmac
import logging
import re
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.socket_mode.async_internals import send_async_response
from slack_bolt.adapter.socket_mode.internals import build_headers
from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.signature import SignatureVerifier
from slack_sdk.socket_mode.request import SocketModeRequest
from starlette.requests import Request
from starlette.responses import Response

from bot.logs import ANOTHER_TIME, Seldom
from bot.slack import bodies

KEPT = 500
"""Deliveries that are remembered; Slack repeats an event after a minute and after five."""
OK = 200
BAD_REQUEST = 400
UNAUTHORIZED = 401

_STAMP = re.compile(r"[0-9]{10}")

log = logging.getLogger(__name__)


class Receiving:
    """Gives Bolt what it can read. A delivery that comes again waits for the first one's answer."""

    def __init__(self, app: AsyncApp) -> None:
        self.app = app
        self._answers: OrderedDict[str, asyncio.Future[BoltResponse]] = OrderedDict()

    async def answer(self, body: object, make: Callable[[], AsyncBoltRequest]) -> BoltResponse:
        """What Slack is told; a body that nobody can read is acknowledged, and nothing happens."""
        if not bodies.is_readable(body):
            return BoltResponse(status=OK, body="")
        name = bodies.delivery(body)
        if name is None:
            return await self.app.async_dispatch(make())
        under_way = self._answers.get(name) or self._begin(name, make)
        # Whoever delivered it first may hang up: that does not end the work.
        answer = await asyncio.shield(under_way)
        if answer.status != OK:
            self._answers.pop(name, None)
        return answer

    def _begin(self, name: str, make: Callable[[], AsyncBoltRequest]) -> asyncio.Future[BoltResponse]:
        started = asyncio.ensure_future(self.app.async_dispatch(make()))
        self._answers[name] = started
        while len(self._answers) > KEPT:
            self._answers.popitem(last=False)
        return started


class HttpReceiver:
    """Requests that Slack signed."""

    def __init__(self, receiving: Receiving, signing_secret: str) -> None:
        self._receiving = receiving
        self._verifier = SignatureVerifier(signing_secret)
        self._seldom = Seldom()

    async def handle(self, request: Request) -> Response:
        """Answer one request."""
        raw = await request.body()
        try:
            raw.decode()
        except UnicodeDecodeError:
            return Response(status_code=BAD_REQUEST)
        if not self._verifier.is_valid_request(raw, dict(request.headers)):
            self._tell_if_late(raw, request)
            return Response(status_code=UNAUTHORIZED)
        body = bodies.read(request.headers.get("content-type", ""), raw)
        answer = await self._receiving.answer(body, lambda: to_async_bolt_request(request, raw))
        return to_starlette_response(answer)

    def _tell_if_late(self, raw: bytes, request: Request) -> None:
        """Whether it is Slack all the same, and only the clocks do not agree."""
        stamp = request.headers.get("x-slack-request-timestamp", "")
        if not _STAMP.fullmatch(stamp):
            return
        right = self._verifier.generate_signature(timestamp=stamp, body=raw) or ""
        given = request.headers.get("x-slack-signature", "")
        if hmac.compare_digest(right.encode(), given.encode()) and self._seldom.now():
            log.warning("Slack %s", ANOTHER_TIME.format(abs(time.time() - int(stamp))))


class SocketReceiver(AsyncSocketModeHandler):
    """Envelopes of one Socket Mode connection."""

    def __init__(self, receiving: Receiving, app_token: str, ping_seconds: float) -> None:
        self._receiving = receiving
        super().__init__(receiving.app, app_token, ping_interval=ping_seconds)

    async def handle(self, client: Any, req: SocketModeRequest) -> None:
        """Answer one envelope."""
        began = asyncio.get_running_loop().time()

        def made() -> AsyncBoltRequest:
            return AsyncBoltRequest(mode="socket_mode", body=req.payload, headers=build_headers(req))

        answer = await self._receiving.answer(req.payload, made)
        await send_async_response(client, req, answer, began)
