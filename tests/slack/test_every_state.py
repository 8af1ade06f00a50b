"""A card in every state, over rows as they can be: what is always shown, and what is never left out."""

import re
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.models import DraftState, Event, Reach, Severity
from bot.ports import CardView, Commitment, Finding, Length
from bot.sandbox.limits.blocks import block_faults
from bot.slack import words
from bot.slack.cards import render_card, state_words
from bot.slack.ids import parse_value
from tests.builders import ANN, MAYA, NOON, SAM
from tests.slack.views import HARD, HOSTILE, SOFT, a_view, elements, labels, shown

NOW = NOON + timedelta(minutes=3)
UNCHECKED = Finding("R8", "soft", "18:40", "Nobody backs this time", "Take it out")
MOST_BUTTONS, MOST_CHOICES = 4, 5
FINISHED = [state for state in DraftState if state.is_final]
OPEN = [state for state in DraftState if not state.is_final]
SHOWS_DRAFT = [state for state in OPEN if state is not DraftState.HANDED_OFF]
EMOJI = re.compile(r":[a-z0-9_+-]+:")
A_WORD_BESIDE = re.compile(r"^[ *]*[\w<@]")

HEADLINES = {
    DraftState.WAITING: "Normal: lost item",
    DraftState.REDRAFTING: "Another draft is being written",
    DraftState.SECOND: "needs a second person|Approved once",
    DraftState.SCHEDULED: "Approved",
    DraftState.SENDING: "Being sent",
    DraftState.IN_REVIEW: "Sent, but not shown yet",
    DraftState.SENT: "Sent",
    DraftState.REMOVED: "Taken down",
    DraftState.HANDED_OFF: "still has to be posted",
    DraftState.POSTED_BY_HAND: "Posted by hand",
    DraftState.FAILED: "Not sent",
    DraftState.UNKNOWN: "may be public, or not",
    DraftState.DECLINED: "No reply",
    DraftState.SUPERSEDED: "Superseded",
    DraftState.WITHDRAWN: "Deleted by its author",
    DraftState.EXPIRED: "time ran out",
}
WAYS_ON = {
    DraftState.WAITING: {"Approve", "Edit", "Another draft"},
    DraftState.REDRAFTING: {"I'll take it"},
    DraftState.SECOND: {"Approve", "Send back…"},
    DraftState.SCHEDULED: {"Undo"},
    DraftState.SENDING: set(),
    DraftState.IN_REVIEW: {"Look again", "History…"},
    DraftState.SENT: {"History…"},
    DraftState.REMOVED: {"Reopen", "History…"},
    DraftState.HANDED_OFF: {"I posted it"},
    DraftState.POSTED_BY_HAND: {"History…"},
    DraftState.FAILED: {"Try again", "Edit"},
    DraftState.UNKNOWN: {"Look again", "It is there", "Not there"},
    DraftState.DECLINED: {"Reopen", "History…"},
    DraftState.SUPERSEDED: {"History…"},
    DraftState.WITHDRAWN: {"History…"},
    DraftState.EXPIRED: {"History…"},
}
"""What a person can do in each state, at least."""


def moments() -> st.SearchStrategy[Any]:
    """Nothing, a little ago, or soon."""
    return st.sampled_from([None, NOW - timedelta(minutes=1), NOW + timedelta(hours=1)])


def people() -> st.SearchStrategy[str | None]:
    return st.sampled_from([None, ANN, SAM, MAYA])


FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "text": st.sampled_from(["I'm sorry.", "I'm sorry, Jo. " * 400, HOSTILE, "x" * 9_000]),
    "mention_text": st.sampled_from(["My bag is gone.", HOSTILE, "bad " * 2_000]),
    "mention_last_event": st.sampled_from(list(Event)),
    "verdict_language": st.sampled_from(["en", "de", "und"]),
    "draft_severity": st.sampled_from(list(Severity)),
    "draft_reach": st.sampled_from(list(Reach)),
    "draft_revision": st.integers(1, 99),
    "draft_late_revision": st.sampled_from([None, 7]),
    "draft_assignee": people(),
    "draft_taken_at": moments(),
    "draft_lease_until": moments(),
    "draft_edited_by": people(),
    "draft_edited_since": moments(),
    "draft_offered_revision": st.sampled_from([None, 1, 2]),
    "draft_snoozed_by": people(),
    "draft_snoozed_until": moments(),
    "draft_escalated_by": people(),
    "draft_escalated_at": moments(),
    "draft_first_approver": people(),
    "draft_first_approved_at": st.sampled_from([None, NOW - timedelta(hours=1), NOW]),
    "draft_decided_by": people(),
    "draft_decided_at": moments(),
    "draft_decline_reason": st.sampled_from([None, "Spam", HOSTILE * 20]),
    "draft_problem": st.sampled_from([None, "Your webhook refused it.", HOSTILE]),
    "revision_by": st.sampled_from(["template", "llm", SAM]),
    "template": st.sampled_from([None, "lost/1", "needs_language/pl"]),
    "findings": st.lists(st.sampled_from([HARD, SOFT, UNCHECKED]), max_size=20),
    "commitments": st.lists(st.sampled_from([Commitment("", "call", "today")]), max_size=2),
    "overrides": st.sampled_from([(), ({"rule": "checked", "reason": "18:40", "by": ANN},)]),
    "length": st.sampled_from([Length(9, 280), Length(300, 280), Length(9, None)]),
    "published_url": st.sampled_from([None, "https://x.com/acme/status/2"]),
    "held_since": moments(),
    "out_by": moments(),
    "can_remove": st.booleans(),
    "removal_by": people(),
    "has_ai": st.booleans(),
}
"""Made once: making strategies anew for every card took longer than drawing from them."""


def cards(state: DraftState | None = None) -> st.SearchStrategy[CardView]:
    """A card as rows can make it, likely or not."""
    states = st.sampled_from(list(DraftState)) if state is None else st.just(state)
    return st.fixed_dictionaries(FIELDS | {"state": states}).map(lambda drawn: a_view(**drawn))


@given(cards())
@settings(max_examples=400, deadline=None)
def test_slack_takes_it_and_its_first_line_is_a_section(view: CardView) -> None:
    card = render_card(view, NOW)

    assert block_faults(card.blocks, "message") == []
    assert card.blocks[0]["type"] == "section"


@given(cards())
@settings(max_examples=400, deadline=None)
def test_no_row_has_more_than_four_buttons_and_a_menu_of_five(view: CardView) -> None:
    kinds = [element["type"] for element in elements(render_card(view, NOW).blocks)]
    menus = [one for one in elements(render_card(view, NOW).blocks) if one["type"] == "overflow"]

    assert kinds.count("button") <= MOST_BUTTONS
    assert len(menus) <= 1
    assert all(len(menu["options"]) <= MOST_CHOICES for menu in menus)


@given(cards())
@settings(max_examples=400, deadline=None)
def test_every_button_carries_the_draft_and_the_revision_that_is_shown(view: CardView) -> None:
    for element in elements(render_card(view, NOW).blocks):
        for value in (one["value"] for one in element.get("options", [element])):
            target = parse_value(value)
            assert target is not None
            assert (target.draft_id, target.revision) == (view.draft.id, view.draft.revision)


@given(cards())
@settings(max_examples=400, deadline=None)
def test_no_sign_stands_without_a_word_beside_it(view: CardView) -> None:
    for text in _our_texts(render_card(view, NOW).blocks):
        for hit in EMOJI.finditer(text):
            assert A_WORD_BESIDE.match(text[hit.end() :]), text


@given(cards())
@settings(max_examples=400, deadline=None)
def test_the_notification_says_state_severity_network_and_whose_words(view: CardView) -> None:
    text = render_card(view, NOW).text

    for told in (state_words(view), words.severity(view.draft.severity), "Jo Park", "X"):
        assert told in text


@pytest.mark.parametrize("state", list(DraftState))
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_the_headline_says_the_state(state: DraftState, data: st.DataObject) -> None:
    view = data.draw(cards(state))
    if state is DraftState.WAITING:
        view.draft.severity = Severity.NORMAL

    assert re.search(HEADLINES[state], render_card(view, NOW).blocks[0]["text"]["text"])


@pytest.mark.parametrize("state", SHOWS_DRAFT)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_the_whole_draft_is_shown_until_it_is_over(state: DraftState, data: st.DataObject) -> None:
    view = data.draw(cards(state))
    if (view.template or "").startswith("needs_language/"):
        return  # there is no draft

    assert re.sub(r"⟦U\+202E⟧|⟦U\+202C⟧", "", _quoted(view)) == re.sub("[\u202e\u202c]", "", view.text)


@pytest.mark.parametrize("state", FINISHED)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_what_is_over_is_one_line_and_a_line_of_small_print(state: DraftState, data: st.DataObject) -> None:
    card = render_card(data.draw(cards(state)), NOW)

    assert [block["type"] for block in card.blocks] == ["section", "context"]
    assert "\n" not in card.blocks[0]["text"]["text"]
    assert len(shown(card.blocks)) < 1_000


