"""Cards that are over, and what came before and after the post on a card."""

from datetime import timedelta

import pytest

from bot.models import DraftState
from bot.ports import Sequel
from bot.slack.cards import render_card
from bot.text import mention_id
from tests.builders import ANN, NOON, SAM, a_mention
from tests.slack.views import a_view, by_hand, elements, labels, shown

NOW = NOON + timedelta(minutes=3)


def test_a_declined_card_says_who_and_why_and_can_be_reopened() -> None:
    view = a_view(DraftState.DECLINED, draft_decided_by=SAM, draft_decline_reason="Troll or bait")

    card = render_card(view, NOW)

    assert f"No reply*, decided by <@{SAM}>" in shown(card.blocks)
    assert "Reason: Troll or bait" in shown(card.blocks)
    assert labels(card.blocks) == ["Reopen", "History…"]


def test_a_sent_card_leads_to_the_live_reply() -> None:
    words = shown(
        render_card(a_view(DraftState.SENT, published_url="https://x.com/acme/status/2"), NOW).blocks
    )

    assert "<https://x.com/acme/status/2|see it live>" in words


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "http://x.com/1", "https://x.com/1>|<!here>", "https://é"]
)
def test_an_odd_address_of_the_reply_is_not_shown(url: str) -> None:
    words = shown(render_card(a_view(DraftState.SENT, published_url=url), NOW).blocks)

    assert "see it live" not in words


def test_what_was_passed_on_says_by_whom_it_was_written_or_that_nobody_changed_it() -> None:
    edited = a_view(draft_offered_revision=1, revision_by=ANN)

    assert f"edited by <@{ANN}>, waits for an approver" in shown(render_card(edited, NOW).blocks)
    untouched = shown(render_card(a_view(draft_offered_revision=1), NOW).blocks)
    assert "sent for approval as it is, waits for an approver" in untouched


def test_a_card_shows_what_its_author_wrote_before_and_after() -> None:
    before, after = a_mention("0", text="Where is my bag?"), a_mention("2", text="Still no bag!")

    words = shown(render_card(a_view(before=[before], newer=Sequel(after, 1)), NOW).blocks)

    assert "Before that they wrote" in words
    assert words.index("Where is my bag?") < words.index("Still no bag!") < words.index("Draft reply")
    assert "answer only one of them" in words
    by_hand_now = shown(render_card(by_hand(DraftState.HANDED_OFF, newer=Sequel(after)), NOW).blocks)
    assert "Still no bag!" in by_hand_now
    assert "answer only" not in shown(render_card(a_view(newer=Sequel(after)), NOW).blocks)


def test_a_superseded_card_leads_to_the_newer_one_and_to_its_history() -> None:
    view = a_view(DraftState.SUPERSEDED, newer=Sequel(a_mention("2"), 4))

    (menu,) = elements(render_card(view, NOW).blocks)

    assert [one["text"]["text"] for one in menu["options"]] == ["Open the newer one", "History…"]
    assert menu["options"][0]["value"] == f"{mention_id('generic', '2')}:4:newer"


def test_finished_cards_are_short() -> None:
    card = render_card(a_view(DraftState.SENT, text="sorry " * 400, mention_text="bad " * 400), NOW)

    assert len(card.blocks) == 2
    assert len(shown(card.blocks)) < 300
