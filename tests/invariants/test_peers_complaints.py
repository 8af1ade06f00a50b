"""Fifteen complaints that people have about programs like this one; for each, the tests that it fails on.

The complaints are from public issue trackers of help desks, on-call tools and approval bots. A test that is
renamed has to be renamed here, and a complaint without a test is a gap.
"""

from pathlib import Path

import pytest

TESTS = Path(__file__).parent.parent
Where = tuple[str, str]

COMPLAINTS: dict[str, tuple[Where, ...]] = {
    "Approved, and nothing was ever posted": (
        (
            "invariants/test_09_the_clock_always_runs.py",
            "test_an_approval_that_does_not_get_out_pages_somebody",
        ),
        ("page/test_staff.py", "test_an_approved_reply_stands_under_the_post_in_public"),
        ("slack/test_every_state.py", "test_what_is_public_leads_to_it"),
    ),
    "Buttons do nothing after a restart, and nobody is told why": (
        ("invariants/test_08_every_click_is_answered.py", "test_every_button_answers_everybody"),
        (
            "invariants/test_07_slack_is_a_view.py",
            "test_what_happened_while_amends_was_away_is_shown_after_the_start",
        ),
        ("page/test_refusals.py", "test_no_button_of_a_waiting_card_works"),
    ),
    "One press is carried out several times": (
        ("slack/test_receiving.py", "test_the_same_press_delivered_twice_is_done_once"),
        ("slack/test_queue.py", "test_a_double_submit_approves_once_and_loses_no_draft"),
        (
            "invariants/test_03_only_a_person_approves.py",
            "test_two_approvers_at_once_make_one_approval_and_the_other_is_told_who",
        ),
    ),
    "The customer got the same reply twice": (
        (
            "invariants/test_04_approved_bytes_at_most_once.py",
            "test_many_workers_publish_once_and_exactly_the_approved_text",
        ),
        (
            "invariants/test_04_approved_bytes_at_most_once.py",
            "test_a_lost_answer_is_left_to_a_person_and_never_sent_again",
        ),
        ("crash/test_landmarks.py", "test_a_death_at_any_landmark_loses_doubles_and_alters_nothing"),
    ),
    "The message still shows what was decided elsewhere long ago": (
        ("slack/test_queue.py", "test_what_is_decided_in_the_form_stands_on_the_card"),
        (
            "invariants/test_08_every_click_is_answered.py",
            "test_a_card_that_changed_under_the_click_tells_the_person",
        ),
        ("invariants/test_07_slack_is_a_view.py", "test_the_same_rows_make_the_same_card"),
    ),
    "The card cuts the text that is approved, or a long one fails to show": (
        ("slack/test_every_state.py", "test_the_whole_draft_is_shown_until_it_is_over"),
        ("slack/test_cards.py", "test_the_whole_draft_stands_on_the_card_however_long"),
        ("slack/test_desk.py", "test_a_layout_that_slack_refuses_is_shown_in_plain_words"),
    ),
    "It answers what has been overtaken, or another text than the one that was seen": (
        (
            "invariants/test_03_only_a_person_approves.py",
            "test_no_order_of_acts_makes_an_approval_of_what_was_not_seen",
        ),
        ("approval/test_posted_again.py", "test_what_was_written_before_is_not_approved_any_more"),
        ("publishing/test_publishing.py", "test_an_author_who_posts_again_before_it_goes_out_stops_it"),
    ),
    "A reply to a deleted post just fails, and the text is lost": (
        ("approval/test_approvals.py", "test_a_deleted_post_cannot_be_answered"),
        ("triage/test_batch.py", "test_a_deleted_post_is_withdrawn"),
        ("publishing/test_publishing.py", "test_a_changed_mention_stops_the_send"),
    ),
    "The bot should draft, at once, and a person should send": (
        (
            "invariants/test_06_the_llm_is_optional.py",
            "test_without_a_key_the_template_stands_and_nothing_needs_saying",
        ),
        (
            "invariants/test_03_only_a_person_approves.py",
            "test_a_draft_moves_to_the_public_by_an_approval_only",
        ),
    ),
    "Unfilled placeholders reach customers": (
        ("drafting/test_blanks.py", "test_every_kind_of_blank_is_refused"),
        ("drafting/test_blanks.py", "test_a_blank_in_the_sign_off_leaves_no_approvable_draft_with_it"),
        ("slack/test_templates.py", "test_what_is_wrong_is_told_by_line_and_the_text_is_kept"),
    ),
    "Templates know no team and no channel, and nobody sees what they make": (
        ("slack/test_templates.py", "test_a_preview_shows_drafts_with_the_unsaved_words"),
        ("drafting/test_brands.py", "test_a_network_may_have_a_channel_of_its_own"),
        ("slack/test_template_versions.py", "test_history_tells_who_changed_what_and_leads_back"),
    ),
    "Two people work on the same thing": (
        ("slack/test_queue.py", "test_two_people_never_get_the_same_one"),
        ("slack/test_editing.py", "test_others_see_who_is_editing_until_the_form_is_closed"),
        ("slack/test_whose_queue.py", "test_what_is_routed_to_others_is_their_work"),
    ),
    "Anyone with the link can approve, and writers approve themselves": (
        ("page/test_refusals.py", "test_no_entry_of_the_menu_works"),
        ("approval/test_four_eyes.py", "test_who_wrote_the_text_is_not_its_second_person"),
        ("slack/test_forged_presses.py", "test_who_is_no_manager_is_told_so"),
    ),
    "Too many buttons, too much noise": (
        ("slack/test_every_state.py", "test_no_row_has_more_than_four_buttons_and_a_menu_of_five"),
        ("slack/test_every_state.py", "test_what_is_over_is_one_line_and_a_line_of_small_print"),
        ("slack/test_low_list.py", "test_a_press_makes_the_card_and_the_list_says_so"),
    ),
    "Only what comes in is translated, not what goes out": (
        ("slack/test_cards.py", "test_a_reply_in_another_language_is_shown_in_english_too"),
        ("slack/test_around_a_draft.py", "test_a_post_is_translated_for_the_one_who_asks"),
        ("llm/test_translation.py", "test_a_post_comes_back_in_the_language_that_was_asked_for"),
    ),
}


def test_there_are_fifteen() -> None:
    assert len(COMPLAINTS) == 15


@pytest.mark.parametrize("complaint", COMPLAINTS)
def test_a_complaint_has_tests_that_it_fails_on(complaint: str) -> None:
    for path, name in COMPLAINTS[complaint]:
        assert f"def {name}(" in (TESTS / path).read_text(encoding="utf-8"), f"{name} is not in {path}"
