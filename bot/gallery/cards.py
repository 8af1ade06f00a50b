"""A card in every state that a draft can be in, and in the shapes that a waiting one can have."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.gallery.rows import ANN, COLE, MAYA, NOON, SAM, a_mention
from bot.gallery.views import HARD, PROMISE, SOFT, a_view, by_hand
from bot.models import DraftState, Event, Reach, Severity
from bot.ports import CardView, Commitment, Finding, Length, Sequel

WAITING = DraftState.WAITING
PLACES = ("Ryde", "Cowes", "Yarmouth", "Fishbourne", "Lymington")
LONG = " ".join(
    f"We are sorry that the boat from {place} left without you and that nobody told you why."
    for place in PLACES
)
TOO_LONG = Finding("length", "hard", "", "It is longer than X takes", "Take a sentence out")
TAKEN: dict[str, Any] = {
    "draft_assignee": SAM,
    "draft_taken_at": NOON,
    "draft_lease_until": NOON + timedelta(days=365),
}

AGAIN = Sequel(a_mention("2", text="Two hours later, and still nobody has called me back."), 1)

STATES: Mapping[str, CardView] = {
    "waiting": a_view(commitments=(PROMISE,), mention_author_followers=1_240),
    "redrafting": a_view(DraftState.REDRAFTING, **TAKEN),
    "waits for a second person": a_view(
        DraftState.SECOND,
        draft_first_approver=SAM,
        draft_first_approved_at=NOON - timedelta(minutes=2),
        draft_severity=Severity.HIGH,
        verdict_flags=["press"],
    ),
    "waits for a second person, nobody came": a_view(
        DraftState.SECOND, draft_first_approver=SAM, draft_first_approved_at=NOON - timedelta(minutes=12)
    ),
    "scheduled": a_view(DraftState.SCHEDULED),
    "scheduled, held by a pause": a_view(DraftState.SCHEDULED, held_since=NOON),
    "sending": a_view(DraftState.SENDING),
    "sending, late": a_view(DraftState.SENDING, out_by=NOON - timedelta(minutes=1)),
    "in review": a_view(
        DraftState.IN_REVIEW, draft_problem="Its network checks replies before it shows them."
    ),
    "sent": a_view(DraftState.SENT, published_url="https://x.com/acme/status/99"),
    "sent, may be taken down": a_view(
        DraftState.SENT, can_remove=True, published_url="https://x.com/acme/status/99"
    ),
    "being taken down": a_view(DraftState.SENT, removal_by=ANN),
    "not taken down": a_view(
        DraftState.SENT, draft_problem="It could not be taken down and is still public."
    ),
    "taken down": a_view(DraftState.REMOVED, draft_problem="It names the wrong train."),
    "handed off": by_hand(DraftState.HANDED_OFF, mention_platform="reddit"),
    "posted by hand": by_hand(DraftState.POSTED_BY_HAND, mention_platform="reddit"),
    "failed": a_view(DraftState.FAILED, draft_problem="The network said no: this account is suspended."),
    "unknown": a_view(DraftState.UNKNOWN, draft_problem="The answer was lost after 10 s; not found yet."),
    "declined": a_view(DraftState.DECLINED, draft_decided_by=ANN, draft_decline_reason="Troll or bait"),
    "superseded": a_view(DraftState.SUPERSEDED, newer=AGAIN),
    "withdrawn": a_view(DraftState.WITHDRAWN),
    "expired": a_view(DraftState.EXPIRED),
}
SHAPES: Mapping[str, CardView] = {
    "by hand": by_hand(mention_platform="trustpilot", mention_stars=1),
    "two problems": a_view(findings=(HARD, SOFT), commitments=(Commitment("", "call back", "today"),)),
    "please check": a_view(findings=(SOFT,)),
    "rule set aside": a_view(
        overrides=[{"rule": "R11", "reason": "The board has promised it in public", "by": MAYA}]
    ),
    "never": a_view(draft_reach=Reach.NEVER, draft_reach_reason="Replies to this author are switched off."),
    "being edited": a_view(draft_edited_by=ANN, draft_edited_since=NOON, **TAKEN),
    "waits for an approver": a_view(draft_offered_revision=1, revision_by=COLE),
    "taken": a_view(**TAKEN),
    "snoozed": a_view(draft_snoozed_until=NOON + timedelta(hours=1), draft_snoozed_by=SAM),
    "called for help": a_view(draft_escalated_at=NOON, draft_escalated_by=SAM, draft_severity=Severity.HIGH),
    "critical": a_view(draft_severity=Severity.CRITICAL, verdict_flags=["legal"], sensitive_for=[MAYA, COLE]),
    "AI ready": a_view(draft_late_revision=2, has_ai=True, draft_note="It took longer than 4 s."),
    "by AI": a_view(revision_by="llm", has_ai=True, tone="warm"),
    "translated": a_view(
        text="Lucía, sentimos que nadie haya respondido a sus correos.",
        verdict_language="es",
        back_translation="Lucía, we are sorry that nobody has answered your mails.",
    ),
    "needs a language": a_view(template="needs_language/pt", text=""),
    "edited by its author": a_view(mention_last_event=Event.EDITED),
    "posted again": a_view(newer=AGAIN),
    "stands for an older post": a_view(before=[a_mention("0", text="Where is my bag?")]),
    "passed on as it is": a_view(draft_offered_revision=1),
    "no reply suggested": a_view(
        draft_strategy="no_reply", draft_strategy_why="Nothing here to answer: an insult without a complaint"
    ),
    "long": a_view(text=LONG, length=Length(len(LONG), 280), mention_text=LONG * 4, findings=(TOO_LONG,)),
}
CARDS: Mapping[str, CardView] = {**STATES, **SHAPES}
