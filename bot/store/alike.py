"""Waiting drafts as far as it takes to see which may be answered together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Draft, DraftRevision, DraftState, Mention, MentionState, Reach, Severity, Verdict
from bot.rights import Sight
from bot.store.worklist import waits_for

LOOKED_AT = 400
"""Drafts of the queue that are compared; a bound, so that a storm does not make the form slow."""


@dataclass(frozen=True)
class Candidate:
    """One waiting, mild draft, in the wording on its card."""

    draft_id: str
    revision: int
    category: str
    reach: Reach
    text: str
    thread: str | None
    template: str | None
    flags: Sequence[str]
    findings: Sequence[dict[str, Any]]
    commitments: Sequence[dict[str, Any]]


async def candidates(
    session: AsyncSession, sight: Sight, now: datetime, without: Sequence[str] = ()
) -> Sequence[Candidate]:
    """Drafts of at most normal severity that this person may take, the one due first first."""
    found = (
        select(  # type: ignore[call-overload]
            Draft.id,
            Draft.revision,
            Verdict.category,
            Draft.reach,
            DraftRevision.text,
            Mention.thread,
            DraftRevision.template,
            Verdict.flags,
            DraftRevision.findings,
            DraftRevision.commitments,
        )
        .join(Mention, col(Mention.id) == col(Draft.id))
        .join(Verdict, col(Verdict.mention_id) == col(Draft.id))
        .join(
            DraftRevision,
            (col(DraftRevision.draft_id) == col(Draft.id))
            & (col(DraftRevision.revision) == col(Draft.revision)),
        )
        .where(*waits_for(sight, now, without), col(Draft.state) == DraftState.WAITING)
        .where(col(Draft.severity) <= Severity.NORMAL, col(Verdict.severity) <= Severity.NORMAL)
        .where(col(Draft.reach) != Reach.NEVER)
        .where(col(Mention.state) == MentionState.OPEN)
        .where(col(Mention.revision) == col(Draft.mention_revision))
        .order_by(col(Draft.severity).desc(), col(Draft.due_at), col(Draft.id))
        .limit(LOOKED_AT)
    )
    return [Candidate(*row) for row in (await session.exec(found)).all()]
