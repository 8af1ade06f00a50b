"""Promises that are due, over real Socket Mode: done, or remind me later, and everybody gets an answer."""

import asyncio

import pytest
from sqlmodel import select

from bot.followup import commit
from bot.models import DraftState, Promise
from bot.slack.ids import Action
from bot.store import commitments, drafts
from tests.builders import ANN, CHANNEL, NOON, OLIVE
from tests.slack.stage import Stage
from tests.slack.views import labels, shown


@pytest.fixture
def kind() -> str:
    """The handlers hold no SQL of their own; one kind of database is enough."""
    return "sqlite"


@pytest.fixture
async def ts(stage: Stage) -> str:
    """The line under the card that a promise is due; its timestamp."""
    await stage.show_card(state=DraftState.SENT)
    async with stage.database.writing() as session:
        rows = await drafts.card_rows(session, stage.draft_id)
        assert rows is not None
        await commit(session, rows.draft, rows.revision, NOON)
        promise = (await session.exec(select(Promise))).one()
        await commitments.remind(session, promise, CHANNEL, NOON)
    await stage.desk.render_due()
    (line,) = stage.sandbox.thread(CHANNEL, stage.sandbox.messages(CHANNEL)[0]["ts"])
    return str(line["ts"])


async def press(stage: Stage, ts: str, action: Action) -> str:
    """Press a button of the line; what it says afterwards."""
    rung = asyncio.create_task(stage.desk.bell.wait(10))
    await stage.sandbox.click(ANN, CHANNEL, ts, action)
    async with asyncio.timeout(5):
        await rung
    await stage.desk.render_due()
    line = stage.sandbox.message(CHANNEL, ts)
    assert labels(line["blocks"]) == []
    return shown(line["blocks"])


async def test_a_kept_promise_is_stored_and_the_line_says_by_whom(stage: Stage, ts: str) -> None:
    assert f"<@{ANN}>" in await press(stage, ts, Action.KEPT)

    async with stage.database.reading() as session:
        promise = (await session.exec(select(Promise))).one()
    assert (promise.kept_by, promise.kept_at) == (ANN, NOON)


async def test_a_promise_that_is_put_off_says_until_when(stage: Stage, ts: str) -> None:
    assert "will be asked again" in await press(stage, ts, Action.LATER)


async def test_an_outsider_is_told_that_it_is_not_theirs_to_say(stage: Stage, ts: str) -> None:
    await stage.sandbox.click(OLIVE, CHANNEL, ts, Action.KEPT)

    assert "Only the support team" in await stage.note_to(OLIVE)
