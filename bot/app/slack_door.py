"""Bolt, over Socket Mode or behind `/slack/events`."""

import asyncio
import logging
from contextlib import AsyncExitStack

from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.app.glue import plain
from bot.app.stopping import cancelled
from bot.settings import Settings
from bot.slack.deps import SlackDeps
from bot.slack.handlers import register
from bot.slack.receiving import HttpReceiver, Receiving
from bot.slack.sockets import SocketLine, Sockets
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
    receiving = Receiving(app)
    if not settings.uses_socket_mode:
        return HttpReceiver(receiving, plain(settings.slack_signing_secret) or "").handle
    token = plain(settings.slack_app_token) or ""
    sockets = asyncio.create_task(Sockets(lambda: SocketLine(receiving, token)).run(), name="slack-sockets")
    stack.push_async_callback(cancelled, sockets)
    return None
