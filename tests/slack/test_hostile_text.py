"""Whatever strangers write: Slack takes every message, nothing comes alive, nothing stays hidden."""

import re
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.models import DraftRevision, DraftState, MessageKind, SavedReason, SlackMessage
from bot.ports import Finding
from bot.sandbox.limits.blocks import block_faults
from bot.sandbox.limits.view import view_faults
from bot.slack import modals
from bot.slack.blocks import Rendered
from bot.slack.cards import render_card
from bot.slack.changes import Since, changed_blocks
from bot.slack.declining import decline_modal
from bot.slack.details import details_modal
from bot.slack.edit_form import edit_modal
from bot.slack.history import history_modal
from bot.slack.messages import Subject, render_message
from bot.slack.origin import Origin
from bot.slack.reading import Past
from tests.builders import ANN, CHANNEL, NOON, a_mention
from tests.slack.views import HOSTILE, a_view, hostile_view, live_tokens, shown

NOW = NOON + timedelta(minutes=3)
MAX_UPDATE_TEXT = 4_000
ORIGIN = Origin("d1", 1, CHANNEL)
OURS = re.compile(
    r"<(@U0[A-Z]+|!subteam\^S0[A-Z]+|!date\^\d+\^[{}a-z_ ]+\|[\d :-]+UTC|https://x\.com/[^|<>]*\|[a-z ]+)>"
)

characters = st.characters(codec="utf-8") | st.sampled_from("<>&@!#|^*_~`:\u202e\u200b\x00\n")
words = st.text(characters, max_size=400) | st.just(HOSTILE)


def faults(card: Rendered) -> list[str]:
    """What the sandbox or Slack's own SDK would refuse."""
    for block in Block.parse_all(card.blocks):
        block.validate_json()
    return block_faults(card.blocks, "message") + [card.text for _ in range(len(card.text) > MAX_UPDATE_TEXT)]


def strangers_alive(payload: Any) -> list[str]:
    return [token for token in live_tokens(payload) if not OURS.fullmatch(token)]


def row(kind: MessageKind, **args: Any) -> SlackMessage:
    return SlackMessage(id="m1", kind=kind, audience=CHANNEL, changed_at=NOON, args=args)


def past() -> list[DraftRevision]:
    """Many long, hostile wordings, the newest first."""
    return [
        DraftRevision(
            draft_id="d1",
            revision=number,
            text=f"{HOSTILE} {number} " * 200,
            sha256="0" * 64,
            made_by=HOSTILE,
            tone=HOSTILE,
            template=HOSTILE,
            uses=[HOSTILE * 50] * 60,
            usage={"model": HOSTILE, "input_tokens": 10**9, "output_tokens": "?", "cost_usd": None},
            created_at=NOON,
        )
        for number in range(60, 0, -1)
    ]


HOSTILE_ROWS = [
    row(MessageKind.DECISION, decision="failed", by=HOSTILE, at=1.0, reason=HOSTILE * 100, url=HOSTILE),
    row(MessageKind.DECISION, decision=HOSTILE, by=None, at=1.0, reason=None, url="https://x.com/a|<!here>"),
    row(MessageKind.DECISION, decision="asked", by=ANN, at=1.0, reason=HOSTILE, of=HOSTILE),
    row(MessageKind.QUESTION_DM, id=HOSTILE, by=HOSTILE, text=HOSTILE * 99, answer=None),
    row(MessageKind.QUESTION_DM, id="q1", by=ANN, text=HOSTILE, answer=HOSTILE * 99),
    row(MessageKind.PING, why="severity", severity=4, due=1.0, to=[ANN, "S0TEAM", HOSTILE]),
    row(MessageKind.PING_DM, why="overdue", severity=9, due=None, to=[]),
    row(MessageKind.HAND_OFF_DM, approved_at=1.0),
    row(MessageKind.QUARANTINE, source=HOSTILE, count=99, reasons=[HOSTILE * 99] * 99, delivery_id=HOSTILE),
    row(MessageKind.SOURCE_SILENT, source=HOSTILE, last=1.0, back=None),
    row(MessageKind.SOURCE_SILENT, source=HOSTILE * 99, last=HOSTILE, back=HOSTILE),
    row(MessageKind.SET_ASIDE, mention_ids=[]),
    row(MessageKind.ALARM, text=HOSTILE * 99),
    row(MessageKind.ALARM, text=HOSTILE, over=True),
    row(MessageKind.OLDER, source=HOSTILE, platform=HOSTILE * 9),
    row(MessageKind.COMMITMENT_DUE, promise_id=HOSTILE, owner=HOSTILE, what=HOSTILE * 99, state=HOSTILE),
    row(MessageKind.COMMITMENT_DUE, promise_id="d1-1-1", owner=HOSTILE, by=HOSTILE, state="done"),
    row(MessageKind.FACTS_CHANGED, fact_id=HOSTILE, why=HOSTILE, was=HOSTILE * 99, now=HOSTILE, by=HOSTILE),
]


