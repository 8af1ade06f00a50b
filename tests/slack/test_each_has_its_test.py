"""Every button, menu entry and form has a test of its own that presses or sends it; a new one fails here.

That everything is answered at all, whoever presses it, is proved elsewhere from the enumerations: invariant 8
presses every button in every state, `test_everything_is_pressed` sends every form and types every command.
"""

import re
from functools import cache
from pathlib import Path

import pytest

from bot.slack import fact_form
from bot.slack.ids import READ_ONLY, Action, Callback, More

TESTS = Path(__file__).parent.parent
ENUMERATED = {"crowd.py", "strange.py", "made_up.py", "test_each_has_its_test.py"}
"""What names buttons only to press them at random, or forged."""
_TOLD = "test_a_finished_action_becomes_an_update_in_each_thread_where_it_was_promised"
SENT_BY: dict[str, tuple[str, str]] = {
    Callback.EDIT: ("slack/test_forms.py", "test_a_text_is_edited_and_approved_in_one_act"),
    Callback.DECLINE: ("slack/test_forms.py", "test_no_reply_needs_a_reason"),
    Callback.REWORD: ("slack/test_forms.py", "test_own_words_say_what_another_draft_should_be"),
    Callback.POSTED: ("slack/test_forms.py", "test_i_posted_it_takes_a_link_or_none"),
    Callback.SETTLE: ("slack/test_forms.py", "test_it_is_there_settles_with_the_link"),
    Callback.ALONE: ("slack/test_forms.py", "test_going_alone_needs_a_reason_and_takes_it_along"),
    Callback.SNOOZE: ("page/test_staff.py", "test_a_snoozed_card_sleeps_until_somebody_wakes_it"),
    Callback.ESCALATE: (
        "slack/test_around_a_draft.py",
        "test_a_draft_sleeps_wakes_and_calls_for_help_in_sight_of_all",
    ),
    Callback.ASK: ("page/test_staff.py", "test_a_colleague_who_is_asked_answers_into_the_thread"),
    Callback.REPLY: ("page/test_staff.py", "test_a_colleague_who_is_asked_answers_into_the_thread"),
    Callback.HAND_OVER: ("slack/test_pages.py", "test_a_call_is_handed_over_to_a_colleague"),
    Callback.ONCALL: (
        "slack/test_oncall.py",
        "test_a_colleague_is_put_on_call_for_four_hours_and_taken_back",
    ),
    Callback.ROTATION: ("slack/test_oncall.py", "test_a_manager_adds_a_rotation_from_slack"),
    Callback.SEND_BACK: ("page/test_together.py", "test_the_second_person_can_send_it_back_with_words"),
    Callback.PAUSE: ("page/test_manager.py", "test_what_is_approved_in_a_pause_waits_for_its_end"),
    Callback.QUEUE: ("slack/test_queue.py", "test_one_press_approves_an_untouched_draft_and_brings_the_next"),
    Callback.ALIKE: ("slack/test_alike.py", "test_ten_alike_are_approved_by_one_press"),
    Callback.PEOPLE: (
        "slack/test_people.py",
        "test_a_manager_gives_a_right_until_tomorrow_morning_in_their_own_zone",
    ),
    Callback.POLICY: ("slack/test_tuning.py", "test_a_manager_sets_the_policy_with_plain_choices"),
    Callback.ACTION: ("slack/test_tuning.py", "test_an_action_gets_another_owner_and_time"),
    Callback.ROUTE: (
        "slack/test_routes.py",
        "test_a_manager_adds_changes_reorders_and_takes_away_routes",
    ),
    Callback.PASTE: ("slack/test_pasting.py", "test_a_message_becomes_a_mention_with_its_post_and_place"),
    Callback.REMOVE: ("slack/test_removal.py", "test_a_reply_is_taken_down_in_sight_of_all"),
    Callback.CORRECT: ("slack/test_correcting.py", "test_a_correction_reaches_the_desk"),
    Callback.INCIDENT_RENAME: (
        "slack/test_incident_desk.py",
        "test_it_is_renamed_and_card_thread_and_record_say_so",
    ),
    Callback.INCIDENT_MERGE: (
        "slack/test_incident_desk.py",
        "test_two_become_one_and_the_other_card_collapses",
    ),
    Callback.INCIDENT_SPLIT: (
        "slack/test_incident_desk.py",
        "test_some_mentions_become_an_incident_of_their_own_with_a_card",
    ),
    Callback.INCIDENT_MOVE: (
        "slack/test_incident_desk.py",
        "test_a_mention_moves_to_another_incident_and_the_list_says_so",
    ),
    Callback.STANCE: (
        "slack/test_grouped.py",
        "test_a_small_team_writes_approves_and_answers_ten_by_one_press",
    ),
    Callback.GROUPED: (
        "slack/test_grouped.py",
        "test_a_small_team_writes_approves_and_answers_ten_by_one_press",
    ),
    Callback.ADVOCATE: (
        "slack/test_advocates.py",
        "test_a_manager_adds_changes_and_takes_off_the_first_name",
    ),
    Callback.OUTREACH: (
        "slack/test_advocates.py",
        "test_a_letter_is_begun_reworded_approved_and_sent_by_hand",
    ),
    Callback.CRISIS_START: (
        "slack/test_crisis_desk.py",
        "test_a_person_starts_it_with_every_effect_as_a_tick_and_the_board_says_so",
    ),
    Callback.CRISIS_STATEMENT: (
        "slack/test_crisis_desk.py",
        "test_a_statement_is_there_at_once_and_two_people_let_it_out",
    ),
    Callback.CRISIS_ACTION: ("slack/test_crisis_desk.py", _TOLD),
    Callback.CRISIS_TELL: ("slack/test_crisis_desk.py", _TOLD),
    Callback.CRISIS_UPDATES: ("slack/test_crisis_desk.py", _TOLD),
    Callback.CRISIS_END: (
        "slack/test_crisis_desk.py",
        "test_an_end_is_proposed_when_it_is_quiet_and_a_person_ends_it",
    ),
    Callback.TEMPLATE: ("slack/test_templates.py", "test_a_saved_sentence_is_in_force_and_on_record"),
    fact_form.CALLBACK: ("slack/test_facts.py", "test_a_manager_adds_a_fact_with_one_form"),
}


@cache
def told() -> frozenset[str]:
    """Every name of a button or entry, and every quoted word, in tests that press one of them."""
    paths = (one for one in TESTS.rglob("*.py") if one.name not in ENUMERATED and "gallery" not in one.parts)
    said = re.compile(r"\b(?:Action|More)\.\w+|(?<=[\"'])[^\"'\s]+(?=[\"'])")
    return frozenset(word for path in paths for word in said.findall(path.read_text(encoding="utf-8")))


def is_named(name: str, value: str) -> bool:
    return name in told() or value in told()


@pytest.mark.parametrize("action", list(Action))
def test_every_button_is_pressed_by_a_test(action: Action) -> None:
    assert is_named(f"Action.{action.name}", action.value)


@pytest.mark.parametrize("choice", list(More))
def test_every_entry_of_a_menu_is_chosen_by_a_test(choice: More) -> None:
    assert is_named(f"More.{choice.name}", choice.value)


def test_every_form_is_sent_by_the_test_that_stands_for_it() -> None:
    assert set(SENT_BY) == (set(Callback) - READ_ONLY) | {fact_form.CALLBACK}
    for path, name in SENT_BY.values():
        assert f"def {name}(" in (TESTS / path).read_text(encoding="utf-8"), f"{name} is not in {path}"
