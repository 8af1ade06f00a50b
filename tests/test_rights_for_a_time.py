"""Rights for a time and routes in the running service: at every click as things stand then."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.drafting.versions import effective_set, save_set
from bot.models import DraftState, Grant, MessageKind, SlackMessage
from bot.sandbox.cast import BOT_USER
from bot.sandbox.shapes import Json
from tests.builders import ANN, CHANNEL, COLE, MAYA, OLIVE
from tests.house import House, a_house, says
from tests.slack.views import shown

COMPLAINT = "My bag missed the 7:40 and nobody at the desk could tell me where it is."
UNDO_SECONDS = 60
NORTH = "C0OTHER"
ROUTE = f"""
[[route]]
category = "lost"
channel = "{NORTH}"
approvers = ["{OLIVE}"]
"""


@pytest.fixture
async def house(migrated_url: str) -> AsyncIterator[House]:
    """The service, with time to think again."""
    async with a_house(migrated_url, undo_seconds=UNDO_SECONDS) as house:
        yield house


async def give(house: House, until: timedelta) -> None:
    """Olive may approve for so long."""
    async with house.database.writing() as session:
        now = house.clock()
        grant = Grant(id="g1", user=OLIVE, role="approver", until=now + until, given_by=MAYA, given_at=now)
        session.add(grant)


async def note_to(house: House, user: str) -> str:
    notes = await house.sandbox.wait_for(lambda: house.sandbox.ephemerals(user))
    return shown(notes[-1]["blocks"])


async def route(house: House) -> None:
    """From now on lost things go north."""
    policy = (await effective_set(house.database))["policy.toml"]
    await save_set(
        house.database, {"policy.toml": f"{policy}\n{ROUTE}"}, by=MAYA, now=house.clock(), note=None
    )


async def test_a_right_that_ran_out_while_the_card_was_open_stops_the_approval(house: House) -> None:
    draft_id = await house.say("1", COMPLAINT)
    await house.card(draft_id)
    await give(house, timedelta(minutes=5))
    house.clock.skip(301)

    await house.press(OLIVE, draft_id, "draft.approve")

    assert "Only approvers can do this" in await note_to(house, OLIVE)
    assert (await house.draft(draft_id)).state is DraftState.WAITING


async def test_a_right_that_ran_out_before_the_text_went_out_keeps_it_back(house: House) -> None:
    draft_id = await house.say("1", COMPLAINT)
    await house.card(draft_id)
    await give(house, timedelta(seconds=UNDO_SECONDS - 5))
    await house.press(OLIVE, draft_id, "draft.approve")
    await house.card(draft_id, says("Undo"))

    house.clock.skip(UNDO_SECONDS)

    await house.card(draft_id, says("is not an approver any more"))
    assert house.receiver.received == []
    await house.message("right:g1", says("an approver no longer"))


async def test_a_routed_draft_lives_in_its_channel_and_is_for_its_approvers(house: House) -> None:
    house.sandbox.join(BOT_USER, NORTH)
    await route(house)
    draft_id = await house.say("1", COMPLAINT)
    card = await house.card(draft_id, says("Only the approvers of this route"))

    await house.sandbox.click(ANN, NORTH, card["ts"], "draft.approve")
    told = await note_to(house, ANN)
    await house.sandbox.click(OLIVE, NORTH, card["ts"], "draft.approve")
    await house.card(draft_id, says("Undo"))
    house.clock.skip(UNDO_SECONDS)
    await house.card(draft_id, says("see it live"))

    assert OLIVE in told
    assert house.sandbox.messages(CHANNEL) == []
    await house.sandbox.wait_for(lambda: house.sandbox.thread(NORTH, card["ts"]))


async def test_who_is_on_call_is_called_under_the_card(house: House) -> None:
    house.sandbox.join(BOT_USER, NORTH)
    await route(house)
    draft_id = await house.say("1", COMPLAINT)
    card = await house.card(draft_id)

    house.clock.skip(timedelta(days=2).total_seconds())

    def pings() -> list[Json]:
        return [one for one in house.sandbox.thread(NORTH, card["ts"]) if COLE in str(one["blocks"])]

    assert await house.sandbox.wait_for(pings)


async def test_a_card_whose_channel_does_not_take_it_comes_home_with_an_alarm(house: House) -> None:
    await route(house)
    draft_id = await house.say("1", COMPLAINT)

    await house.card(draft_id)

    row = await house.row(f"card:{draft_id}")
    assert row is not None
    assert row.channel == CHANNEL
    (alarm,) = [one for one in await house.rows(SlackMessage) if one.kind is MessageKind.ALARM]
    await house.message(alarm.id, says(NORTH))
