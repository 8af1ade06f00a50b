"""What a person must see on a card in each state."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.models import Complaint, DraftState, Event, Reach, Severity
from bot.ports import CardView, Commitment, Length
from bot.slack.card_buttons import in_details
from bot.slack.cards import render_card
from bot.slack.ids import Action, parse_value
from tests.builders import ANN, MAYA, NOON, REPLY, SAM
from tests.slack.views import HARD, SOFT, a_view, by_hand, elements, labels, live_tokens, shown

NOW = NOON + timedelta(minutes=3)


def test_a_waiting_card_offers_every_decision() -> None:
    card = render_card(a_view(), NOW)

    assert labels(card.blocks) == [
        "Approve",
        "Edit",
        "Another draft",
        "I'll take it",
        "No reply…",
        "Ask a colleague…",
        "Snooze…",
        "Escalate…",
        "More…",
    ]


def test_a_waiting_card_says_who_what_how_bad_and_by_when() -> None:
    words = shown(render_card(a_view(mention_author_followers=1200), NOW).blocks)

    for told in ("Jo Park (@jo)", "My bag missed the 7:40", "Normal: lost item", "on X", "1,200 followers"):
        assert told in words
    assert f"<!date^{int((NOON - timedelta(minutes=2)).timestamp())}^{{ago}}|" in words
    assert "answer by <!date^" in words


def test_the_notification_alone_tells_the_whole_story() -> None:
    text = render_card(a_view(), NOW).text

    for told in (
        "Waiting for a decision",
        "Normal",
        "X",
        "Jo Park",
        "My bag",
        "Reply: “Jo, I'm sorry",
        "15:00 UTC",
    ):
        assert told in text


def test_the_whole_draft_stands_on_the_card_however_long() -> None:
    text = "".join(f"{number} I am sorry.\n" for number in range(700))

    words = "".join(_quoted(render_card(a_view(text=text), NOW).blocks))

    assert text in words


def test_the_line_above_the_buttons_says_how_it_will_be_published() -> None:
    blocks = render_card(a_view(), NOW).blocks

    kinds = [block["type"] for block in blocks]
    above = blocks[kinds.index("actions") - 1]
    assert "Approve posts this through your publishing webhook." in shown(above)


def test_a_hand_off_card_approves_the_text_only() -> None:
    card = render_card(by_hand(), NOW)

    assert "Approve text" in labels(card.blocks)
    assert "Approve" not in labels(card.blocks)
    assert "You post this yourself on Reddit." in shown(card.blocks)


def test_hard_findings_replace_approve_by_a_way_to_mend_them() -> None:
    blocks = render_card(a_view(findings=[HARD, HARD, SOFT]), NOW).blocks

    first = elements(blocks)[0]
    assert (first["text"]["text"], first["action_id"]) == ("Fix 2 problems", Action.EDIT)
    assert "Approve" not in labels(blocks)
    assert "Must fix: “guarantee”: It promises too much → Take it out" in _joined(blocks)


def test_soft_findings_are_shown_and_do_not_stand_in_the_way() -> None:
    blocks = render_card(a_view(findings=[SOFT]), NOW).blocks

    assert "Please check: “sorry if”" in _joined(blocks)
    assert "Approve" in labels(blocks)


def test_a_post_that_cannot_be_answered_has_no_approve() -> None:
    view = a_view(draft_reach=Reach.NEVER, draft_reach_reason="This network has no replies.")

    card = render_card(view, NOW)

    assert "Approve" not in labels(card.blocks)
    assert "This network has no replies." in shown(card.blocks)


def test_what_approving_would_promise_is_said() -> None:
    words = _joined(render_card(a_view(), NOW).blocks)

    assert "Approving commits the depot to look for the bag by today, 17:00" in words


def test_a_text_that_is_too_long_says_so() -> None:
    words = shown(render_card(a_view(length=Length(300, 280)), NOW).blocks)

    assert "300/280 characters *too long*" in words


def test_a_price_stands_beside_the_length() -> None:
    priced = Length(31, 280, note="with a link, X may charge $0.20 for it")
    words = shown(render_card(a_view(length=priced), NOW).blocks)

    assert "31/280 characters · with a link, X may charge $0.20 for it" in words


def test_the_note_says_why_ai_did_not_write_it() -> None:
    words = shown(render_card(a_view(draft_note="AI is still writing after 4 s"), NOW).blocks)

    assert "AI did not write this: AI is still writing after 4 s" in words


def test_a_late_ai_draft_waits_behind_a_button() -> None:
    assert "AI draft ready · Show" in labels(render_card(a_view(draft_late_revision=2), NOW).blocks)


def test_a_taken_card_says_by_whom_and_can_be_released() -> None:
    view = held_until(NOW + timedelta(minutes=30))
    card = render_card(view, NOW)

    assert f"<@{SAM}> is on it since" in shown(card.blocks)
    assert "Release" in labels(in_details(view, NOW))
    assert "I'll take it" not in labels(card.blocks)


def test_a_lease_that_ran_out_can_be_taken_over() -> None:
    assert "I'll take it" in labels(render_card(held_until(NOW - timedelta(minutes=1)), NOW).blocks)


def test_doubts_and_risks_are_said_in_words() -> None:
    view = a_view(
        verdict_complaint=Complaint.UNSURE, verdict_flags=["self_harm"], verdict_second_category="delay"
    )

    words = shown(render_card(view, NOW).blocks)

    assert "Careful: self harm" in words
    assert "Not sure that this is a complaint" in words
    assert "lost item or delay" in words


def test_an_edited_post_is_said_to_be_edited() -> None:
    words = shown(render_card(a_view(mention_last_event=Event.EDITED), NOW).blocks)

    assert "The author has edited this post." in words


@pytest.mark.parametrize("severity", list(Severity))
def test_severity_is_a_word_and_not_only_a_colour(severity: Severity) -> None:
    first = render_card(a_view(draft_severity=severity), NOW).blocks[0]

    assert severity.name.capitalize() in first["text"]["text"]


def test_the_link_to_the_post_is_shown_on_its_own_network_only() -> None:
    good = render_card(a_view(mention_url="https://x.com/jo/status/1"), NOW)
    bad = render_card(a_view(mention_url="https://evil.example/jo"), NOW)

    assert "<https://x.com/jo/status/1|open the post>" in shown(good.blocks)
    assert "evil.example" not in shown(bad.blocks)


@pytest.mark.parametrize(
    ("state", "told", "buttons"),
    [
        (
            DraftState.REDRAFTING,
            "Another draft is being written",
            ["I'll take it", "No reply…", "Escalate…", "More…"],
        ),
        (DraftState.SCHEDULED, f"Approved* by <@{ANN}>. It goes out at", ["Undo"]),
        (DraftState.SENDING, "Being sent", []),
        (DraftState.SENT, f"Sent*, approved by <@{ANN}>", ["History…"]),
        (DraftState.POSTED_BY_HAND, "Posted by hand, text not verified", ["History…"]),
        (
            DraftState.UNKNOWN,
            "may be public, or not",
            ["Look again", "It is there", "Not there", "Ask a colleague…", "Escalate…", "More…"],
        ),
        (DraftState.SUPERSEDED, "by a newer post of the same person", ["History…"]),
        (DraftState.WITHDRAWN, "Deleted by its author", ["History…"]),
        (DraftState.EXPIRED, "its time ran out", ["Reopen", "History…"]),
    ],
)
def test_each_state_has_its_headline_and_its_buttons(
    state: DraftState, told: str, buttons: list[str]
) -> None:
    card = render_card(a_view(state), NOW)

    assert told in card.blocks[0]["text"]["text"]
    assert labels(card.blocks) == buttons


def test_a_failed_card_says_what_happened_and_offers_another_try() -> None:
    card = render_card(a_view(DraftState.FAILED, draft_problem="Your webhook refused it."), NOW)

    assert "Your webhook refused it." in shown(card.blocks)
    assert labels(card.blocks)[0] == "Try again"


def test_a_problem_names_people_without_pinging_anybody_else() -> None:
    view = a_view(draft_problem=f"<@{ANN}> is not an approver any more. <!channel>")

    blocks = render_card(view, NOW).blocks

    assert f"<@{ANN}>" in shown(blocks)
    assert "<!channel>" not in live_tokens(blocks)


def test_a_handed_off_card_has_the_text_to_copy_and_the_way_there() -> None:
    link = "https://x.com/intent/post?in_reply_to=1&text=Jo"
    card = render_card(by_hand(DraftState.HANDED_OFF, hand_off_link=link), NOW)

    assert labels(card.blocks) == ["Open X, text filled in", "I posted it", "No reply…"]
    assert elements(card.blocks)[0]["url"] == link
    assert REPLY in "".join(_preformatted(card.blocks))


def test_a_hand_off_link_that_slack_would_refuse_gives_way_to_the_post() -> None:
    post = "https://x.com/jo/status/1"
    view = by_hand(
        DraftState.HANDED_OFF, hand_off_link="https://x.com/?text=" + "a" * 3_000, mention_url=post
    )

    assert elements(render_card(view, NOW).blocks)[0]["url"] == post


@pytest.mark.parametrize("state", list(DraftState))
def test_every_button_names_the_draft_and_the_revision_that_was_seen(state: DraftState) -> None:
    view = a_view(state, draft_revision=7, draft_late_revision=8)

    for element in elements(render_card(view, NOW).blocks):
        values = [one["value"] for one in element.get("options", [element])]
        targets = [parse_value(value) for value in values]
        assert {(one.draft_id, one.revision) for one in targets if one} == {(view.draft.id, 7)}


def test_a_new_revision_gets_new_block_ids() -> None:
    ids = [_block_ids(render_card(a_view(draft_revision=number), NOW).blocks) for number in (1, 2)]

    assert not ids[0] & ids[1]


def test_the_strategy_is_said_with_its_reason() -> None:
    view = a_view(draft_strategy="rebuild", draft_strategy_why="Our failure, and it cost them")

    assert "Strategy: put it right – Our failure, and it cost them" in shown(render_card(view, NOW).blocks)


def test_a_reply_in_another_language_is_shown_in_english_too() -> None:
    view = a_view(back_translation="I am sorry about your bag.")

    assert "In English: I am sorry about your bag." in shown(render_card(view, NOW).blocks)


def test_a_language_that_nobody_of_ours_writes_asks_for_a_person() -> None:
    card = render_card(a_view(text="", template="needs_language/pl", findings=[HARD]), NOW)

    assert "Needs a person who writes Polish" in shown(card.blocks)
    assert "Needs a person who writes Polish" in card.text
    assert labels(card.blocks)[0] == "Write the reply"
    assert "Approve" not in labels(card.blocks)


def test_a_rule_set_aside_is_shown_with_its_reason_and_by_whom() -> None:
    view = a_view(overrides=[{"rule": "R14", "reason": "a known case", "by": MAYA}])

    words = _joined(render_card(view, NOW).blocks)

    assert f"Rule R14 set aside by <@{MAYA}>: a known case" in words


def test_a_promise_that_nobody_owns_stands_in_the_way() -> None:
    card = render_card(a_view(commitments=[Commitment("", "call back", "today")]), NOW)

    assert labels(card.blocks)[0] == "Fix 1 problem"
    assert "Nobody owns the promise “call back”" in shown(card.blocks)


@pytest.mark.parametrize(
    ("due", "told"),
    [
        ("today", "look for it today"),
        ("within two hours", "look for it within two hours"),
        ("by noon", "look for it by noon"),
        ("no time given", "look for it, no time given"),
    ],
)
def test_a_promise_is_said_with_its_time_in_plain_words(due: str, told: str) -> None:
    card = render_card(a_view(commitments=[Commitment("the depot", "look for it", due)]), NOW)

    assert f"Approving commits the depot to {told}" in _joined(card.blocks)


@pytest.mark.parametrize(
    ("changes", "label"),
    [
        ({"revision_by": "llm"}, "Use the template"),
        ({"has_ai": True}, "Use AI"),
    ],
)
def test_the_switch_leads_to_the_draft_that_is_not_shown(changes: dict[str, Any], label: str) -> None:
    assert label in labels(in_details(a_view(**changes), NOW))


def test_an_ai_draft_that_came_late_is_offered_on_the_card() -> None:
    card = render_card(a_view(has_ai=True, draft_late_revision=2), NOW)

    assert "AI draft ready · Show" in labels(card.blocks)


def test_a_draft_that_was_approved_once_says_so_and_lets_another_decide() -> None:
    view = a_view(DraftState.SECOND, draft_first_approver=SAM, draft_first_approved_at=NOW)

    card = render_card(view, NOW)

    assert f"Approved once*, by <@{SAM}>" in card.blocks[0]["text"]["text"]
    assert labels(card.blocks)[:2] == ["Approve", "Send back…"]


def test_going_alone_is_offered_once_others_had_time_to_come() -> None:
    view = a_view(DraftState.SECOND, draft_first_approver=SAM, draft_first_approved_at=NOW)

    assert "Publish alone…" not in labels(render_card(view, NOW + timedelta(minutes=9)).blocks)
    assert "Publish alone…" in labels(render_card(view, NOW + timedelta(minutes=10)).blocks)


def test_a_snoozed_card_says_until_when_and_can_be_woken() -> None:
    view = a_view(draft_snoozed_until=NOW + timedelta(hours=1), draft_snoozed_by=SAM)

    card = render_card(view, NOW)

    assert f"snoozed by <@{SAM}>" in shown(card.blocks)
    assert "Wake" in labels(card.blocks)


def test_a_call_for_help_stands_on_the_card() -> None:
    card = render_card(a_view(draft_escalated_by=SAM, draft_escalated_at=NOW), NOW)

    assert f"<@{SAM}> called for help" in shown(card.blocks)


def test_what_a_pause_keeps_back_says_so() -> None:
    card = render_card(a_view(DraftState.SCHEDULED, held_since=NOW), NOW)

    assert "because publishing is paused" in card.blocks[0]["text"]["text"]


def test_without_ai_there_is_nothing_to_switch_to() -> None:
    assert "Use AI" not in labels(render_card(a_view(), NOW).blocks)


def held_until(until: datetime) -> CardView:
    return a_view(draft_assignee=SAM, draft_taken_at=NOON, draft_lease_until=until)


def _joined(blocks: list[dict[str, object]]) -> str:
    return shown(blocks).replace("\n", "")


def _quoted(blocks: list[dict[str, object]]) -> list[str]:
    return _of_kind(blocks, "rich_text_quote")


def _preformatted(blocks: list[dict[str, object]]) -> list[str]:
    return _of_kind(blocks, "rich_text_preformatted")


def _of_kind(blocks: list[dict[str, object]], kind: str) -> list[str]:
    found = []
    for block in blocks:
        parts = block.get("elements", [])
        assert isinstance(parts, list)
        found += [one["elements"][0]["text"] for one in parts if one["type"] == kind]
    return found


def _block_ids(blocks: list[dict[str, object]]) -> set[object]:
    return {block["block_id"] for block in blocks if "block_id" in block}
