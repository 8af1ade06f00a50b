"""Rows of a believable day, for tests that start in the middle of it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import (
    Complaint,
    Delivery,
    Draft,
    Mention,
    MentionState,
    MessageKind,
    Reach,
    Severity,
    Verdict,
)
from bot.ports import Clicked, Commitment, Eligibility, Finding, Length, People, Written
from bot.store import drafts, slack_messages
from bot.store.drafts import CardRows
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


async def put_draft(
    session: AsyncSession, *, mention: Mention | None = None, text: str = REPLY, **changes: Any
) -> Draft:
    """Mention, verdict, draft, first revision and card row, as drafting leaves them."""
    mention = mention or a_mention()
    if await session.get(Delivery, mention.delivery_id) is None:
        session.add(Delivery(id=mention.delivery_id, source="generic", key="k", body=b"{}", received_at=NOON))
        await session.flush()
    session.add(mention)
    await session.flush()
    draft = a_draft(mention, **changes)
    session.add(a_verdict(mention))
    session.add(draft)
    await session.flush()
    session.add(drafts.as_revision(mention.id, 1, written(text), NOON))
    await slack_messages.show(
        session,
        id=f"card:{mention.id}",
        kind=MessageKind.CARD,
        audience=CHANNEL,
        now=NOON,
        subject_id=mention.id,
    )
    return draft


def click(draft_id: str, user: str = ANN, revision: int | None = 1, at: datetime = NOON) -> Clicked:
    """A person's click on what they saw."""
    return Clicked(user, draft_id, revision, at)


class Team:
    """A directory that tests can change; implements `ports.Directory`."""

    def __init__(self) -> None:
        self.approvers = {ANN}
        self.managing = {MAYA}
        self.groups: dict[str, frozenset[str]] = {}
        self.members = {ANN, SAM, MAYA, COLE, OLIVE}

    async def people(self) -> People:
        """Who may what."""
        called, nobody = frozenset({COLE, SAM}), frozenset[str]()
        return People(frozenset(self.approvers), frozenset(self.managing), called, nobody, groups=self.groups)

    async def is_staff(self, user: str) -> bool:
        """Full members only."""
        return user in self.members


async def plain_check(
    session: AsyncSession, rows: CardRows, text: str, made_by: str, now: datetime
) -> Written:
    """Finds only the word "guarantee", which is hard, and 18:40, which only a person can know."""
    found = [Finding("R10", "hard", "guarantee", "It promises too much", "take it out")]
    doubtful = [Finding("R8", "soft", "18:40", "Nobody backs this time", "take it out")]
    return written(text, made_by, found * ("guarantee" in text) + doubtful * ("18:40" in text))


def fits(text: str) -> Length:
    """280 plain characters."""
    return Length(len(text), 280)


BY_API = Eligibility(Reach.API, "Approve posts this through your publishing webhook.")
