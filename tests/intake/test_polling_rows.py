"""Where each network is read stands in rows, the same on each kind of database."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.errors import PollFault
from bot.intake.polling import HOLD
from bot.models import Delivery, Mention
from bot.store import pollers
from bot.store.database import Database
from tests.intake.bodies import NOON
from tests.intake.polled import Polling, a_polling

AWAY = PollFault("mastodon", "It cannot be reached.")


@pytest.fixture
async def polling(database: Database) -> AsyncIterator[Polling]:
    """One process, before its first question."""
    async with a_polling(database) as polling:
        yield polling


async def test_posts_become_mentions_and_the_place_is_kept(polling: Polling) -> None:
    polling.stream.write("1")

    assert await polling.round() == 1

    (mention,), (delivery,) = await polling.intake.rows(Mention), await polling.intake.rows(Delivery)
    assert (mention.source, mention.external_id, mention.older) == ("mastodon", "1", False)
    assert json.loads(delivery.body)["told"] == [{"raw": "1"}]
    row = await polling.connection()
    assert (row.cursor, row.account, row.posted_at) == ("acme:1", "acme", NOON)
    assert polling.intake.bell.rings == 1


async def test_of_two_processes_one_asks_and_the_other_takes_over_from_the_dead(
    polling: Polling, database: Database
) -> None:
    async with database.writing() as session:
        assert await pollers.claim(session, "mastodon", "dead", NOON, NOON + HOLD)
    assert await polling.round() == 0
    assert polling.stream.asked == []

    await polling.after(HOLD.total_seconds())

    assert polling.stream.asked == [None]


async def test_who_was_taken_over_from_moves_nothing_any_more(polling: Polling, database: Database) -> None:
    async with database.writing() as session:
        await pollers.claim(session, "mastodon", "slow", NOON, NOON + HOLD)
    later = NOON + HOLD
    async with database.writing() as session:
        await pollers.claim(session, "mastodon", "quick", later, later + HOLD)

        stands = await pollers.advance(
            session,
            "mastodon",
            "slow",
            later,
            cursor="acme:9",
            account="acme",
            connected_at=NOON,
            next_at=later,
            has_posts=True,
        )

    assert (stands, (await polling.connection()).cursor) == (False, None)


async def test_each_poller_says_how_it_does(polling: Polling, database: Database) -> None:
    polling.stream.write("1")
    await polling.round()
    polling.stream.fault = AWAY
    await polling.after(30)

    async with database.reading() as session:
        (health,) = await pollers.states(session)

    later = NOON + timedelta(seconds=30)
    assert (health.name, health.succeeded_at, health.posted_at) == ("mastodon", NOON, NOON)
    assert (health.polled_at, health.fault_at, health.fault) == (later, later, "It cannot be reached.")


async def test_many_pages_are_read_at_once_and_none_is_left_out(polling: Polling) -> None:
    polling.stream.page = 7
    for number in range(30):
        polling.stream.write(str(number))

    await polling.all()

    assert len(await polling.intake.rows(Mention)) == 30
    assert len(polling.stream.asked) == 5
