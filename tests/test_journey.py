"""The whole way of one mention, from the webhook to the link on its card."""

import json
from collections.abc import AsyncIterator

import pytest

from bot import audit
from bot.models import DraftState, Mention, Outcome
from bot.text import sha256
from tests.builders import ANN, SAM
from tests.house import House, a_house, says

UNDO_SECONDS = 30
COMPLAINT = "My bag missed the 7:40 and nobody at the desk could tell me where it is."
EDITED = (
    "Jo, I'm sorry your bag missed the 7:40 and that nobody could tell you where it is. "
    "I am asking the depot now and will write to you here."
)


@pytest.fixture
async def house(database_url: str) -> AsyncIterator[House]:
    """The service, with time to think again."""
    async with a_house(database_url, undo_seconds=UNDO_SECONDS) as house:
        yield house


async def test_a_mention_becomes_one_published_reply_and_every_step_is_on_record(house: House) -> None:
    draft_id = await house.say("1", COMPLAINT, author={"id": "77", "handle": "jo", "name": "Jo Park"})
    await house.card(draft_id, says("nobody at the desk"))

    await house.press(ANN, draft_id, "draft.take")
    await house.card(draft_id, says(ANN))

    await house.press(ANN, draft_id, "draft.edit")
    (form,) = await house.sandbox.wait_for(lambda: house.sandbox.views(ANN))
    assert not await house.sandbox.submit(ANN, form["id"], {"reply:1": EDITED, "then": "save"})
    await house.card(draft_id, says(EDITED))

    await house.press(ANN, draft_id, "draft.approve")
    await house.card(draft_id, says("Undo"))
    await house.press(SAM, draft_id, "draft.undo")
    await house.card(draft_id, says("Another draft"))
    assert house.receiver.received == []

    await house.press(SAM, draft_id, "draft.approve")
    await house.card(draft_id, says("Undo"))
    house.clock.skip(UNDO_SECONDS)
    await house.card(draft_id, says("see it live"))

    (published,) = house.receiver.received
    reply = json.loads(published.body)["data"]["reply"]
    assert (reply["text"], reply["sha256"], reply["approved_by"]) == (EDITED, sha256(EDITED), [SAM])
    assert (await house.draft(draft_id)).state is DraftState.SENT
    (mention,) = await house.rows(Mention)
    assert mention.outcome is Outcome.PUBLISHED
    async with house.database.reading() as session:
        assert (await audit.verify(session)).faults == []
