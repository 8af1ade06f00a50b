"""Listens, over Socket Mode, for the app's being brought into a channel: by whom, and where."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

EVENT = "member_joined_channel"


@dataclass(frozen=True)
class Join:
    """The app is in a channel. `inviter` is `None` when Slack does not say who brought it.

    `stamp` is the event's time as Slack writes it: the same when the event is told again.
    """

    channel: str
    inviter: str | None
    stamp: str


@dataclass
class Ear:
    """What is heard. `others` counts the connections that other programs have with the same app."""

    bot_user: str
    joins: asyncio.Queue[Join] = field(default_factory=asyncio.Queue)
    others: int = 0
    app: str = ""
    """Id of the app whose token opened the connection; empty until Slack has said it."""
    heard_hello: asyncio.Event = field(default_factory=asyncio.Event)

    async def hear(self, client: Any, request: SocketModeRequest) -> None:
        """Events are acknowledged. Presses and commands are not: nobody here can answer them."""
        if request.type != "events_api":
            return
        await client.send_socket_mode_response(SocketModeResponse(request.envelope_id))
        join = join_in(request.payload, self.bot_user)
        if join is not None:
            self.joins.put_nowait(join)

    async def greet(self, _client: Any, message: dict[str, Any], _raw: str | None) -> None:
        """Slack's first word on a connection."""
        if message.get("type") == "hello":
            self.others = int(message.get("num_connections") or 1) - 1
            self.app = str((message.get("connection_info") or {}).get("app_id") or "")
            self.heard_hello.set()


def join_in(payload: dict[str, Any], bot_user: str) -> Join | None:
    """The join that a delivery tells of; `None` if it is about anything, or anybody, else."""
    event = payload.get("event") or {}
    channel, inviter = event.get("channel"), event.get("inviter")
    if event.get("type") != EVENT or event.get("user") != bot_user or not isinstance(channel, str):
        return None
    stamp = str(event.get("event_ts") or payload.get("event_id") or "")
    return Join(channel, inviter if isinstance(inviter, str) else None, stamp)


@asynccontextmanager
async def listening(app_token: str, api_url: str, bot_user: str) -> AsyncIterator[Ear]:
    """An ear at the door for as long as the block lasts; connected when it begins."""
    ear = Ear(bot_user)
    client = SocketModeClient(app_token, web_client=AsyncWebClient(base_url=api_url))
    client.socket_mode_request_listeners.append(ear.hear)
    client.message_listeners.append(ear.greet)
    try:
        await client.connect()  # type: ignore[no-untyped-call]
        yield ear
    finally:
        await client.close()  # type: ignore[no-untyped-call]
