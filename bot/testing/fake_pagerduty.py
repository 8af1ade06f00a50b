"""PagerDuty's Events API v2 as a real server on loopback, with its documented schema and limits.

https://developer.pagerduty.com/docs/send-alert-event and its page on rate limits: 202 is taken, 400 is final,
and a 429 was not taken in. Keys join: an acknowledgement or a resolution without an open alert is dropped.
"""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.web.listen import listening

ROUTING_KEY = "R" * 32
MAX_BYTES = 512 * 1024
MAX_KEY, MAX_SUMMARY = 255, 1_024
PER_MINUTE = 120
_TOP = {"routing_key", "event_action", "dedup_key", "payload", "links", "images", "client", "client_url"}
_PAYLOAD = {"summary", "source", "severity", "timestamp", "component", "group", "class", "custom_details"}
_SEVERITIES = {"critical", "error", "warning", "info"}


@dataclass
class FakePagerDuty:
    """`alerts` by key: `triggered`, `acknowledged` or `resolved`. `status` is answered instead, if set."""

    url: str = ""
    per_minute: int = PER_MINUTE
    status: int | None = None
    clock: Callable[[], float] = monotonic
    alerts: dict[str, str] = field(default_factory=dict)
    taken: list[dict[str, Any]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    async def enqueue(self, request: Request) -> Response:
        """One event."""
        body = await request.body()
        now = self.clock()
        self.times = [one for one in self.times if one > now - 60]
        if self.status is not None:
            return JSONResponse({"status": "not now"}, self.status)
        if len(self.times) >= self.per_minute:
            return JSONResponse({"status": "throttle exceeded"}, 429)
        self.times.append(now)
        faults = faults_of(body)
        if faults:
            self.refused += faults
            return JSONResponse({"status": "invalid event", "errors": faults}, 400)
        event = json.loads(body)
        self._take(event)
        said = {"status": "success", "message": "Event processed", "dedup_key": event["dedup_key"]}
        return JSONResponse(said, 202)

    def _take(self, event: dict[str, Any]) -> None:
        self.taken.append(event)
        key, act = event["dedup_key"], event["event_action"]
        is_open = self.alerts.get(key) in {"triggered", "acknowledged"}
        if act == "trigger" and not is_open:
            self.alerts[key] = "triggered"
        elif act != "trigger" and is_open:
            self.alerts[key] = {"acknowledge": "acknowledged", "resolve": "resolved"}[act]


def faults_of(body: bytes) -> list[str]:
    """What the documented schema says against an event; empty if nothing."""
    if len(body) > MAX_BYTES:
        return ["larger than 512 KB"]
    try:
        event = json.loads(body)
    except ValueError:
        return ["no JSON"]
    if not isinstance(event, dict):
        return ["no object"]
    faults = [f"unknown: {one}" for one in sorted(set(event) - _TOP)]
    if event.get("routing_key") != ROUTING_KEY:
        faults.append("routing_key")
    if event.get("event_action") not in {"trigger", "acknowledge", "resolve"}:
        faults.append("event_action")
    if not 0 < len(str(event.get("dedup_key", ""))) <= MAX_KEY:
        faults.append("dedup_key")
    if event.get("event_action") == "trigger":
        faults += _payload_faults(event.get("payload"))
    return faults + [
        f"link {one}" for one in event.get("links", []) if not one.get("href", "").startswith("https")
    ]


def _payload_faults(payload: object) -> list[str]:
    if not isinstance(payload, dict):
        return ["payload"]
    faults = [f"unknown: payload.{one}" for one in sorted(set(payload) - _PAYLOAD)]
    if not 0 < len(str(payload.get("summary", ""))) <= MAX_SUMMARY:
        faults.append("payload.summary")
    if payload.get("severity") not in _SEVERITIES:
        faults.append("payload.severity")
    if not payload.get("source"):
        faults.append("payload.source")
    try:
        datetime.fromisoformat(str(payload.get("timestamp")))
    except ValueError:
        faults.append("payload.timestamp")
    return faults


@asynccontextmanager
async def fake_pagerduty() -> AsyncIterator[FakePagerDuty]:
    """The server on a free port of the loopback interface."""
    fake = FakePagerDuty()
    app = Starlette(routes=[Route("/v2/enqueue", fake.enqueue, methods=["POST"])])
    async with listening(app, "127.0.0.1", 0) as port:
        fake.url = f"http://127.0.0.1:{port}/v2/enqueue"
        yield fake
