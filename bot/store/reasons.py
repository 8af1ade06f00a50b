"""Reasons for no reply that the team has saved."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import SavedReason


async def offered(session: AsyncSession) -> Sequence[SavedReason]:
    """Those that are offered, the oldest first."""
    found = select(SavedReason).where(col(SavedReason.retired_at).is_(None))
    return (await session.exec(found.order_by(col(SavedReason.saved_at), col(SavedReason.id)))).all()


async def retire(session: AsyncSession, reason_id: str, at: datetime) -> bool:
    """Offer it no more; false if it was not offered."""
    retired = await session.exec(
        update(SavedReason)
        .where(col(SavedReason.id) == reason_id, col(SavedReason.retired_at).is_(None))
        .values(retired_at=at)
    )
    return retired.rowcount == 1
