"""A test that somebody asks for in Slack goes the whole way, and does no harm on it."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.models import Clock, DraftState, Mention, Reach
from bot.sandbox.cast import BOT_USER
from bot.sandbox.shapes import Json
from bot.slack.ids import Action, button_value
from bot.store import figures, worklist
from tests.builders import ANN, CHANNEL
from tests.house import House, a_house, says
from tests.slack.strange import press
from tests.slack.views import labels, shown

OTHER = "C0OTHER"


@pytest.fixture
async def house(database_url: str) -> AsyncIterator[House]:
    """The service, running."""
    async with a_house(database_url) as house:
        yield house


async def tried(house: House) -> str:
    """The draft of a test that Ann asked for."""
    house.sandbox.join(BOT_USER, OTHER, ANN)
    (hello,) = await house.sandbox.wait_for(lambda: house.sandbox.messages(OTHER), 20)
    await house.sandbox.click(ANN, OTHER, hello["ts"], Action.TRY_IT)
    await house.sandbox.wait_for(lambda: cards(house), 20)
    (mention,) = await house.rows(Mention)
    return mention.id


def cards(house: House) -> list[Json]:
    return [one for one in house.sandbox.messages(CHANNEL) if "Draft reply" in shown(one["blocks"])]


async def test_a_test_gets_a_card_that_can_never_be_published_and_counts_nowhere(house: House) -> None:
    draft_id = await tried(house)
    card = await house.card(draft_id, says("it can never be published"))

    assert "on Test" in shown(card["blocks"])
    assert "Approve" not in labels(card["blocks"])
    assert (await house.draft(draft_id)).reach is Reach.NEVER
    assert await house.rows(Clock) == []

    forged = press(ANN, Action.APPROVE.value, button_value(draft_id, 1))
    await house.sandbox.hand_over("interactive", forged)

    told = await house.sandbox.wait_for(lambda: house.sandbox.ephemerals(ANN)[1:], 20)
    assert "This post cannot be answered" in shown(told[-1]["blocks"])
    assert (await house.draft(draft_id)).state is DraftState.WAITING
    assert house.receiver.received == []
    await counts_nowhere(house)


async def counts_nowhere(house: House) -> None:
    """Neither among what came in, nor among what is late."""
    now = house.clock() + timedelta(days=1)
    async with house.database.reading() as session:
        told = await figures.since(session, now - timedelta(days=2))
        days = await figures.by_day(session, worklist.day_of(now), 3)
        late = await worklist.counts(session, ANN, now, worklist.day_of(now))
    assert (told.mentions, told.answered, told.declined, late.overdue) == (0, 0, 0, 0)
    assert [day.mentions for day in days] == [0, 0, 0]
