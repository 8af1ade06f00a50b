"""What people see in modals, and that their words come back."""

from bot.models import DraftState, Reach
from bot.slack import modals, words
from bot.slack.declining import decline_modal
from bot.slack.edit_form import edit_modal
from bot.slack.ids import Callback, Field
from bot.slack.origin import Origin
from tests.builders import CHANNEL, REPLY
from tests.slack.views import HARD, a_view, by_hand, shown

ORIGIN = Origin("d1", 1, CHANNEL)


def test_the_edit_form_holds_the_draft_and_says_what_it_answers() -> None:
    form = edit_modal(a_view(), ORIGIN, may_approve=True)

    assert REPLY in shown(form)
    assert "My bag missed the 7:40" in shown(form)
    assert "At most 280 characters, as X counts." in shown(form)


def test_an_approver_approves_from_the_form_or_only_saves() -> None:
    form = edit_modal(a_view(), ORIGIN, may_approve=True)

    assert form["submit"]["text"] == "Approve and post"
    assert "Save only" in shown(form)


def test_on_a_hand_off_the_form_approves_the_text() -> None:
    assert edit_modal(by_hand(), ORIGIN, may_approve=True)["submit"]["text"] == "Approve text"


def test_without_the_right_the_form_sends_for_approval_or_only_saves() -> None:
    form = edit_modal(a_view(), ORIGIN, may_approve=False)

    assert form["submit"]["text"] == "Send for approval"
    assert "Save only" in shown(form)
    assert "Approve" not in shown(form)


def test_where_nothing_can_be_sent_the_form_only_saves() -> None:
    form = edit_modal(a_view(draft_reach=Reach.NEVER), ORIGIN, may_approve=True)

    assert form["submit"]["text"] == "Save"


def test_with_hard_findings_the_form_says_what_to_mend_before_it_is_approved() -> None:
    form = edit_modal(a_view(findings=[HARD]), ORIGIN, may_approve=True)

    assert form["submit"]["text"] == "Approve and post"
    assert "It promises too much" in shown(form)


def test_a_refused_text_is_given_back_with_the_reason_and_the_text_on_the_card() -> None:
    form = edit_modal(a_view(), ORIGIN, may_approve=True, typed="my words", notice="It has changed.")

    for told in ("my words", "It has changed.", REPLY):
        assert told in shown(form)


def test_a_text_too_long_for_a_form_is_not_cut_but_shown_to_copy() -> None:
    form = edit_modal(a_view(text="x" * 3_001), ORIGIN, may_approve=True)

    assert form["callback_id"] == Callback.NOTICE
    assert shown(form).replace("\n", "").count("x" * 201) == 3_001 // 201


def test_a_new_revision_has_a_new_input_so_that_slack_forgets_the_old_text() -> None:
    ids = [_input_id(edit_modal(a_view(draft_revision=n), ORIGIN, may_approve=True)) for n in (1, 2)]

    assert ids[0] != ids[1]


def test_saying_no_asks_for_one_of_the_reasons() -> None:
    form = decline_modal(a_view(), ORIGIN)

    for reason in words.DECLINE_REASONS:
        assert reason in shown(form)


def test_the_link_to_a_reply_is_optional() -> None:
    form = modals.posted_modal(by_hand(DraftState.HANDED_OFF), ORIGIN)

    assert [block["optional"] for block in form["blocks"] if block["type"] == "input"] == [True]


def test_answers_are_found_whatever_the_revision_in_the_blocks_id() -> None:
    state = {"values": {"reply:3": {"answer": {"type": "plain_text_input", "value": "hello"}}}}

    assert modals.answer_of(state, Field.REPLY) == "hello"
    assert modals.block_of(state, Field.REPLY) == "reply:3"


def test_what_was_not_filled_in_is_none() -> None:
    assert modals.answer_of({"values": {"link": {"answer": {"value": None}}}}, Field.LINK) is None
    assert modals.answer_of({}, Field.LINK) is None


def _input_id(form: dict[str, object]) -> object:
    blocks = form["blocks"]
    assert isinstance(blocks, list)
    return next(block["block_id"] for block in blocks if block["type"] == "input")
