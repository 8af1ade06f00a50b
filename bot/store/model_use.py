"""What the model took, minute by minute, written down by all replicas together."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import ModelUse
from bot.store.inserts import insert_missing

KEPT = timedelta(days=1)


async def add(session: AsyncSession, now: datetime, tokens: int, usd: float) -> None:
    """Count one call; what is older than a day is forgotten."""
    minute = now.replace(second=0, microsecond=0)
    if await insert_missing(session, ModelUse(minute=minute)):
        await session.exec(delete(ModelUse).where(col(ModelUse.minute) < now - KEPT))
    await session.exec(
        update(ModelUse)
        .where(col(ModelUse.minute) == minute)
        .values(
            calls=col(ModelUse.calls) + 1,
            tokens=col(ModelUse.tokens) + tokens,
            usd=col(ModelUse.usd) + usd,
        )
    )


async def since(session: AsyncSession, start: datetime) -> Sequence[ModelUse]:
    """The minutes that began after then, the oldest first."""
    found = select(ModelUse).where(col(ModelUse.minute) > start).order_by(col(ModelUse.minute))
    return (await session.exec(found)).all()
