"""Without Socket Mode Slack's requests come in over HTTP, signed, and do the same."""

from bot.models import DraftState
from tests.builders import ANN, OLIVE
from tests.house import a_house, says


async def test_a_click_over_http_is_checked_and_done(sqlite_url: str) -> None:
    async with a_house(sqlite_url, over_http=True) as house:
        sandbox = house.sandbox
        draft_id = await house.say("1", "My bag missed the 7:40 and nobody could tell me where it is.")

        await house.press(OLIVE, draft_id, "draft.approve")
        assert "Only approvers" in (await sandbox.wait_for(lambda: sandbox.ephemerals(OLIVE)))[0]["text"]
        await house.press(ANN, draft_id, "draft.approve")
        await house.card(draft_id, says("Sent"))

        assert (await house.draft(draft_id)).state is DraftState.SENT
