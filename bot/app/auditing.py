"""The auditor with everything that it looks at."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack

from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.app.glue import plain
from bot.loops import Loop, Loops
from bot.oncall.auditing import Ages, Auditor
from bot.outgoing import http_client
from bot.phones.heartbeat import Heartbeat
from bot.ports import Now
from bot.settings import Settings
from bot.store.database import Database

TURN_SECONDS = 2.0
SLACK_SECONDS = 5.0


def answering(client: AsyncWebClient) -> Callable[[], Awaitable[bool]]:
    """Whether Slack answers; that it does not is an answer, too."""

    async def answers() -> bool:
        try:
            async with asyncio.timeout(SLACK_SECONDS):
                return bool((await client.auth_test())["ok"])
        except (SlackClientError, OSError, TimeoutError):
            return False

    return answers


async def auditor_of(
    settings: Settings,
    stack: AsyncExitStack,
    database: Database,
    loops: Loops,
    ages: Ages,
    client: AsyncWebClient,
    now: Now,
) -> Auditor:
    """The auditor, with a loop of its own among the others."""
    out = await stack.enter_async_context(http_client())
    url = plain(settings.heartbeat_url)
    beat = Heartbeat(url, out) if url else None
    auditor = Auditor(database, settings.slack_channel, ages, answering(client), beat)
    loops.loops.append(Loop("audit", lambda: auditor.turn(now()), TURN_SECONDS))
    return auditor
