"""Drafts, their revisions, and everything a card shows, read in one go."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot import rights
from bot.models import (
    Approval,
    Draft,
    DraftRevision,
    DraftState,
    Mention,
    MentionState,
    Publication,
    Severity,
    Verdict,
)
from bot.ports import Written
from bot.text import sha256


@dataclass(frozen=True)
class CardRows:
    """The rows behind one card, of one moment."""

    mention: Mention
    verdict: Verdict
    draft: Draft
    revision: DraftRevision
    late: DraftRevision | None
    approval: Approval | None
    publication: Publication | None

    @property
    def is_sensitive(self) -> bool:
        """Whether only a few may approve it."""
        return rights.is_sensitive(max(self.draft.severity, self.verdict.severity), self.verdict.flags)


async def card_rows(session: AsyncSession, draft_id: str, *, lock: bool = False) -> CardRows | None:
    """All that the card of a draft shows; `None` if there is no such draft.

    With `lock` nobody else changes the draft or its mention until this transaction ends.
    """
    if lock:
        await lock_rows(session, draft_id)
    found = (
        await session.exec(
            select(Mention, Verdict, Draft, DraftRevision)
            .join(Verdict, col(Verdict.mention_id) == col(Mention.id))
            .join(Draft, col(Draft.id) == col(Mention.id))
            .join(DraftRevision, col(DraftRevision.draft_id) == col(Draft.id))
            .where(col(Mention.id) == draft_id, col(DraftRevision.revision) == col(Draft.revision))
        )
    ).first()
    if found is None:
        return None
    mention, verdict, draft, revision = found
    late = await get_revision(session, draft_id, draft.late_revision) if draft.late_revision else None
    approval = await session.get(Approval, draft.approval_id) if draft.approval_id else None
    publication = await session.get(Publication, draft.approval_id) if draft.approval_id else None
    return CardRows(mention, verdict, draft, revision, late, approval, publication)


async def lock_rows(session: AsyncSession, draft_id: str) -> None:
    """Hold a mention and its draft until this transaction ends."""
    # Mention first, then draft: everybody takes them in this order, so nobody waits in a circle.
    # SQLite has taken its one write lock already and ignores the words.
    await session.exec(select(Mention.id).where(col(Mention.id) == draft_id).with_for_update())
    await session.exec(select(Draft.id).where(col(Draft.id) == draft_id).with_for_update())


async def get_revision(session: AsyncSession, draft_id: str, revision: int) -> DraftRevision | None:
    """One wording of a draft."""
    return await session.get(DraftRevision, (draft_id, revision))


def as_revision(draft_id: str, revision: int, written: Written, now: datetime) -> DraftRevision:
    """The row of one wording, with the digest that an approval binds to."""
    return DraftRevision(
        draft_id=draft_id,
        revision=revision,
        text=written.text,
        sha256=sha256(written.text),
        made_by=written.made_by,
        tone=written.tone,
        template=written.template,
        findings=[asdict(found) for found in written.findings],
        commitments=[asdict(promise) for promise in written.commitments],
        uses=list(written.uses),
        back_translation=written.back_translation,
        usage=dict(written.usage or {}),
        known_at=written.known_at,
        created_at=now,
    )


async def next_revision(session: AsyncSession, draft_id: str) -> int:
    """The number for a new wording."""
    newest = select(func.max(DraftRevision.revision)).where(col(DraftRevision.draft_id) == draft_id)
    return ((await session.exec(newest)).one() or 0) + 1


async def move(
    session: AsyncSession,
    draft: Draft,
    *states: DraftState,
    to: DraftState,
    **changes: Any,
) -> bool:
    """Change a draft if it still stands where it was read, at the same revision; else change nothing.

    `states` are those it may be moved from; the row read is brought up to date on success.
    """
    changed = await session.exec(
        update(Draft)
        .where(col(Draft.id) == draft.id, col(Draft.state).in_(states))
        .where(col(Draft.revision) == draft.revision)
        .values(state=to, **changes)
    )
    if changed.rowcount != 1:
        return False
    await session.refresh(draft)
    return True


async def undrafted(
    session: AsyncSession, limit: int, without: Sequence[str], *, pressing: datetime | None = None
) -> Sequence[str]:
    """Ids of open mentions that wait for a first or another draft, the most urgent first.

    `pressing`: only those that cannot wait, which are high ones, ones that a person asks for again, and ones
    that came before that time.
    """
    waiting = (
        select(Mention.id)
        .join(Verdict, col(Verdict.mention_id) == col(Mention.id))
        .outerjoin(Draft, col(Draft.id) == col(Mention.id))
        .where(col(Mention.state) == MentionState.OPEN)
        .where(col(Draft.id).is_(None) | (col(Draft.state) == DraftState.REDRAFTING))
        .where(col(Mention.id).not_in(without))
        .order_by(col(Verdict.severity).desc(), col(Mention.received_at))
    )
    if pressing is not None:
        is_high, is_old = col(Verdict.severity) >= Severity.HIGH, col(Mention.received_at) <= pressing
        waiting = waiting.where(col(Draft.id).is_not(None) | is_high | is_old)
    return (await session.exec(waiting.limit(limit))).all()


async def drafted(session: AsyncSession, ids: Sequence[str]) -> set[str]:
    """Which of these mentions have the draft that was asked for, or need none any more."""
    if not ids:
        return set()
    has_draft = col(Draft.id).is_not(None) & (col(Draft.state) != DraftState.REDRAFTING)
    settled = (
        select(Mention.id)
        .outerjoin(Draft, col(Draft.id) == col(Mention.id))
        .where(col(Mention.id).in_(ids), has_draft | (col(Mention.state) != MentionState.OPEN))
    )
    return set((await session.exec(settled)).all())
