"""Bolt, over Socket Mode or behind `/slack/events`."""

import asyncio
import logging
from contextlib import AsyncExitStack

from slack_bolt.adapter.fastapi.async_handler import AsyncSlackRequestHandler
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.app.glue import plain
from bot.app.stopping import cancelled
from bot.settings import Settings
from bot.slack.deps import SlackDeps
from bot.slack.handlers import register
from bot.web.slack_door import SlackHandler


async def slack_door(
    settings: Settings, stack: AsyncExitStack, client: AsyncWebClient, deps: SlackDeps
) -> SlackHandler | None:
    """Bolt under Socket Mode, or the handler for `/slack/events`."""
    # Without a name Bolt looks for one in the source of every caller, which takes a while.
    app = AsyncApp(
        name="amends",
        client=client,
        signing_secret=plain(settings.slack_signing_secret),
        logger=logging.getLogger("slack_bolt"),
    )
    register(app, deps)
    if not settings.uses_socket_mode:
        return AsyncSlackRequestHandler(app).handle
    socket = AsyncSocketModeHandler(app, plain(settings.slack_app_token))
    connecting = asyncio.create_task(
        socket.connect_async(),  # type: ignore[no-untyped-call]
        name="slack-socket",
    )
    stack.push_async_callback(socket.close_async)
    stack.push_async_callback(cancelled, connecting)
    return None
