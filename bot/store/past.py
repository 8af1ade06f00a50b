"""Posts that came in before, with what triage made of them: what templates are tried on."""

from collections.abc import Sequence

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Complaint, Mention, MentionState, Verdict


async def complaints(session: AsyncSession, limit: int) -> Sequence[tuple[Mention, Verdict]]:
    """The newest posts that were answered or wait for an answer."""
    found = (
        select(Mention, Verdict)
        .join(Verdict, col(Verdict.mention_id) == col(Mention.id))
        .where(col(Mention.state).in_((MentionState.OPEN, MentionState.CLOSED)))
        .where(col(Verdict.complaint) != Complaint.NO)
        .order_by(col(Mention.received_at).desc(), col(Mention.id))
        .limit(limit)
    )
    return (await session.exec(found)).all()
