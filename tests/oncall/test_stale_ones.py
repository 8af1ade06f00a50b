"""A post that was older than a day when it came calls nobody by itself, whatever its source."""

from datetime import timedelta

import pytest

from bot.approval import Approvals
from bot.models import ClockKind, MessageKind, Severity
from bot.oncall import open_clocks
from bot.ports import Done
from bot.store.database import Database
from tests.builders import ANN, CHANNEL, NOON, Team, a_mention, click, plain_check
from tests.oncall.desk import LATER, Desk

YESTERDAY = timedelta(hours=24)
A_MONTH = NOON + timedelta(days=30)


@pytest.fixture
def kind() -> str:
    """The queries are told apart by kind of database elsewhere."""
    return "sqlite"


async def opened(database: Database, age: timedelta | None, severity: Severity) -> Desk:
    """A card for a post of this age, with the clocks that its making starts."""
    posted_at = None if age is None else NOON - age
    desk = await Desk(database).put(mention=a_mention(posted_at=posted_at), severity=severity)
    async with database.writing() as session:
        await open_clocks(session, await desk.draft(), NOON)
    return desk


@pytest.mark.parametrize("source", ["generic", "mastodon", "f5bot"])
async def test_an_older_one_pings_nobody_ever(database: Database, source: str) -> None:
    mention = a_mention(source=source, posted_at=NOON - YESTERDAY - timedelta(seconds=1))
    desk = await Desk(database).put(mention=mention, severity=Severity.CRITICAL)
    async with database.writing() as session:
        await open_clocks(session, await desk.draft(), NOON)

    assert await desk.clocks() == []
    assert await desk.oncall.fire_due(A_MONTH) == 0
    assert await desk.shown(MessageKind.PING, MessageKind.PING_DM) == []


@pytest.mark.parametrize("age", [timedelta(0), YESTERDAY, timedelta(days=-1), None])
async def test_a_fresh_one_and_one_of_unknown_age_call_as_ever(
    database: Database, age: timedelta | None
) -> None:
    desk = await opened(database, age, Severity.HIGH)

    kinds = {ClockKind.PING, ClockKind.OVERDUE, ClockKind.BREACH}
    assert {clock.kind for clock in await desk.clocks()} == kinds
    assert await desk.oncall.fire_due(NOON) == 1


async def test_one_that_grew_old_while_it_waited_here_is_called_for(database: Database) -> None:
    desk = await opened(database, timedelta(hours=23), Severity.NORMAL)

    await desk.oncall.fire_due(LATER + timedelta(days=2))

    assert [one.args["why"] for one in await desk.shown(MessageKind.PING)] == ["overdue"]


async def test_who_calls_for_help_with_an_older_one_is_heard(database: Database) -> None:
    desk = await opened(database, 2 * YESTERDAY, Severity.NORMAL)
    await desk.start(ClockKind.CALL)

    await desk.oncall.fire_due(NOON)

    assert [one.args["why"] for one in await desk.shown(MessageKind.PING)] == ["called"]


async def test_an_older_one_that_is_handed_back_calls_nobody(database: Database) -> None:
    desk = await opened(database, 2 * YESTERDAY, Severity.NORMAL)
    approvals = Approvals(
        database, Team(), plain_check, CHANNEL, undo_window=timedelta(0), new_id=lambda: "a1"
    )
    assert isinstance(await approvals.take(click(desk.draft_id, ANN)), Done)
    assert isinstance(await approvals.release(click(desk.draft_id, ANN)), Done)

    await desk.oncall.fire_due(A_MONTH)

    assert await desk.shown(MessageKind.PING, MessageKind.PING_DM) == []
