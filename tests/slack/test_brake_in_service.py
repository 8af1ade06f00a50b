"""The brake with everything running: what is kept back, what goes out afterwards, and what Home shows."""

from collections.abc import AsyncIterator

import pytest

from bot.models import DraftState
from bot.sandbox.shapes import Json
from tests.builders import ANN, CHANNEL, MAYA
from tests.house import House, a_house, says
from tests.slack.views import shown

COMPLAINT = "My bag missed the 7:40 and nobody at the desk could tell me where it is."


@pytest.fixture
def kind() -> str:
    """Both kinds hold publications back in `tests/publishing`."""
    return "sqlite"


@pytest.fixture
async def house(migrated_url: str) -> AsyncIterator[House]:
    """The service, running."""
    async with a_house(migrated_url) as house:
        yield house


async def approved_while_paused(house: House, span: str) -> str:
    """A mention whose reply is approved after the brake was pulled for a time."""
    draft_id = await house.say("1", COMPLAINT)
    await house.card(draft_id)
    await house.sandbox.slash(ANN, CHANNEL, f"pause {span} The letters are wrong")
    await house.sandbox.wait_for(lambda: told(house, "Publishing is paused"), 10)
    await house.press(ANN, draft_id, "draft.approve")
    await house.card(draft_id, says("held since"))
    return draft_id


def told(house: House, words: str, user: str = ANN) -> bool:
    return any(words in shown(one["blocks"]) for one in house.sandbox.ephemerals(user))


async def test_a_card_says_since_when_it_is_held_and_it_goes_out_when_a_manager_resumes(house: House) -> None:
    draft_id = await approved_while_paused(house, "2h")
    assert house.receiver.received == []

    await house.sandbox.slash(MAYA, CHANNEL, "resume")

    await house.card(draft_id, says("Sent"))
    assert len(house.receiver.received) == 1


async def test_it_goes_out_by_itself_when_the_time_is_over(house: House) -> None:
    draft_id = await approved_while_paused(house, "5m")

    house.clock.skip(301)

    await house.card(draft_id, says("Sent"))
    assert len(house.receiver.received) == 1


async def test_what_was_held_for_more_than_half_an_hour_is_approved_anew(house: House) -> None:
    draft_id = await approved_while_paused(house, "40m")

    house.clock.skip(2_401)

    await house.card(draft_id, says("approve it anew"))
    assert (await house.draft(draft_id)).state is DraftState.WAITING
    assert house.receiver.received == []


async def test_an_open_home_keeps_up_with_what_comes_in(house: House) -> None:
    await house.sandbox.open_home(ANN)
    await house.sandbox.wait_for(lambda: home_shows(house, "Nothing waits for you"), 10)

    await house.card(await house.say("1", COMPLAINT))
    house.clock.skip(31)

    await house.sandbox.wait_for(lambda: home_shows(house, "My bag missed the 7:40"), 15)


async def test_a_low_one_is_listed_at_once_and_its_card_is_one_press_away(house: House) -> None:
    draft_id = await house.say("1", "The 8:20 left five minutes early today.")
    await house.sandbox.wait_for(lambda: house.sandbox.messages(CHANNEL), 10)
    (listed,) = house.sandbox.messages(CHANNEL)
    assert "1 low one since" in shown(listed["blocks"])

    await house.sandbox.click(ANN, CHANNEL, listed["ts"], "mention.make_card")

    assert await house.card(draft_id, says("The 8:20 left five minutes early"))


def home_shows(house: House, words: str) -> Json | None:
    home = house.sandbox.home(ANN)
    return home if home and words in shown(home) else None