@pytest.mark.parametrize("state", list(DraftState))
def test_slack_takes_the_card_of_every_state_however_huge(state: DraftState) -> None:
    assert faults(render_card(hostile_view(state), NOW)) == []


@pytest.mark.parametrize("state", list(DraftState))
def test_nothing_of_a_strangers_comes_alive_on_a_card(state: DraftState) -> None:
    card = render_card(hostile_view(state), NOW)

    assert strangers_alive([{"text": card.text}, card.blocks]) == []


@pytest.mark.parametrize("state", list(DraftState))
def test_right_to_left_tricks_are_shown_as_marks(state: DraftState) -> None:
    card = render_card(hostile_view(state), NOW)

    assert "\u202e" not in shown(card.blocks) + card.text
    assert "⟦U+202E⟧" in shown(card.blocks)


@pytest.mark.parametrize("message", HOSTILE_ROWS, ids=lambda one: str(one.kind))
def test_slack_takes_every_other_message_and_nothing_comes_alive(message: SlackMessage) -> None:
    many = [a_mention(str(number), text=HOSTILE * 50, state="set_aside") for number in range(60)]
    subject = Subject(hostile_view(DraftState.HANDED_OFF), "https://x.com/archives/1", many)

    told = render_message(message, subject)

    assert faults(told) == []
    assert strangers_alive([{"text": told.text}, told.blocks]) == []


@pytest.mark.parametrize("state", list(DraftState))
def test_slack_takes_every_modal(state: DraftState) -> None:
    view = hostile_view(state)
    doubtful = a_view(
        state, findings=[Finding("R9", "soft", HOSTILE[:80] + str(n), "", "") for n in range(60)]
    )
    changed = changed_blocks(Since((HOSTILE * 99, HOSTILE * 98), (HOSTILE, HOSTILE * 99)))
    saved = [SavedReason(id=f"r{n}", text=HOSTILE * 9, saved_by=HOSTILE, saved_at=NOON) for n in range(120)]
    views = [
        edit_modal(view, ORIGIN, may_approve=True),
        edit_modal(a_view(state), ORIGIN, may_approve=True, typed=HOSTILE, notice=HOSTILE * 99),
        edit_modal(a_view(state), ORIGIN, may_approve=False),
        edit_modal(view, ORIGIN, may_approve=True, may_override=True, typed=HOSTILE),
        modals.reword_modal(view, ORIGIN),
        history_modal(view, past(), ORIGIN, notice=HOSTILE),
        details_modal(view, Past(past(), {HOSTILE * 50: HOSTILE * 99}), ORIGIN, NOON),
        edit_modal(a_view(state), ORIGIN, may_approve=True, typed=HOSTILE, seen=doubtful, changed=changed),
        decline_modal(view, ORIGIN, saved, may_retire=True, notice=HOSTILE),
        modals.notice_modal(HOSTILE, HOSTILE, changed),
        modals.posted_modal(view, ORIGIN, link=HOSTILE * 99),
        modals.settle_modal(view, ORIGIN),
        modals.notice_modal(HOSTILE * 99, HOSTILE * 99),
    ]

    for one in views:
        assert view_faults(one, "modal") == []
        assert strangers_alive(one) == []
        View(**one).validate_json()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    state=st.sampled_from(DraftState),
    text=words,
    name=words,
    handle=words,
    reason=words,
    problem=words,
    url=words | st.just("https://x.com/jo/1?a=1&b=<"),
)
def test_any_words_make_a_card_that_slack_takes_and_that_holds_nothing_alive(
    state: DraftState, text: str, name: str, handle: str, reason: str, problem: str, url: str
) -> None:
    view = a_view(
        state,
        text=text,
        mention_text=name + text,
        mention_author_name=name,
        mention_author_handle=handle,
        mention_url=url,
        verdict_reasons=[reason],
        draft_reach_reason=reason,
        draft_problem=problem,
        draft_note=problem,
        draft_decline_reason=reason,
        published_url=url,
    )

    card = render_card(view, NOW)

    assert faults(card) == []
    assert strangers_alive([{"text": card.text}, card.blocks]) == []


def test_the_walker_would_see_a_live_token() -> None:
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "hello <!channel> <https://evil|x"}}]

    assert strangers_alive(blocks) == ["<!channel>", "<https://evil|x"]
