"""Invariant 7: Slack is a view.

The database is the truth. What somebody deletes in Slack, what got lost on the way, and what happened while
Amends was away stands there again by itself.
"""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.store import slack_messages
from tests.builders import ANN, CHANNEL
from tests.house import House, says

COMPLAINT = "My bag missed the 7:40 and nobody at the desk could tell me where it is."


pytestmark = pytest.mark.asyncio(loop_scope="module")


async def delete(house: House, ts: str) -> None:
    """Somebody deletes a message in Slack."""
    client = AsyncWebClient(house.sandbox.bot_token, base_url=house.sandbox.api_url)
    await client.chat_delete(channel=CHANNEL, ts=ts)


async def touch(house: House, draft_id: str) -> None:
    """The card has something new to show."""
    async with house.database.writing() as session:
        await slack_messages.touch_card(session, draft_id, house.clock())


async def test_a_deleted_card_stands_there_again_and_works(house: House) -> None:
    draft_id = await house.say("deleted", COMPLAINT)
    first = await house.card(draft_id)
    await delete(house, first["ts"])

    await touch(house, draft_id)
    second = await house.card(draft_id)

    assert second["ts"] != first["ts"]
    await house.press(ANN, draft_id, "draft.approve")
    await house.card(draft_id, says("see it live"))


async def test_what_happened_while_amends_was_away_is_shown_after_the_start(house: House) -> None:
    draft_id = await house.say("away", COMPLAINT)
    await house.card(draft_id)
    await house.stop()
    row = await house.row(f"card:{draft_id}")
    assert row is not None
    await delete(house, str(row.ts))
    await touch(house, draft_id)

    await house.start()

    await house.card(draft_id, says("nobody at the desk"))


async def test_calls_that_slack_did_not_answer_are_made_good(house: House) -> None:
    house.sandbox.fail("chat.postMessage", drop=True, times=2)
    house.sandbox.fail("chat.update", status=500, times=2)

    draft_id = await house.say("lost", COMPLAINT)
    await house.card(draft_id, says("nobody at the desk"))
    await house.press(ANN, draft_id, "draft.take")

    await house.card(draft_id, says(ANN))


async def test_the_same_rows_make_the_same_card(house: House) -> None:
    draft_id = await house.say("same", COMPLAINT)
    first = await house.card(draft_id)

    await touch(house, draft_id)
    second = await house.card(draft_id)

    assert second["ts"] == first["ts"]
    assert (second["text"], says("nobody at the desk")(second)) == (first["text"], True)
