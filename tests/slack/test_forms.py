"""Submitted forms over real Socket Mode: one call each, and what was typed is never lost."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.models import Draft, DraftRevision, DraftState, Reach, Severity
from bot.ports import Refused
from bot.slack import declining, edit_form, editing
from bot.slack.blocks import actions, overflow
from bot.slack.ids import Action, Callback, Field, More, button_value
from bot.store import slack_messages
from tests.builders import ANN, CHANNEL, MAYA, NOON, OLIVE, REPLY, SAM
from tests.slack.stage import Stage
from tests.slack.views import HARD, shown


@pytest.fixture
def kind() -> str:
    """The handlers hold no SQL of their own; one kind of database is enough."""
    return "sqlite"


async def test_a_text_is_edited_and_approved_in_one_act(stage: Stage) -> None:
    await stage.show_card()
    form = await stage.open(Action.EDIT)

    await stage.sandbox.submit(ANN, form["id"], {"reply:1": " my words\n"})

    assert await stage.asked() == ("approve", ANN, 1, ("my words",))
    assert stage.sandbox.views(ANN) == []


async def test_save_only_saves(stage: Stage) -> None:
    await stage.show_card()
    form = await stage.open(Action.EDIT)

    await stage.sandbox.submit(ANN, form["id"], {"reply:1": "my words", Field.THEN: edit_form.SAVE})

    assert await stage.asked() == ("save", ANN, 1, ("my words",))


async def test_who_may_not_approve_sends_it_for_approval(stage: Stage) -> None:
    await stage.show_card()
    form = await stage.open(Action.EDIT, user=SAM)

    await stage.sandbox.submit(SAM, form["id"], {"reply:1": "my words"})

    assert form["submit"]["text"] == "Send for approval"
    assert (await stage.asked())[0] == "offer"


async def test_who_is_not_on_the_team_gets_no_form_but_a_reason(stage: Stage) -> None:
    await stage.show_card()

    await stage.click(Action.EDIT, user=OLIVE)

    assert "Only the support team can do this" in await stage.note_to(OLIVE)
    assert stage.sandbox.views(OLIVE) == []


async def test_a_refused_text_stays_in_the_form_with_the_reason(stage: Stage) -> None:
    await stage.show_card()
    form = await stage.open(Action.EDIT)
    stage.decisions.answer = Refused("The draft has changed since you saw it.", kept="my words")

    await stage.sandbox.submit(ANN, form["id"], {"reply:1": "my words"})

    (again,) = stage.sandbox.views(ANN)
    for told in ("The draft has changed since you saw it.", "my words", REPLY):
        assert told in shown(again["blocks"])


async def test_a_text_for_a_decided_draft_is_given_back_to_copy(stage: Stage) -> None:
    await stage.show_card()
    form = await stage.open(Action.EDIT)
    await _set_state(stage, DraftState.DECLINED)
    stage.decisions.answer = Refused("<@U0MANA> already closed it without a reply.", kept="my words")

    await stage.sandbox.submit(ANN, form["id"], {"reply:1": "my words"})

    (notice,) = stage.sandbox.views(ANN)
    assert notice["callback_id"] == Callback.NOTICE
    assert "my words" in shown(notice["blocks"])


async def test_an_empty_reply_is_refused_at_the_input(stage: Stage) -> None:
    await stage.show_card()
    form = await stage.open(Action.EDIT)

    errors = await stage.sandbox.submit(ANN, form["id"], {"reply:1": " \n "})

    assert errors == {"reply:1": editing.EMPTY}


async def test_editing_what_was_decided_meanwhile_is_not_offered(stage: Stage) -> None:
    await stage.show_card()
    await _set_state(stage, DraftState.DECLINED)

    form = await stage.open(Action.EDIT)

    assert "This has moved on: No reply" in shown(form["blocks"])


@pytest.mark.parametrize("wish", ["shorter", "warmer", "formal", "calm", "brief", "template"])
async def test_another_draft_is_asked_for_with_a_wish(stage: Stage, wish: str) -> None:
    await stage.show_card()
    form = await stage.open_in_more(Action.REWORD)

    await stage.sandbox.submit(ANN, form["id"], {Field.WISH: wish})

    assert await stage.asked() == ("redraft", ANN, 1, (wish,))


async def test_own_words_say_what_another_draft_should_be(stage: Stage) -> None:
    await stage.show_card()
    form = await stage.open_in_more(Action.REWORD)

    await stage.sandbox.submit(ANN, form["id"], {Field.WORDS: " name the train \n"})

    assert await stage.asked() == ("redraft", ANN, 1, ("name the train",))


async def test_just_other_words_is_no_wish(stage: Stage) -> None:
    await stage.show_card()
    form = await stage.open_in_more(Action.REWORD)

    await stage.sandbox.submit(ANN, form["id"])

    assert await stage.asked() == ("redraft", ANN, 1, (None,))


async def test_a_manager_gives_a_reason_to_send_against_a_rule(stage: Stage) -> None:
    await stage.show_card()
    await _find(stage, "R1")
    await stage.desk.render_due()
    form = await stage.open(Action.EDIT, user=MAYA)

    await stage.sandbox.submit(MAYA, form["id"], {Field.BECAUSE: "a known case"})

    assert await stage.asked() == ("offer", MAYA, 1, (REPLY, "a known case"))


@pytest.mark.parametrize(("user", "rule"), [(ANN, "R1"), (MAYA, "R12")])
async def test_nobody_else_and_no_safety_rule_gets_that_question(stage: Stage, user: str, rule: str) -> None:
    await stage.show_card()
    await _find(stage, rule)
    await stage.desk.render_due()

    form = await stage.open(Action.EDIT, user=user)

    assert "Send anyway" not in shown(form["blocks"])


async def test_a_sensitive_draft_can_be_approved_from_the_form_by_a_manager_only(stage: Stage) -> None:
    await stage.show_card(severity=Severity.CRITICAL)

    labels = [(await stage.open(Action.EDIT, user=user))["submit"]["text"] for user in (ANN, MAYA)]

    assert labels == ["Send for approval", "Approve and post"]


async def test_no_reply_needs_a_reason(stage: Stage) -> None:
    await stage.show_card()
    form = await stage.open(Action.MORE, choice="decline")

    await stage.sandbox.submit(ANN, form["id"], {Field.REASON: "1", Field.WORDS: "baiting us"})

    assert await stage.asked() == ("decline", ANN, 1, ("Troll or bait: baiting us",))


async def test_another_reason_needs_words(stage: Stage) -> None:
    await stage.show_card()
    form = await stage.open(Action.MORE, choice="decline")

    errors = await stage.sandbox.submit(ANN, form["id"], {Field.REASON: "5"})

    assert errors == {Field.WORDS: declining.TELL_WHY}


async def test_i_posted_it_takes_a_link_or_none(stage: Stage) -> None:
    await stage.show_card(state=DraftState.HANDED_OFF, reach=Reach.HAND_OFF)
    form = await stage.open(Action.POSTED)

    await stage.sandbox.submit(ANN, form["id"])

    assert await stage.asked() == ("confirm_posted", ANN, 1, (None,))


async def test_a_refused_link_is_mended_in_the_form(stage: Stage) -> None:
    await stage.show_card(state=DraftState.HANDED_OFF, reach=Reach.HAND_OFF)
    form = await stage.open(Action.POSTED)
    stage.decisions.answer = Refused("That link is not of this network.", kept="http://a")

    errors = await stage.sandbox.submit(ANN, form["id"], {Field.LINK: "http://a"})

    assert errors == {Field.LINK: "That link is not of this network."}


async def test_it_is_there_settles_with_the_link(stage: Stage) -> None:
    await stage.show_card(state=DraftState.UNKNOWN)
    form = await stage.open(Action.SETTLE_THERE)

    await stage.sandbox.submit(ANN, form["id"], {Field.LINK: "https://x.com/acme/status/2"})

    assert await stage.asked() == ("settle", ANN, 1, (True, "https://x.com/acme/status/2"))


async def test_going_alone_needs_a_reason_and_takes_it_along(stage: Stage) -> None:
    long_ago = NOON - timedelta(minutes=20)
    await stage.show_card(state=DraftState.SECOND, first_approver=ANN, first_approved_at=long_ago)
    form = await stage.open(Action.ALONE, user=MAYA)

    errors = await stage.sandbox.submit(MAYA, form["id"], {Field.WORDS: " "})
    await stage.sandbox.submit(MAYA, form["id"], {Field.WORDS: "Sam has left for today"})

    assert errors == {Field.WORDS: "Please say why in a few words."}
    assert await stage.asked() == ("publish_alone", MAYA, 1, ("Sam has left for today",))


async def test_a_menu_of_an_older_card_still_opens_the_form_for_another_draft(stage: Stage) -> None:
    await stage.show_card()
    menu = overflow(Action.MORE, [("Own words…", button_value(stage.draft_id, 1, More.REWORD))])
    old = await stage.client.chat_postMessage(channel=CHANNEL, text="old", blocks=actions("old", [menu]))

    await stage.sandbox.click(ANN, CHANNEL, old["ts"], Action.MORE, menu["options"][0]["value"])

    (form,) = await stage.sandbox.wait_for(lambda: stage.sandbox.views(ANN))
    assert form["callback_id"] == Callback.REWORD


async def _find(stage: Stage, rule: str) -> None:
    """Let checking have found something hard in the text on the card."""
    async with stage.database.writing() as session:
        revision = await session.get_one(DraftRevision, (stage.draft_id, 1))
        revision.findings = [vars(replace(HARD, rule=rule))]
        await slack_messages.touch_card(session, stage.draft_id, NOON)


async def _set_state(stage: Stage, state: DraftState) -> None:
    async with stage.database.writing() as session:
        draft = await session.get_one(Draft, stage.draft_id)
        draft.state = state
