"""Socket Mode: tickets, up to ten connections, envelopes and their acknowledgements
(https://docs.slack.dev/apis/events-api/using-socket-mode)."""

import asyncio
import contextlib
import json
import secrets
import uuid
from dataclasses import dataclass, field

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.sandbox.arguments import Arguments
from bot.sandbox.cast import APP_ID
from bot.sandbox.delivery import NOT_CONNECTED, NOT_IN_TIME, Kind, Retry
from bot.sandbox.shapes import Json, NoAnswer
from bot.sandbox.workspace import Workspace

MAX_CONNECTIONS = 10
CONNECTION_SECONDS = 3600
"""How long Slack says that a connection lasts."""
KEPT_TICKETS = 100
ABRUPT = 1011
"""Close code of a connection that is cut without a word."""


@dataclass(eq=False)
class Connection:
    """One websocket. `leaving` gets no more envelopes; `pending` are those not yet acknowledged."""

    websocket: WebSocket
    leaving: bool = False
    pending: dict[str, asyncio.Future[Json]] = field(default_factory=dict)


class SocketMode:
    """All connections of the app; every envelope goes to exactly one of them, in turn."""

    def __init__(self, workspace: Workspace, ack_seconds: float) -> None:
        self._workspace = workspace
        self._ack_seconds = ack_seconds
        self._tickets: list[str] = []
        self._connections: list[Connection] = []
        self._turn = 0

    @property
    def connected(self) -> bool:
        """Whether the app can be reached now."""
        return bool(self._ready())

    @property
    def count(self) -> int:
        """Connections that stand."""
        return len(self._ready())

    def open_connection(self, _workspace: Workspace, _arguments: Arguments) -> Json:
        """`apps.connections.open`: a URL that can be used once."""
        ticket = secrets.token_urlsafe(18)
        self._tickets = [*self._tickets[-KEPT_TICKETS:], ticket]
        return {"url": f"{self._workspace.url.replace('http', 'ws', 1)}/link/{ticket}"}

    async def link(self, websocket: WebSocket) -> None:
        """Serve one connection until it ends; without a fresh ticket it is refused."""
        ticket = websocket.path_params["ticket"]
        if ticket not in self._tickets:
            await websocket.close()
            return
        self._tickets.remove(ticket)
        await websocket.accept()
        if len(self._connections) >= MAX_CONNECTIONS:
            await self._send_away(websocket, "too_many_websockets")
            return
        await self._serve(Connection(websocket))

    async def deliver(self, kind: Kind, payload: Json, retry: Retry) -> Json:
        """Send one envelope to one connection and wait for its acknowledgement."""
        ready = self._ready()
        if not ready:
            raise NoAnswer(NOT_CONNECTED)
        self._turn += 1
        connection = ready[self._turn % len(ready)]
        envelope = _envelope(kind, payload, retry)
        waiting: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        connection.pending[envelope["envelope_id"]] = waiting
        try:
            async with asyncio.timeout(self._ack_seconds):
                await connection.websocket.send_text(json.dumps(envelope))
                return await waiting
        except (TimeoutError, WebSocketDisconnect, RuntimeError):
            raise NoAnswer(NOT_IN_TIME) from None
        finally:
            connection.pending.pop(envelope["envelope_id"], None)

    async def disconnect(self, reason: str) -> None:
        """Ask every connection to go, as Slack does every few hours; `link_cut` cuts without a word."""
        for connection in self._ready():
            connection.leaving = True
            with contextlib.suppress(WebSocketDisconnect):
                await self._send_away(connection.websocket, reason)
        self._workspace.changes.visible()

    def _ready(self) -> list[Connection]:
        return [connection for connection in self._connections if not connection.leaving]

    async def _serve(self, connection: Connection) -> None:
        self._connections.append(connection)
        try:
            await connection.websocket.send_text(json.dumps(self._hello()))
            self._workspace.changes.visible()
            async for text in connection.websocket.iter_text():
                _acknowledge(connection, text)
        finally:
            self._connections.remove(connection)
            for waiting in connection.pending.values():
                if not waiting.done():
                    waiting.set_exception(TimeoutError())
            self._workspace.changes.visible()

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._connections),
            "connection_info": {"app_id": APP_ID},
            "debug_info": {"host": "sandbox", "approximate_connection_time": CONNECTION_SECONDS},
        }

    async def _send_away(self, websocket: WebSocket, reason: str) -> None:
        if reason == "link_cut":
            await websocket.close(ABRUPT)
            return
        farewell = {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}
        await websocket.send_text(json.dumps(farewell))


def _envelope(kind: Kind, payload: Json, retry: Retry) -> Json:
    envelope: Json = {
        "type": kind,
        "envelope_id": str(uuid.uuid4()),
        "payload": payload,
        "accepts_response_payload": kind != "events_api",
    }
    if kind == "events_api":
        envelope |= {"retry_attempt": retry.attempt, "retry_reason": retry.reason}
    return envelope


def _acknowledge(connection: Connection, text: str) -> None:
    try:
        message = json.loads(text)
    except ValueError:
        return
    if not isinstance(message, dict):
        return
    waiting = connection.pending.get(str(message.get("envelope_id")))
    if waiting is not None and not waiting.done():
        waiting.set_result(message.get("payload") or {})
