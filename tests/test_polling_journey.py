"""The whole way of posts that nobody sends: a network is asked, and what it tells stands on cards."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from bot.app import utc_now
from bot.models import AuditEntry, ClockKind, Mention, MentionState
from bot.models import Clock as ClockRow
from bot.sandbox.shapes import Json
from bot.slack.ids import Action
from bot.testing import fake_mastodon
from bot.testing.fake_mastodon import FakeMastodon
from bot.testing.fake_network import Fault
from bot.text import mention_id
from tests.builders import ANN, CHANNEL
from tests.house import House, a_house, says
from tests.platforms.registered import registered
from tests.slack.views import shown

__all__ = ["registered"]

COMPLAINT = "My bag missed the 7:40 and nobody at the desk could tell me where it is. This is a disgrace."
TEN_TIMES = 10.0


@pytest.fixture
def kind() -> str:
    """What stands behind it is told apart by kind of database elsewhere."""
    return "sqlite"


@pytest.fixture
async def network() -> AsyncIterator[FakeMastodon]:
    """A Mastodon server with our account."""
    async with FakeMastodon() as network:
        yield network


@pytest.fixture
async def house(database_url: str, network: FakeMastodon, registered: dict[str, str]) -> AsyncIterator[House]:
    """The service, connected for the first time; the past holds three posts."""
    settings: dict[str, Any] = {
        "mastodon_url": network.url,
        "mastodon_access_token": fake_mastodon.TOKEN,
        "mastodon_poll_seconds": 5,
        "webhook_secrets": {},
    }
    async with a_house(database_url, TEN_TIMES, **_with_past(network, settings)) as house:
        yield house


def _with_past(network: FakeMastodon, settings: dict[str, Any]) -> dict[str, Any]:
    for days in (9, 3, 2):
        network.mention(f"{COMPLAINT} That was {days} days ago.", utc_now() - timedelta(days=days))
    return settings


def id_of(network: FakeMastodon, status_id: str) -> str:
    """The mention that a post becomes."""
    return mention_id("mastodon", f"{status_id}@{network.url.removeprefix('http://')}")


async def test_new_posts_get_cards_and_older_ones_wait_to_be_chosen(
    house: House, network: FakeMastodon
) -> None:
    listed = await house.message("older:mastodon", says("3 older posts on Mastodon, not carded"))
    new = network.mention(COMPLAINT, house.clock())
    await house.card(id_of(network, new), says("missed the 7:40"))

    await house.sandbox.click(ANN, CHANNEL, listed["ts"], Action.OLDER)
    (form,) = await house.sandbox.wait_for(lambda: house.sandbox.views(ANN))
    await house.sandbox.click_in_view(ANN, form["id"], Action.OLDER_CARD)

    await house.message("older:mastodon", says("2 older posts on Mastodon, not carded"))
    mentions = await house.rows(Mention)
    (chosen,) = [one for one in mentions if one.state is MentionState.OPEN and one.came_stale]
    await house.card(chosen.id, says("days ago"))
    of_chosen = [one.kind for one in await house.rows(ClockRow) if one.subject_id == chosen.id]
    assert ClockKind.OVERDUE not in of_chosen
    assert ClockKind.PING not in of_chosen


async def test_what_came_while_the_service_was_down_gets_its_card(
    house: House, network: FakeMastodon
) -> None:
    await house.message("older:mastodon")
    await house.stop()
    missed = [network.mention(f"{COMPLAINT} {number}", house.clock()) for number in range(3)]

    await house.start()

    for one in missed:
        await house.card(id_of(network, one), says("missed the 7:40"))
    received = [one.chain for one in await house.rows(AuditEntry) if one.kind == "received"]
    assert len(received) == len(set(received)) == 6


async def test_an_author_who_edits_or_deletes_is_seen_on_the_card(
    house: House, network: FakeMastodon
) -> None:
    first, second = (network.mention(f"{COMPLAINT} {number}", house.clock()) for number in range(2))
    for one in (first, second):
        await house.card(id_of(network, one), says("missed the 7:40"))

    network.edit(first, f"{COMPLAINT} Edit: it is still not here.", house.clock())
    network.delete(second)

    await house.card(id_of(network, first), says("still not here"))
    await house.card(id_of(network, second), says("Deleted by its author"))


async def test_a_token_that_is_refused_is_told_in_the_channel(house: House, network: FakeMastodon) -> None:
    await house.message("older:mastodon")
    network.fail(*[Fault.REFUSED] * 99)

    def told() -> list[Json]:
        return [
            one
            for one in house.sandbox.messages(CHANNEL)
            if "New posts from Mastodon do not come in" in shown(one["blocks"])
        ]

    await house.sandbox.wait_for(told, 20)
    assert len(told()) == 1
    assert fake_mastodon.TOKEN not in str(house.sandbox.messages(CHANNEL))
