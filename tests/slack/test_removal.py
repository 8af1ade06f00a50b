"""Taking a public reply down in Slack: the form, who may, and what card and thread say."""

import pytest

from bot.models import DraftState
from bot.slack.blocks import actions, overflow
from bot.slack.cards import render_card
from bot.slack.ids import Action, Field, More, button_value
from tests.builders import ANN, CHANNEL, NOON, SAM
from tests.slack.stage import Stage
from tests.slack.views import a_view, labels, shown


@pytest.fixture
def kind() -> str:
    """The store is told apart elsewhere."""
    return "sqlite"


async def press_the_menu(stage: Stage, user: str) -> None:
    """As on the card of a reply that its network lets us take down."""
    await stage.show_card(state=DraftState.SENT)
    down = button_value(stage.draft_id, 1, More.REMOVE)
    menu = overflow(Action.MORE, [("Take it down…", down)])
    posted = await stage.client.chat_postMessage(channel=CHANNEL, text="sent", blocks=actions("sent", [menu]))
    await stage.sandbox.click(user, CHANNEL, str(posted["ts"]), Action.MORE, down)


async def test_a_reply_is_taken_down_in_sight_of_all(stage: Stage) -> None:
    await press_the_menu(stage, ANN)
    form = (await stage.sandbox.wait_for(lambda: stage.sandbox.views(ANN)))[-1]
    assert "deleted on X" in shown(form["blocks"])

    await stage.sandbox.submit(ANN, form["id"], {Field.REASON: "Wrong train", Field.THEN: "correct"})

    assert await stage.asked() == ("remove", ANN, 1, ("Wrong train", True))


async def test_who_may_not_approve_sees_no_form(stage: Stage) -> None:
    await press_the_menu(stage, SAM)

    assert "Only approvers can do this" in await stage.note_to(SAM)


def test_only_what_can_be_taken_down_offers_it() -> None:
    assert labels(render_card(a_view(DraftState.SENT, can_remove=True), NOON).blocks)[0] == "Take it down…"
    assert labels(render_card(a_view(DraftState.SENT), NOON).blocks) == ["History…"]


def test_a_card_says_who_has_it_taken_down_and_what_went_wrong() -> None:
    under_way = render_card(a_view(DraftState.SENT, removal_by=SAM), NOON)
    assert f"<@{SAM}> has it taken down now" in shown(under_way.blocks)
    failed = render_card(a_view(DraftState.SENT, draft_problem="It is still public."), NOON)
    assert "It is still public." in shown(failed.blocks)


def test_a_reply_that_is_gone_says_why_and_can_be_answered_anew() -> None:
    card = render_card(a_view(DraftState.REMOVED, draft_problem="A moderator took it away."), NOON)
    assert "not public any more" in shown(card.blocks)
    assert "A moderator took it away." in shown(card.blocks)
    assert labels(card.blocks) == ["Reopen", "History…"]


@pytest.mark.parametrize("state", [DraftState.SCHEDULED, DraftState.SENDING])
def test_a_card_says_that_its_text_should_have_been_out(state: DraftState) -> None:
    late = render_card(a_view(state, out_by=NOON), NOON)
    assert "should have been out" in shown(late.blocks)
    in_time = render_card(a_view(state, out_by=NOON.replace(hour=23)), NOON)
    assert "should have been out" not in shown(in_time.blocks)
