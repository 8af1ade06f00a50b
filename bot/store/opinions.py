"""People's thumbs on wordings."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Opinion


async def put(
    session: AsyncSession, draft_id: str, revision: int, user: str, is_good: bool, at: datetime
) -> None:
    """Keep one person's thumb on one wording, instead of the one they gave before.

    The caller holds the draft, so that two presses of one person do not meet here.
    """
    opinion = await session.get(Opinion, (draft_id, revision, user))
    if opinion is None:
        opinion = Opinion(draft_id=draft_id, revision=revision, user=user, is_good=is_good, at=at)
    opinion.is_good, opinion.at = is_good, at
    session.add(opinion)
    await session.flush()


async def of_draft(session: AsyncSession, draft_id: str) -> Sequence[Opinion]:
    """All thumbs on a draft's wordings, the newest first."""
    found = select(Opinion).where(col(Opinion.draft_id) == draft_id).order_by(col(Opinion.at).desc())
    return (await session.exec(found)).all()
