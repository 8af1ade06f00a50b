"""Whatever people press, in any order and all at once: one winner each, nothing stale, no dead button."""

import time
from datetime import timedelta
from itertools import count

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.approval import Approvals
from bot.drafting.library import Library
from bot.publishing import Publishing
from bot.sandbox import Sandbox
from bot.slack.desk import Desk
from bot.slack.handlers import register
from bot.slack.receiving import Receiving
from bot.store.database import Database
from tests.builders import CHANNEL, plain_check
from tests.publishing.test_publishing import Network
from tests.slack.conftest import slack_deps
from tests.slack.crowd import Crowd, Staff
from tests.slack.fakes import NotedFlow
from tests.slack.watch import Watch

SECONDS = 12.0
"""How long the suite lets people press; it begins somewhere else each time."""
FEWEST = 3
"""Sequences that have to be done in that time even on a slow machine."""
SEQUENCES = 10_000
EACH_TIME = 50
"""Sequences of the long form for each new database."""


@pytest.fixture
def kind() -> str:
    """What the two databases do when two write at once is told apart elsewhere."""
    return "sqlite"


@pytest.fixture
async def crowd(
    client: AsyncWebClient, sandbox: Sandbox, desk: Desk, database: Database, watch: Watch, library: Library
) -> Crowd:
    """Everything real between the people and the network. Bolt answers when it is done."""
    numbers, staff, network = count(1), Staff(), Network()
    approvals = Approvals(
        database,
        staff,
        plain_check,
        CHANNEL,
        timedelta(seconds=30),
        lambda: f"a{next(numbers)}",
        four_eyes=lambda: "on",
    )
    app = AsyncApp(name="test", client=client, process_before_response=True)
    register(app, slack_deps(approvals, desk, NotedFlow(), database, watch, library, staff))
    publishing = Publishing(database, network, staff, CHANNEL, watch)
    return Crowd(sandbox, database, desk, watch, Receiving(app), network, publishing)


async def test_people_who_press_at_random_never_break_a_rule(crowd: Crowd) -> None:
    seed, done, ends = time.time_ns(), 0, time.monotonic() + SECONDS
    while time.monotonic() < ends or done < FEWEST:
        await crowd.sequence(seed + done)
        done += 1

    assert crowd.presses >= FEWEST * 10


@pytest.mark.slow
@pytest.mark.timeout(7_200)
@pytest.mark.parametrize("first", range(0, SEQUENCES, EACH_TIME))
async def test_ten_thousand_random_sequences_never_break_a_rule(crowd: Crowd, first: int) -> None:
    for seed in range(first, first + EACH_TIME):
        await crowd.sequence(seed)

    told = await crowd.told()
    assert min(told.values()) > 0, told