@pytest.mark.parametrize("state", list(DraftState))
def test_each_state_leads_on(state: DraftState) -> None:
    assert WAYS_ON[state] <= set(labels(render_card(a_view(state), NOW).blocks))


@pytest.mark.parametrize("state", [DraftState.SENT, DraftState.POSTED_BY_HAND])
def test_what_is_public_leads_to_it(state: DraftState) -> None:
    card = render_card(a_view(state, published_url="https://x.com/acme/status/2"), NOW)

    assert "<https://x.com/acme/status/2|see it live>" in card.blocks[0]["text"]["text"]


@pytest.mark.parametrize(
    ("state", "who"),
    [
        (DraftState.SECOND, SAM),
        (DraftState.SCHEDULED, ANN),
        (DraftState.SENDING, ANN),
        (DraftState.SENT, ANN),
        (DraftState.HANDED_OFF, ANN),
        (DraftState.POSTED_BY_HAND, ANN),
        (DraftState.UNKNOWN, ANN),
        (DraftState.DECLINED, MAYA),
    ],
)
def test_the_notification_says_who_decided(state: DraftState, who: str) -> None:
    card = render_card(a_view(state, draft_first_approver=SAM, draft_decided_by=MAYA), NOW)

    assert f"by <@{who}>" in card.text


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"draft_assignee": SAM, "draft_lease_until": NOW + timedelta(minutes=9)}, "is on it"),
        ({"draft_edited_by": SAM, "draft_edited_since": NOW - timedelta(minutes=1)}, "is editing since"),
        ({"draft_offered_revision": 1, "revision_by": SAM}, "waits for an approver"),
        ({"draft_escalated_by": SAM, "draft_escalated_at": NOW}, "called for help"),
        ({"draft_snoozed_by": SAM, "draft_snoozed_until": NOW + timedelta(hours=1)}, "snoozed by"),
    ],
)
def test_who_does_what_stands_beneath_the_headline_and_in_the_notification(
    changes: dict[str, Any], told: str
) -> None:
    card = render_card(a_view(**changes), NOW)

    assert f"<@{SAM}>" in shown(card.blocks[1])
    assert told in shown(card.blocks[1])
    assert told in card.text


def test_an_edit_form_that_nobody_heard_of_for_ten_minutes_counts_no_more() -> None:
    view = a_view(draft_edited_by=SAM, draft_edited_since=NOW - timedelta(minutes=10))

    assert "is editing" not in shown(render_card(view, NOW).blocks)


def test_words_that_nobody_vouched_for_are_checked_before_they_are_approved() -> None:
    card = render_card(a_view(findings=[UNCHECKED], revision_by=SAM), NOW)
    ticked = ({"rule": "checked", "reason": "18:40", "by": SAM},)

    assert labels(card.blocks)[0] == "Check 1 fact"
    assert "Approve" not in labels(card.blocks)
    again = render_card(a_view(findings=[UNCHECKED], revision_by=SAM, overrides=ticked), NOW)
    assert labels(again.blocks)[0] == "Approve"
    assert f"Checked by <@{SAM}>: 18:40" in shown(again.blocks).replace("\n", "")


def test_thumbs_are_for_what_a_machine_wrote() -> None:
    kinds = [
        {block["type"] for block in render_card(a_view(revision_by=by), NOW).blocks}
        for by in ("template", "llm", SAM)
    ]

    assert ["context_actions" in one for one in kinds] == [True, True, False]


def _our_texts(payload: Any) -> list[str]:
    """Everything in which a sign would come alive: our own words."""
    if isinstance(payload, list):
        return [text for one in payload for text in _our_texts(one)]
    if not isinstance(payload, dict):
        return []
    own = [str(payload["text"])] if payload.get("type") == "mrkdwn" else []
    return own + [text for one in payload.values() for text in _our_texts(one)]


def _quoted(view: CardView) -> str:
    """What stands in quotes behind the head of the draft."""
    blocks = render_card(view, NOW).blocks
    start = next(
        at
        for at, block in enumerate(blocks)
        if block["type"] == "section" and "*Draft reply*" in block["text"]["text"]
    )
    parts = []
    for block in blocks[start + 1 :]:
        if block["type"] != "rich_text" or block["elements"][0]["type"] != "rich_text_quote":
            break
        parts.append(block["elements"][0]["elements"][0]["text"])
    return "".join(parts)
