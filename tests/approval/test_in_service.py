"""In the running service: who takes a mention signs it, and what its text promises is kept track of."""

import json
from collections.abc import AsyncIterator

import pytest

from bot.models import DraftState, Promise
from bot.text import sha256
from tests.builders import ANN
from tests.house import House, a_house, says

COMPLAINT = "My bag missed the 7:40 boat and nobody at the desk could tell me where it is."
MANY_DAYS = 3 * 86_400


@pytest.fixture
def kind() -> str:
    """What the two databases do differently is told apart elsewhere."""
    return "sqlite"


@pytest.fixture
async def house(migrated_url: str) -> AsyncIterator[House]:
    """The service, which sends at once."""
    async with a_house(migrated_url) as house:
        yield house


async def test_a_reply_goes_out_with_its_takers_initials_and_its_promise_is_asked_about(house: House) -> None:
    draft_id = await house.say("1", COMPLAINT, brand="harbourline")
    await house.card(draft_id, says("Approving commits"))

    await house.press(ANN, draft_id, "draft.take")
    await house.card(draft_id, says(", AK"))
    await house.press(ANN, draft_id, "draft.approve")
    await house.card(draft_id, says("see it live"))

    reply = json.loads(house.receiver.received[0].body)["data"]["reply"]
    assert reply["text"].endswith(", AK")
    assert (reply["sha256"], reply["revision"]) == (sha256(reply["text"]), 2)

    (promise, *_) = await house.rows(Promise)
    assert promise.due_at is not None
    assert (await house.draft(draft_id)).state is DraftState.SENT
    house.clock.skip(MANY_DAYS)
    asked = await house.sandbox.wait_for(lambda: _asked(house), 20)
    assert promise.what in asked


def _asked(house: House) -> str:
    lines = [
        message["text"]
        for card in house.sandbox.messages("C0CARE")
        for message in house.sandbox.thread("C0CARE", card["ts"])
    ]
    return next((line for line in lines if "Due now" in line), "")
