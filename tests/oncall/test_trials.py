"""A test of our own calls nobody, whatever happens to it."""

from datetime import timedelta

import pytest

from bot.approval import Approvals
from bot.models import ClockKind, Severity
from bot.ports import Done, Refused
from bot.rehearsals import PUBLISHER, TRIAL
from bot.store.database import Database
from tests.builders import ANN, CHANNEL, NOON, Team, a_mention, click, plain_check
from tests.oncall.desk import Desk

A_DAY = NOON + timedelta(days=1)


@pytest.fixture
def kind() -> str:
    """The queries are told apart by kind of database elsewhere."""
    return "sqlite"


async def a_trial(database: Database) -> tuple[Desk, Approvals]:
    """The card of a test, however grave it looks, with its clocks."""
    mention = a_mention(f"{TRIAL}j1")
    desk = await Desk(database).put(mention=mention, severity=Severity.CRITICAL, publisher=PUBLISHER)
    await desk.open()
    return desk, Approvals(database, Team(), plain_check, CHANNEL, timedelta(0), lambda: "a1")


async def test_nobody_is_called_when_it_comes_or_is_late(database: Database) -> None:
    desk, _approvals = await a_trial(database)

    assert await desk.clocks() == []


async def test_nobody_is_called_when_who_took_it_leaves_it(database: Database) -> None:
    desk, approvals = await a_trial(database)
    assert isinstance(await approvals.take(click(desk.draft_id, ANN)), Done)

    await desk.pass_time(A_DAY)

    assert (await desk.draft()).assignee is None
    assert await desk.records("pinged") == []


async def test_asking_for_help_with_it_is_refused_in_words(database: Database) -> None:
    desk, approvals = await a_trial(database)

    answer = await approvals.escalate(click(desk.draft_id, ANN), "Just to see")

    assert isinstance(answer, Refused)
    assert answer.why == "This is a test, and a test calls nobody. Nothing was changed."
    assert [one for one in await desk.clocks() if one.kind is ClockKind.CALL] == []
