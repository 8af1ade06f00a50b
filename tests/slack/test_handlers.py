"""Clicks over real Socket Mode: each reaches its one call, and everybody gets an answer."""

import asyncio

import pytest

from bot.models import DraftState
from bot.ports import Done, Refused
from bot.sandbox.shapes import Json
from bot.slack import commands, handlers
from bot.slack.ids import Action, More
from bot.store import slack_messages
from bot.store.drafts import as_revision
from tests.builders import ANN, CHANNEL, NOON, OLIVE, SAM, written
from tests.slack.stage import Stage
from tests.slack.views import shown

GUEST = "U0GUEST"


@pytest.fixture
def kind() -> str:
    """The handlers hold no SQL of their own; one kind of database is enough."""
    return "sqlite"


@pytest.mark.parametrize(
    ("action", "state", "act", "more"),
    [
        (Action.APPROVE, DraftState.WAITING, "approve", (None,)),
        (Action.REDRAFT, DraftState.WAITING, "redraft", (None,)),
        (Action.TAKE, DraftState.WAITING, "take", ()),
        (Action.UNDO, DraftState.SCHEDULED, "undo", ()),
        (Action.RETRY, DraftState.FAILED, "retry", ()),
        (Action.LOOK_AGAIN, DraftState.UNKNOWN, "look_again", ()),
        (Action.SETTLE_NOT_THERE, DraftState.UNKNOWN, "settle", (False, None)),
    ],
)
async def test_a_button_makes_its_one_call(
    stage: Stage, action: Action, state: DraftState, act: str, more: tuple[object, ...]
) -> None:
    await stage.show_card(state=state)

    await stage.click(action)

    assert await stage.asked() == (act, ANN, 1, more)


async def test_what_was_declined_is_reopened_from_its_menu(stage: Stage) -> None:
    await stage.show_card(state=DraftState.DECLINED)

    await stage.click(Action.MORE, choice=More.REOPEN)

    assert await stage.asked() == ("reopen", ANN, 1, ())


async def test_the_history_of_what_was_declined_is_in_its_menu(stage: Stage) -> None:
    await stage.show_card(state=DraftState.DECLINED)

    form = await stage.open(Action.MORE, choice=More.HISTORY)

    assert form["title"]["text"] == "History"


async def test_reopen_on_an_older_card_still_makes_its_call(stage: Stage) -> None:
    await stage.show_card(state=DraftState.DECLINED)
    ts = await _post_button(stage, Action.REOPEN.value, f"{stage.draft_id}:1")

    await stage.sandbox.click(ANN, CHANNEL, ts, Action.REOPEN.value)

    assert await stage.asked() == ("reopen", ANN, 1, ())


async def test_release_in_the_menu_makes_its_one_call(stage: Stage) -> None:
    await stage.show_card(assignee=SAM, taken_at=NOON)

    more = await stage.open(Action.MORE, choice="details")
    await stage.sandbox.click_in_view(ANN, more["id"], Action.RELEASE)

    assert await stage.asked() == ("release", ANN, 1, ())


@pytest.mark.parametrize("wish", ["shorter", "warmer", "formal"])
async def test_a_wish_from_a_menu_of_an_older_card_still_makes_its_call(stage: Stage, wish: str) -> None:
    await stage.show_card()
    menu = {"text": {"type": "plain_text", "text": wish}, "value": f"{stage.draft_id}:1:{wish}"}
    ts = await _post(stage, {"type": "overflow", "action_id": Action.MORE.value, "options": [menu]})

    await stage.sandbox.click(ANN, CHANNEL, ts, Action.MORE.value, menu["value"])

    assert await stage.asked() == ("redraft", ANN, 1, (wish,))


async def test_an_ai_draft_that_came_late_is_shown_in_one_click(stage: Stage) -> None:
    await stage.show_card(late_revision=2)
    async with stage.database.writing() as session:
        session.add(as_revision(stage.draft_id, 2, written("Jo, we look for it.", "llm"), NOON))
        await slack_messages.touch_card(session, stage.draft_id, NOON)
    await stage.desk.render_due()

    await stage.click(Action.SHOW_AI)

    assert await stage.asked() == ("show_ai", ANN, 1, ())


@pytest.mark.parametrize(("action", "wish"), [(Action.TO_TEMPLATE, "template"), (Action.TO_AI, "ai")])
async def test_the_words_of_template_and_ai_take_turns_in_one_click(
    stage: Stage, action: Action, wish: str
) -> None:
    await stage.show_card()
    ts = await _post_button(stage, action.value, f"{stage.draft_id}:1")

    await stage.sandbox.click(ANN, CHANNEL, ts, action.value)

    assert await stage.asked() == ("redraft", ANN, 1, (wish,))


async def test_an_approval_starts_its_publication(stage: Stage) -> None:
    await stage.show_card()
    stage.decisions.answer = Done(start="publish", work_id="a1")

    await stage.click(Action.APPROVE)

    assert await stage.sandbox.wait_for(lambda: stage.flow.started) == [("publish", "a1")]


