"""A pretend Slack on loopback, a desk that speaks to it, and a watch that tests turn."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms.registry import Registry
from bot.sandbox import Sandbox
from bot.slack.desk import Desk
from bot.store.database import Database
from tests.builders import CHANNEL, NOON

MakeDesk = Callable[..., Desk]


@dataclass
class Watch:
    """The time, for the desk and the sandbox alike."""

    at: datetime = NOON

    def __call__(self) -> datetime:
        """For the product."""
        return self.at

    def seconds(self) -> float:
        """For the sandbox."""
        return self.at.timestamp()

    def turn(self, seconds: float) -> None:
        """Let time pass."""
        self.at += timedelta(seconds=seconds)


@pytest.fixture
def watch() -> Watch:
    """Shows noon until it is turned."""
    return Watch()


@pytest.fixture
async def sandbox(watch: Watch) -> AsyncIterator[Sandbox]:
    """Slack with its real rate limits, on the watch's time."""
    async with Sandbox(clock=watch.seconds) as sandbox:
        yield sandbox


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    """One HTTP session, as in the service."""
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def client(sandbox: Sandbox, session: aiohttp.ClientSession) -> AsyncWebClient:
    """A Slack client for the sandbox."""
    return AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url, session=session)


@pytest.fixture
def make_desk(
    client: AsyncWebClient, session: aiohttp.ClientSession, database: Database, watch: Watch
) -> MakeDesk:
    """Desks on the same database; `base_url` for another Slack."""

    def make(base_url: str | None = None) -> Desk:
        slack = AsyncWebClient("xoxb-sandbox", base_url=base_url or client.base_url, session=session)
        return Desk(slack, database, Registry(), lambda brand: brand or "Harbourline", CHANNEL, watch)

    return make


@pytest.fixture
def desk(make_desk: MakeDesk) -> Desk:
    """The desk."""
    return make_desk()
