"""A sandbox without rate limits, a Slack client for it, and a small Bolt app connected to it."""

import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox


class Watch:
    """A clock that tests move by hand."""

    def __init__(self) -> None:
        self.now = time.time()

    def __call__(self) -> float:
        return self.now


@dataclass(frozen=True)
class Answer:
    status: int
    content_type: str
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


async def ask(method: str, url: str, **arguments: Any) -> Answer:
    """One HTTP request, read to its end."""
    async with aiohttp.ClientSession() as client, client.request(method, url, **arguments) as answer:
        return Answer(answer.status, answer.content_type, await answer.read())


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
async def sandbox(watch: Watch) -> AsyncIterator[Sandbox]:
    async with Sandbox(rate_limits="off", clock=watch, ack_seconds=1.0) as running:
        yield running


@pytest.fixture
def slack(sandbox: Sandbox) -> AsyncWebClient:
    return AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url)


@pytest.fixture
async def app(sandbox: Sandbox) -> AsyncIterator[AsyncApp]:
    """Connected; what a test registers on it is served at once."""
    async with connected_app(sandbox) as bolt:
        yield bolt


@asynccontextmanager
async def connected_app(sandbox: Sandbox) -> AsyncIterator[AsyncApp]:
    bolt = AsyncApp(name="test", client=AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url))
    handler = AsyncSocketModeHandler(bolt, sandbox.app_token)
    await handler.client.connect()  # type: ignore[no-untyped-call]
    await sandbox.wait_for(lambda: sandbox.connected)
    yield bolt
    await handler.client.close()  # type: ignore[no-untyped-call]
