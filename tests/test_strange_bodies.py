"""Bodies of every odd shape, over both transports: no effect on any row, no fault, and Slack is answered."""

import asyncio
import logging
import random
from collections.abc import AsyncIterator, Iterator, Sequence

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel

from bot.sandbox.shapes import NoAnswer
from bot.slack.ids import Action, button_value
from tests.builders import ANN, CHANNEL, SAM
from tests.house import PATIENCE_SECONDS, House, a_house, says
from tests.slack.strange import Sent, foreign, press, size_of, strange, unknown

SHORT = {"socket": 210, "http": 70}
"""Each run of the suite takes others of all of them."""
TOGETHER = 16
SPEED = 20.0
"""So that the desk's own pacing of notes to people holds nobody up for long."""
ALL = 10_000
"""There are more than this."""
MOVING = {
    "budget",
    "audit_seal",
    "clock",
    "slack_message",
    "marker",
    "incident_memory",
    "source_hour",
    "page",
    "climb",
}
"""Tables that move by themselves as time goes by: clocks ring, people are called, calls are counted."""


@pytest.fixture(params=["socket", "http"])
async def house(request: pytest.FixtureRequest, sqlite_url: str) -> AsyncIterator[House]:
    """The service, by either transport."""
    async with a_house(sqlite_url, SPEED, over_http=request.param == "http") as house:
        yield house


async def rows(house: House) -> dict[str, list[str]]:
    """What people can change; the record of refusals and of the service's own acts is left out."""
    found = {}
    async with house.database.reading() as session:
        for table in SQLModel.metadata.sorted_tables:
            if table.name not in MOVING:
                lines = await (await session.connection()).execute(select(table))
                found[table.name] = sorted(str(line) for line in lines if not _is_aside(str(line)))
    return found


def batched(bodies: Sequence[Sent], size: int) -> Iterator[Sequence[Sent]]:
    for at in range(0, len(bodies), size):
        yield bodies[at : at + size]


def _is_aside(line: str) -> bool:
    return "'refused'" in line or "'amends'" in line


async def is_acknowledged(house: House, sent: Sent) -> bool:
    try:
        await house.sandbox.hand_over(*sent)
    except NoAnswer:
        return False
    return True


async def nothing_happens(house: House, bodies: list[Sent], caplog: pytest.LogCaptureFixture) -> None:
    """Hand them all over, then see that rows, log and answers are as they should be."""
    before = await rows(house)
    with caplog.at_level(logging.INFO):
        unanswered = []
        for some in batched(bodies, TOGETHER):
            answers = await asyncio.gather(*(is_acknowledged(house, sent) for sent in some))
            unanswered += [sent for sent, was in zip(some, answers, strict=True) if not was]
        await has_caught_up(house)
    faults = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert [f"{record.getMessage()} {record.exc_info}" for record in faults] == []
    after = await rows(house)
    assert {
        name: set(after[name]) ^ set(before[name]) for name in before if after[name] != before[name]
    } == {}
    assert unanswered == []


async def has_caught_up(house: House) -> None:
    """What came before was dealt with when a true command is answered."""
    told = len(house.sandbox.ephemerals(SAM))
    await house.sandbox.slash(SAM, CHANNEL, "help")
    await house.sandbox.wait_for(lambda: len(house.sandbox.ephemerals(SAM)) > told, PATIENCE_SECONDS)


async def a_card(house: House) -> str:
    draft_id = await house.say("1", "My bag missed the 7:40 and nobody could tell me where it is.")
    await house.card(draft_id)
    return draft_id


async def test_a_share_of_all_strange_bodies_has_no_effect(
    house: House, request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> None:
    draft_id, many = await a_card(house), SHORT[request.node.callspec.params["house"]]
    some = [make() for make in random.sample(strange(draft_id), many)]

    assert size_of(some) > many * 0.96  # some of them are the same body by chance
    await nothing_happens(house, some, caplog)


async def test_what_would_be_done_for_others_or_with_other_values_is_not_done(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    draft_id = await a_card(house)

    await nothing_happens(house, [*unknown(), *foreign(draft_id)], caplog)


@pytest.mark.slow
@pytest.mark.timeout(3_600)
async def test_no_strange_body_at_all_has_an_effect(house: House, caplog: pytest.LogCaptureFixture) -> None:
    draft_id = await a_card(house)
    everything = [make() for make in strange(draft_id)]

    assert size_of(everything) > ALL
    await nothing_happens(house, everything, caplog)


async def test_the_same_press_as_it_should_be_is_done(house: House) -> None:
    draft_id = await a_card(house)

    await house.sandbox.hand_over("interactive", press(ANN, Action.TAKE.value, button_value(draft_id, 1)))

    await house.card(draft_id, says("on it"))
    assert (await house.draft(draft_id)).assignee == ANN