async def test_asking_for_another_draft_starts_it(stage: Stage) -> None:
    await stage.show_card()
    stage.decisions.answer = Done(start="draft", work_id="d1")

    await stage.click(Action.REDRAFT)

    assert await stage.sandbox.wait_for(lambda: stage.flow.started) == [("draft", "d1")]


async def test_a_click_that_changed_something_wakes_the_desk(stage: Stage) -> None:
    await stage.show_card()
    waiting = asyncio.create_task(stage.desk.bell.wait(10))

    await stage.click(Action.TAKE)

    async with asyncio.timeout(5):
        await waiting


async def test_a_refused_person_alone_is_told_why(stage: Stage) -> None:
    await stage.show_card()
    stage.decisions.answer = Refused("Only approvers can do this. Ask <@U0MANA>.")

    await stage.click(Action.APPROVE, user=OLIVE)

    assert "Only approvers can do this. Ask \n<@U0MANA>" in await stage.note_to(OLIVE)
    assert len(stage.sandbox.messages(CHANNEL)) == 1


async def test_what_the_card_does_not_tell_is_said(stage: Stage) -> None:
    await stage.show_card()
    stage.decisions.answer = Done(say="A card is on its way.")

    await stage.click(Action.TAKE)

    assert "A card is on its way." in await stage.note_to(ANN)


async def test_a_double_click_is_two_calls_and_the_second_is_answered(stage: Stage) -> None:
    await stage.show_card()
    await stage.click(Action.APPROVE)
    await stage.sandbox.wait_for(lambda: stage.decisions.asked)
    stage.decisions.answer = Refused("<@U0ANN> already approved it.")

    await stage.click(Action.APPROVE)

    assert "already approved it" in await stage.note_to(ANN)


async def test_a_button_of_an_unknown_kind_is_answered(stage: Stage) -> None:
    ts = await _post_button(stage, "draft.from_the_future", "d1:1")

    await stage.sandbox.click(ANN, CHANNEL, ts, "draft.from_the_future")

    assert "cannot read any more" in await stage.note_to(ANN)


@pytest.mark.parametrize("action", [Action.APPROVE, Action.EDIT, Action.POSTED])
async def test_a_button_with_a_strange_value_changes_nothing_and_is_answered(
    stage: Stage, action: Action
) -> None:
    ts = await _post_button(stage, action.value, "what?")

    await stage.sandbox.click(ANN, CHANNEL, ts, action.value)

    assert "cannot read any more" in await stage.note_to(ANN)
    assert stage.decisions.asked == []


async def test_a_fault_of_ours_is_told_to_the_person(stage: Stage) -> None:
    await stage.show_card()
    stage.decisions.answer = None  # type: ignore[assignment]

    await stage.click(Action.APPROVE)

    assert "Something went wrong inside Amends" in await stage.note_to(ANN)


async def test_next_leads_to_the_most_urgent_card(stage: Stage) -> None:
    await stage.show_card()

    await stage.sandbox.slash(ANN, CHANNEL, "next")

    (view,) = await stage.sandbox.wait_for(lambda: stage.sandbox.views(ANN))
    assert f"{stage.sandbox.url}/archives/{CHANNEL}/p" in str(view["blocks"])


async def test_next_says_when_nothing_waits(stage: Stage) -> None:
    await stage.sandbox.slash(ANN, CHANNEL, "next")

    (view,) = await stage.sandbox.wait_for(lambda: stage.sandbox.views(ANN))
    assert "The queue is empty" in str(view["blocks"])


@pytest.mark.parametrize("text", ["", "help", "<!channel>"])
async def test_anything_else_gives_help(stage: Stage, text: str) -> None:
    await stage.sandbox.slash(ANN, CHANNEL, text)

    assert "works through the queue" in await stage.note_to(ANN)


async def test_guests_are_told_that_it_is_not_for_them(stage: Stage) -> None:
    await stage.sandbox.slash(GUEST, CHANNEL, "next")

    assert commands.NOT_STAFF in await stage.note_to(GUEST)


async def test_home_shows_how_the_queue_stands(stage: Stage) -> None:
    await stage.show_card(assignee=ANN)

    await stage.sandbox.open_home(ANN)

    home = await stage.sandbox.wait_for(lambda: stage.sandbox.home(ANN))
    words = shown(home)
    for told in ("*1* open · *1* yours · *0* past their time", "<@U0CALL>", "You may approve."):
        assert told in words


async def test_a_click_from_another_workspace_changes_nothing_and_is_answered(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await stage.show_card()
    monkeypatch.setattr("bot.sandbox.payloads.TEAM_ID", "T0ELSE")

    await stage.click(Action.APPROVE)

    assert handlers.ELSEWHERE in await stage.note_to(ANN)
    assert stage.decisions.asked == []


async def _post_button(stage: Stage, action_id: str, value: str) -> str:
    label = {"type": "plain_text", "text": "?"}
    return await _post(stage, {"type": "button", "action_id": action_id, "value": value, "text": label})


async def _post(stage: Stage, element: Json) -> str:
    blocks = [{"type": "actions", "elements": [element]}]
    answer = await stage.client.chat_postMessage(channel=CHANNEL, text="?", blocks=blocks)
    return str(answer["ts"])
