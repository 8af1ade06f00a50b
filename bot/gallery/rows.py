"""Rows of a believable day at a ferry company that does not exist."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.models import Complaint, Draft, Mention, MentionState, Reach, Severity, Verdict
from bot.ports import Commitment, Finding, Written
from bot.text import mention_id

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
CHANNEL = "C0CARE"
ANN, SAM, MAYA, COLE, OLIVE = "U0ANN", "U0STAFF", "U0MANA", "U0CALL", "U0OUT"
REPLY = "Jo, I'm sorry your bag missed the 7:40. I've asked the depot to look for it today. – Harbourline"


def a_mention(external_id: str = "1", **changes: Any) -> Mention:
    """A complaint as intake stores it."""
    values: dict[str, Any] = {
        "id": mention_id("generic", external_id),
        "source": "generic",
        "external_id": external_id,
        "platform": "x",
        "text": "My bag missed the 7:40 and nobody at the desk could tell me where it is.",
        "posted_at": NOON - timedelta(minutes=2),
        "received_at": NOON,
        "author_handle": "jo",
        "author_name": "Jo Park",
        "delivery_id": "delivery-1",
        "state": MentionState.OPEN,
    }
    return Mention(**(values | changes))


def a_verdict(mention: Mention, **changes: Any) -> Verdict:
    """Triage's view of it."""
    values: dict[str, Any] = {
        "mention_id": mention.id,
        "mention_revision": mention.revision,
        "complaint": Complaint.YES,
        "score": 1.2,
        "category": "lost",
        "severity": Severity.NORMAL,
        "language": "en",
        "judged_at": NOON,
    }
    return Verdict(**(values | changes))


def a_draft(mention: Mention, **changes: Any) -> Draft:
    """A draft that waits on its card."""
    values: dict[str, Any] = {
        "id": mention.id,
        "severity": Severity.NORMAL,
        "mention_revision": mention.revision,
        "due_at": NOON + timedelta(hours=3),
        "publisher": "webhook",
        "reach": Reach.API,
        "reach_reason": "Approve posts this through your publishing webhook.",
        "created_at": NOON,
    }
    return Draft(**(values | changes))


def written(text: str = REPLY, made_by: str = "template", findings: Sequence[Finding] = ()) -> Written:
    """Words with what checking found."""
    promise = Commitment(owner="the depot", what="look for the bag", due="today")
    return Written(text, made_by, "calm", "lost/1", tuple(findings), (promise,))
