"""A call by direct message: taken, handed over, snoozed, or not worth it; each is answered and counted."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.models import ClockKind, Draft, MessageKind, Page, SlackMessage
from bot.oncall.duty import HANDED_FOR
from bot.sandbox.shapes import Json
from bot.slack.ids import Action, Field
from bot.slack.page_message import rate_words
from bot.store import clocks, pages, slack_messages
from bot.store.pages import Rate
from tests.builders import ANN, COLE, MAYA, NOON, OLIVE, SAM
from tests.slack.stage import Stage
from tests.slack.views import labels, shown


@pytest.fixture
def kind() -> str:
    """The handlers hold no SQL of their own; one kind of database is enough."""
    return "sqlite"


async def call_cole(stage: Stage) -> Json:
    """Cole's direct message about a card."""
    await stage.show_card()
    async with stage.database.writing() as session:
        await pages.add(session, "clock-1", stage.draft_id, COLE, NOON)
        await slack_messages.show(
            session,
            id="ping:clock-1:cole",
            kind=MessageKind.PING_DM,
            audience=COLE,
            now=NOON,
            subject_id=stage.draft_id,
            args={"why": "severity", "severity": 3, "due": None},
        )
    await stage.desk.render_due()
    return stage.sandbox.dms(COLE)[-1]


async def press(stage: Stage, message: Json, action: Action, user: str = COLE) -> None:
    direct = stage.sandbox.workspace.direct(user).id
    await stage.sandbox.click(user, direct, message["ts"], action)


async def draft(stage: Stage) -> Draft:
    async with stage.database.reading() as session:
        return await session.get_one(Draft, stage.draft_id)


async def test_who_is_called_can_say_four_things(stage: Stage) -> None:
    message = await call_cole(stage)
    assert labels(message["blocks"]) == ["I'll take it", "Hand over…", "Snooze…", "Not worth a page"]


async def test_what_was_not_worth_it_is_counted_once_and_the_rate_is_told(stage: Stage) -> None:
    message = await call_cole(stage)
    await press(stage, message, Action.IDLE_PAGE)
    assert "1 of 1 in the last 30 days" in await stage.note_to(COLE)
    async with stage.database.reading() as session:
        assert await pages.rate(session, NOON - timedelta(days=30)) == Rate(1, 1)

    await press(stage, message, Action.IDLE_PAGE)
    await stage.sandbox.wait_for(lambda: stage.sandbox.ephemerals(COLE)[1:])
    assert "have said so already" in await stage.note_to(COLE)


async def hand_to(stage: Stage, whom: str) -> str:
    """Hand the call over; what still stands on the form, if anything."""
    message = await call_cole(stage)
    await press(stage, message, Action.HAND_OVER)
    (form,) = await stage.sandbox.wait_for(lambda: stage.sandbox.views(COLE))
    await stage.sandbox.submit(COLE, form["id"], {Field.WHOM: whom})
    return "".join(shown(one["blocks"]) for one in stage.sandbox.views(COLE))


async def test_a_call_is_handed_over_to_a_colleague(stage: Stage) -> None:
    assert await hand_to(stage, SAM) == ""
    assert "has it for ten minutes" in await stage.note_to(COLE)
    now = await draft(stage)
    assert (now.assignee, now.lease_until) == (SAM, NOON + HANDED_FOR)
    async with stage.database.reading() as session:
        running = await clocks.running(session, stage.draft_id)
        called = (await session.exec(select(Page).where(Page.user == SAM))).all()
        told = (await session.exec(select(SlackMessage).where(SlackMessage.audience == SAM))).all()
    assert [(one.kind, one.due_at) for one in running] == [(ClockKind.LEASE_END, NOON + HANDED_FOR)]
    assert (len(called), [one.args["why"] for one in told]) == (1, ["handed"])


@pytest.mark.parametrize(("whom", "why"), [(COLE, "choose a colleague"), (OLIVE, "not on the support team")])
async def test_it_is_handed_only_to_another_one_of_the_team(stage: Stage, whom: str, why: str) -> None:
    assert why in await hand_to(stage, whom)
    assert (await draft(stage)).assignee is None


async def test_what_a_colleague_holds_is_not_handed_away(stage: Stage) -> None:
    message = await call_cole(stage)
    async with stage.database.writing() as session:
        held = await session.get_one(Draft, stage.draft_id)
        held.assignee, held.taken_at, held.lease_until = ANN, NOON, NOON + timedelta(minutes=30)
        session.add(held)
    await press(stage, message, Action.HAND_OVER)
    (form,) = await stage.sandbox.wait_for(lambda: stage.sandbox.views(COLE))
    await stage.sandbox.submit(COLE, form["id"], {Field.WHOM: MAYA})
    assert "is on it" in "".join(shown(one["blocks"]) for one in stage.sandbox.views(COLE))


async def test_snooze_opens_the_same_form_as_on_the_card(stage: Stage) -> None:
    await press(stage, await call_cole(stage), Action.PAGE_SNOOZE)
    (form,) = await stage.sandbox.wait_for(lambda: stage.sandbox.views(COLE))
    assert "Look at it again" in shown(form["blocks"])


def test_the_rate_of_calls_that_were_not_worth_it_is_said_in_words() -> None:
    assert rate_words(Rate()) == "Nobody was called in the last 30 days."
    assert rate_words(Rate(20, 3)).endswith("people were called 20 times; 3 (15%) were not worth it.")
