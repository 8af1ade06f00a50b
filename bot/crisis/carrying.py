"""Drafts that a crisis makes itself: statements to everybody, and updates to those whom we have answered.

Each stands on a post of our own record, so that it is approved, published, read back and recorded like any
other reply.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import (
    Complaint,
    Crisis,
    Draft,
    DraftRevision,
    DraftState,
    Mention,
    MentionState,
    Reach,
    Severity,
    Verdict,
)
from bot.ports import Answer, Clicked, Finding, NewId, Publishers, Written
from bot.store import drafts, incident_cards, slack_messages
from bot.store.drafts import CardRows
from bot.text import sha256

SOURCE: Final = "amends"
"""Of posts that no source has brought."""

STATEMENT: Final = "A statement. It replies to no single post."

FIRST_REPLY_ONLY: Final = frozenset({"R1", "R2", "R6"})
"""Rules for a first reply to one person: name their trouble, say sorry, say what comes next."""

Check = Callable[[AsyncSession, CardRows, str, str, datetime], Awaitable[Written]]
"""The rules for a text that somebody wrote."""
Approve = Callable[[AsyncSession, CardRows, Clicked, str], Awaitable[Answer]]
"""Binds an approval with this id to a draft's exact text, and commits the intent to publish it."""
OpenClocks = Callable[[AsyncSession, Draft, datetime], Awaitable[None]]


@dataclass(frozen=True)
class Carrier:
    """Makes such drafts. `channel` is where cards stand."""

    publishers: Publishers
    check: Check
    approve: Approve
    open_clocks: OpenClocks
    new_id: NewId
    channel: str

    def statement_post(self, crisis: Crisis, platform: str, now: datetime) -> Mention:
        """What a statement on a platform stands on: it replies to nobody."""
        id = self.new_id()
        return Mention(
            id=id,
            source=SOURCE,
            external_id=f"statement-{id}",
            platform=platform,
            text=STATEMENT,
            brand=crisis.brand or None,
            received_at=now,
            language="en",
            author_name="To everybody",
            target={"statement": True},
            delivery_id="",
            state=MentionState.OPEN,
        )

    def update_post(self, answered: Mention) -> Mention:
        """What an update to somebody stands on: a copy of the post that we have answered.

        It came when that came, so that whatever its author writes after the update was drafted stops it.
        """
        kept = answered.model_dump(exclude={"id", "state", "outcome", "closed_at", "revision"})
        return Mention(**kept, id=self.new_id(), state=MentionState.OPEN)

    async def checked(
        self, session: AsyncSession, post: Mention, text: str, user: str, now: datetime, *, strict: bool
    ) -> Written:
        """What the rules say about a text for this post; `strict` as in a case that may end in court."""
        rows = _rows(post, _verdict(post, Severity.CRITICAL if strict else Severity.NORMAL, now), text, now)
        return await self.check(session, rows, text, user, now)

    def measures(self, post: Mention, text: str) -> bool:
        """Whether a text fits where this post stands."""
        return self.publishers.choose(post).measure(text, post).fits

    async def put(
        self,
        session: AsyncSession,
        crisis: Crisis,
        post: Mention,
        words: Written,
        severity: Severity,
        due_at: datetime,
        now: datetime,
        overrides: Sequence[dict[str, str]] = (),
    ) -> CardRows:
        """Store a draft for it; it is listed on the incident and has no card yet."""
        publisher = self.publishers.choose(post)
        way = publisher.can_reply(post)
        verdict = _verdict(post, severity, now)
        draft = Draft(
            id=post.id,
            mention_revision=post.revision,
            severity=severity,
            due_at=due_at,
            publisher=publisher.name,
            reach=way.reach,
            reach_reason=way.reason,
            listed_in=incident_cards.row_id(crisis.incident_id),
            created_at=now,
        )
        revision = drafts.as_revision(post.id, 1, words, now)
        revision.overrides = list(overrides)
        for row in (post, verdict, draft, revision):
            session.add(row)
            await session.flush()
        return CardRows(post, verdict, draft, revision, None, None, None)

    async def send(
        self, session: AsyncSession, rows: CardRows, first: str, second: str, now: datetime
    ) -> Answer:
        """Approve it for two people who have approved these bytes already, and give it its card."""
        seen = {"first_approver": first, "first_approved_at": now, "first_sha256": rows.revision.sha256}
        await drafts.move(
            session, rows.draft, DraftState.WAITING, to=DraftState.SECOND, approvals_needed=2, **seen
        )
        click = Clicked(second, rows.draft.id, rows.draft.revision, now)
        answer = await self.approve(session, rows, click, self.new_id())
        await slack_messages.give_card(session, rows.draft.id, self.channel, now)
        return answer


def first_hard(found: Sequence[Finding]) -> str | None:
    """What a text may not hold, in words for whoever wrote it; `None` if it may go out."""
    hard = next((one for one in found if one.level == "hard"), None)
    if hard is None:
        return None
    return f"“{hard.words}”: {hard.why} {hard.fix}" if hard.words else f"{hard.why} {hard.fix}"


def _verdict(post: Mention, severity: Severity, now: datetime) -> Verdict:
    return Verdict(
        mention_id=post.id,
        mention_revision=post.revision,
        complaint=Complaint.YES,
        score=1.0,
        category="other",
        severity=severity,
        language=post.language or "en",
        judged_by="rules",
        judged_at=now,
    )


def _rows(post: Mention, verdict: Verdict, text: str, now: datetime) -> CardRows:
    """As if it stood already, for checking."""
    draft = Draft(
        id=post.id,
        severity=verdict.severity,
        due_at=now,
        publisher="",
        reach=Reach.HAND_OFF,
        reach_reason="",
        created_at=now,
    )
    revision = DraftRevision(
        draft_id=post.id, revision=1, text=text, sha256=sha256(text), made_by="", created_at=now
    )
    return CardRows(post, verdict, draft, revision, None, None, None)
