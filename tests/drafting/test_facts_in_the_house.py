"""A fact's whole way: said in Slack, stated in a draft, changed under it, written anew, and over."""

from collections.abc import AsyncIterator
from contextlib import suppress

import pytest

from bot.models import FactCard, MessageKind, SlackMessage
from bot.sandbox.shapes import Json
from bot.slack.ids import Action
from tests.builders import ANN, CHANNEL, MAYA, SAM
from tests.drafting.desk import until
from tests.house import House, a_house, says

POST = "@Harbourline the bikes on your evening ferries are not free, shame on you"
FREE = "Bikes are free on all evening ferries."
PAID = "Bikes cost two pounds on evening ferries."
DAY = 24 * 60 * 60
TRIES = 4


@pytest.fixture
async def house(migrated_url: str) -> AsyncIterator[House]:
    """The service, publishing at once."""
    async with a_house(migrated_url) as house:
        yield house


async def tell(house: House, **filled: str) -> None:
    """Maya types the command and sends the form; a busy machine may miss the 3 s that Slack gives it."""
    before = len(house.sandbox.views(MAYA))
    for _ in range(TRIES):
        await house.sandbox.slash(MAYA, CHANNEL, "fact")
        with suppress(TimeoutError):
            form = (await house.sandbox.wait_for(lambda: house.sandbox.views(MAYA)[before:], 6.0))[-1]
            assert await house.sandbox.submit(MAYA, form["id"], {"brand": "harbourline", **filled}) == {}
            return
    pytest.fail("the form never opened")


async def bikes(house: House) -> FactCard:
    """The fact that Maya told."""
    (card,) = [card for card in await house.rows(FactCard) if card.added_by == MAYA]
    return card


async def told(house: House, number: int) -> Json:
    """What the channel was told of facts, for the n-th time."""

    async def lines() -> list[SlackMessage]:
        rows = [row for row in await house.rows(SlackMessage) if row.kind == MessageKind.FACTS_CHANGED]
        return sorted(rows, key=lambda row: row.changed_at)

    async def is_there() -> bool:
        return len(await lines()) >= number

    await until(is_there)
    return await house.message((await lines())[number - 1].id)


async def test_a_fact_is_stated_changed_refreshed_and_runs_out(house: House) -> None:
    await tell(house, statement=FREE)
    draft_id = await house.say("1", POST, brand="harbourline")
    await house.card(draft_id, says(FREE))

    card = await bikes(house)
    today = house.clock().date().isoformat()
    await tell(house, statement=PAID, old=f"{card.id}:1", until=today)
    line = await told(house, 1)
    assert says("1 draft")(line)
    assert says(PAID)(line)

    await house.press(ANN, draft_id, "draft.approve")
    notes = await house.sandbox.wait_for(lambda: house.sandbox.ephemerals(ANN))
    assert says("relies on a fact that has changed")(notes[-1])
    assert house.receiver.received == []

    await house.sandbox.click(MAYA, CHANNEL, line["ts"], Action.REFRESH)
    await house.card(draft_id, lambda shown: not says(FREE)(shown) and says("Approve")(shown))

    house.clock.skip(2 * DAY)
    assert says("A fact's time is over")(await told(house, 2))
    assert (await bikes(house)).retired_at is not None


async def test_taking_a_draft_with_an_old_fact_does_not_make_it_new(house: House) -> None:
    await tell(house, statement=FREE)
    draft_id = await house.say("1", POST, brand="harbourline")
    await house.card(draft_id, says(FREE))
    card = await bikes(house)
    await tell(house, statement=PAID, old=f"{card.id}:1")

    await house.press(SAM, draft_id, "draft.take")
    await house.card(draft_id, says("– Harbourline Care, S"))
    await house.press(SAM, draft_id, "draft.approve")

    notes = await house.sandbox.wait_for(lambda: house.sandbox.ephemerals(SAM))
    assert says("relies on a fact that has changed")(notes[-1])
    assert house.receiver.received == []
