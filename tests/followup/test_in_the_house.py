"""A promise's whole way: found at approval, kept with its clock, told when it is due, and answered."""

from collections.abc import AsyncIterator

import pytest

from bot.models import MessageKind, Promise, SlackMessage
from tests.builders import ANN, CHANNEL, SAM
from tests.drafting.desk import until
from tests.house import House, a_house, says

COMPLAINT = "My bag missed the 7:40 and nobody at the desk could tell me where it is."
REPLY = (
    "I'm sorry your bag missed the 7:40 and that nobody at the desk could tell you where it is. "
    "I'll call the depot within 2 hours."
)


@pytest.fixture
async def house(migrated_url: str) -> AsyncIterator[House]:
    """The service, publishing at once."""
    async with a_house(migrated_url) as house:
        yield house


async def test_what_a_person_promises_is_theirs_until_they_have_kept_it(house: House) -> None:
    draft_id = await house.say("1", COMPLAINT)
    await house.press(ANN, draft_id, "draft.edit")
    (form,) = await house.sandbox.wait_for(lambda: house.sandbox.views(ANN))
    assert not await house.sandbox.submit(ANN, form["id"], {"reply:1": REPLY})
    await house.card(draft_id, says("see it live"))
    (note,) = await house.sandbox.wait_for(lambda: house.sandbox.ephemerals(ANN))
    assert says("to call the depot (within 2 hours)")(note)

    (promise,) = await house.rows(Promise)
    assert (promise.owner, promise.what) == (ANN, "call the depot")
    house.clock.skip(2 * 60 * 60)
    line = await due_line(house)
    told = await house.message(line.id, says("Done"))
    await house.sandbox.click(SAM, CHANNEL, told["ts"], "commitment.done")

    await house.message(line.id, says(SAM))
    (promise,) = await house.rows(Promise)
    assert promise.kept_by == SAM


async def due_line(house: House) -> SlackMessage:
    """The reminder, once its clock has rung."""

    async def lines() -> list[SlackMessage]:
        return [row for row in await house.rows(SlackMessage) if row.kind == MessageKind.COMMITMENT_DUE]

    async def is_there() -> bool:
        return bool(await lines())

    await until(is_there)
    return (await lines())[0]
