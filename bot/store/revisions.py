"""The wordings that a draft has had."""

from collections.abc import Sequence

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import DraftRevision

MOST = 50
"""Nobody reads further back."""


async def newest(session: AsyncSession, draft_id: str, limit: int = MOST) -> Sequence[DraftRevision]:
    """The wordings of a draft, the newest first."""
    found = (
        select(DraftRevision)
        .where(col(DraftRevision.draft_id) == draft_id)
        .order_by(col(DraftRevision.revision).desc())
        .limit(limit)
    )
    return (await session.exec(found)).all()
