"""Every kind of message beside the card, in each of its states."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.gallery.crises import CARDS as CRISES
from bot.gallery.crises import CRISIS, WAITS, rows
from bot.gallery.incidents import CARDS as INCIDENTS
from bot.gallery.rows import ANN, CHANNEL, COLE, MAYA, NOON, SAM, a_draft, a_mention
from bot.gallery.views import a_view, by_hand
from bot.models import MentionState, MessageKind, Priority, Severity, SlackMessage
from bot.slack.blocks import Rendered
from bot.slack.messages import Subject, render_message
from bot.store.low import Listed, LowList

AT = NOON.timestamp()
BEGUN = Subject(crisis=rows(CRISIS, WAITS), card_link="https://sandbox.example/archives/C0CARE/p1", now=NOON)
SOON = (NOON + timedelta(minutes=40)).timestamp()
ABOUT = Subject(a_view(), "https://sandbox.example/archives/C0CARE/p1")
BY_HAND = Subject(by_hand(mention_platform="reddit"), "https://sandbox.example/archives/C0CARE/p1")
MENTIONS = (
    a_mention(
        "2", text="Lovely crew on the 9:15, thank you!", author_name="Dee", state=MentionState.SET_ASIDE
    ),
    a_mention(
        "3", text="CHEAP FERRY TICKETS, link in bio", author_name="DealsDaily", state=MentionState.OPEN
    ),
)
LOW = LowList(
    [
        Listed(a_draft(one, severity=Severity.LOW), one, has_card=place > 0)
        for place, one in enumerate(MENTIONS)
    ],
    total=5,
    waiting=1,
)
PROMISE = {"owner": "the depot", "what": "look for the bag", "promise_id": "p1"}
FACT = {"by": MAYA, "was": "The lift is broken", "now": "The lift runs again", "fact_id": "f1", "version": 2}
ASKED = {"by": SAM, "text": "Is the lift at Lymington running again?", "id": "q1"}
PAUSE = {"by": MAYA, "reason": "The refund letters are wrong", "until": SOON, "pause": "p1"}
CHANGE = {"by": MAYA, "path": "tones/calm.toml", "note": "warmer at the start"}
SHIFT = {"rotation": "primary", "user": COLE, "by": MAYA, "begins": AT, "ends": SOON}
RIGHT = {"user": COLE, "by": MAYA, "role": "approver", "until": SOON}


def rendered(kind: MessageKind, subject: Subject = ABOUT, **args: Any) -> Rendered:
    """One message, as the desk would send it."""
    row = SlackMessage(
        id="row", kind=kind, audience=CHANNEL, args=args, priority=Priority.CARD, changed_at=NOON
    )
    return render_message(row, subject)


MESSAGES: Mapping[str, tuple[MessageKind, Rendered]] = {
    f"{kind}: {name}": (kind, rendered(kind, subject, **args))
    for kind, name, subject, args in (
        (MessageKind.DECISION, "approved", ABOUT, {"decision": "approved", "by": ANN}),
        (MessageKind.DECISION, "sent", ABOUT, {"decision": "sent", "by": ANN, "url": "https://x.com/a/1"}),
        (
            MessageKind.DECISION,
            "sent back",
            ABOUT,
            {"decision": "sent_back", "by": ANN, "reason": "Too stiff"},
        ),
        (
            MessageKind.PING,
            "urgent",
            ABOUT,
            {"to": ["S0CALL"], "why": "severity", "severity": 4, "due": SOON},
        ),
        (MessageKind.PING, "nobody", ABOUT, {"to": [], "why": "overdue", "severity": 2}),
        (MessageKind.PING_DM, "called", ABOUT, {"why": "called", "severity": 3}),
        (MessageKind.PAGES, "many", ABOUT, {"count": 9}),
        (MessageKind.WELCOME, "here", ABOUT, {"join": "j1", "cards": CHANNEL, "approvers": 3}),
        (MessageKind.WELCOME, "nobody may", ABOUT, {"join": "j1", "cards": "C0CARDS", "approvers": 0}),
        (MessageKind.SHIFT, "stands in", ABOUT, {**SHIFT, "ended": False}),
        (MessageKind.SHIFT, "taken back", ABOUT, {**SHIFT, "ended": True}),
        (MessageKind.HAND_OFF_DM, "did you?", BY_HAND, {"approved_at": AT}),
        (
            MessageKind.QUARANTINE,
            "two",
            ABOUT,
            {"count": 2, "source": "generic", "reasons": ["no id", "no text"], "delivery_id": "msg_1"},
        ),
        (MessageKind.SOURCE_SILENT, "silent", ABOUT, {"source": "f5bot", "last": AT, "back": None}),
        (MessageKind.SOURCE_SILENT, "back", ABOUT, {"source": "f5bot", "last": AT, "back": SOON}),
        (MessageKind.SET_ASIDE, "two", Subject(mentions=MENTIONS), {}),
        (MessageKind.ALARM, "a loop", ABOUT, {"text": "The publishing loop has not turned for 5 minutes."}),
        (MessageKind.FACTS_CHANGED, "changed", ABOUT, {**FACT, "why": "changed", "drafts": 3}),
        (MessageKind.FACTS_CHANGED, "refreshed", ABOUT, {**FACT, "why": "changed", "refreshed": 3}),
        (MessageKind.COMMITMENT_DUE, "due", ABOUT, PROMISE),
        (MessageKind.COMMITMENT_DUE, "done", ABOUT, {**PROMISE, "state": "done", "by": SAM}),
        (
            MessageKind.COMMITMENT_DUE,
            "snoozed",
            ABOUT,
            {**PROMISE, "state": "snoozed", "by": SAM, "until": SOON},
        ),
        (MessageKind.QUESTION_DM, "asked", ABOUT, ASKED),
        (MessageKind.QUESTION_DM, "answered", ABOUT, {**ASKED, "answer": "Since Monday, yes"}),
        (MessageKind.PAUSED, "paused", ABOUT, PAUSE),
        (MessageKind.PAUSED, "resumed", ABOUT, {**PAUSE, "resumed": SOON, "resumed_by": MAYA}),
        (MessageKind.RIGHT, "given", ABOUT, RIGHT),
        (MessageKind.RIGHT, "over", ABOUT, {**RIGHT, "ended": SOON, "ended_by": MAYA}),
        (MessageKind.TEMPLATE_WAITS, "for another", ABOUT, {**CHANGE, "needs": "second", "version": 7}),
        (MessageKind.TEMPLATE_WAITS, "agreed", ABOUT, {**CHANGE, "needs": None, "agreed_by": ANN}),
        (MessageKind.OLDER, "120", Subject(older=120), {"source": "mastodon", "platform": "mastodon"}),
        (MessageKind.ALARM, "over", ABOUT, {"text": "Mastodon answers again.", "over": True}),
        (MessageKind.CRISIS_DM, "to lead", BEGUN, {"why": "war_room", "matter": "lead"}),
        (MessageKind.CRISIS_DM, "for a statement", BEGUN, {"why": "update_due", "matter": "statement"}),
        (MessageKind.PAGES, "of crises", ABOUT, {"count": 7, "of": "crises"}),
        (MessageKind.LOW_LIST, "waiting", Subject(low=LOW), {"since": AT}),
        (MessageKind.LOW_LIST, "done", Subject(low=LowList(LOW.entries, 2, 0)), {"since": AT}),
    )
} | {name: (kind, rendered(kind, subject)) for name, (kind, subject) in {**INCIDENTS, **CRISES}.items()}
