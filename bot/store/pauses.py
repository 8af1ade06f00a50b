"""Pauses of publishing, and the publications that they keep back."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Pause, Publication, PublicationState
from bot.store import crises
from bot.store.drafts import CardRows


async def current(session: AsyncSession, now: datetime) -> Pause | None:
    """The pause that holds now; `None` while publishing goes on. Of several, the one that began last."""
    holds = col(Pause.until).is_(None) | (col(Pause.until) > now)
    found = select(Pause).where(col(Pause.resumed_at).is_(None), holds)
    return (await session.exec(found.order_by(col(Pause.since).desc()).limit(1))).first()


async def holding(session: AsyncSession, rows: CardRows, now: datetime) -> Pause | None:
    """What keeps this very reply back now: a pause of everything, or a crisis that goes before routine."""
    return await current(session, now) or await crises.keeps_back(session, rows)


async def unresumed(session: AsyncSession) -> Sequence[Pause]:
    """Every pause that nobody has ended, also those whose time is over."""
    return (await session.exec(select(Pause).where(col(Pause.resumed_at).is_(None)))).all()


async def held(session: AsyncSession) -> Sequence[Publication]:
    """What is kept back and would otherwise be on its way."""
    return (await session.exec(select(Publication).where(*_IS_HELD))).all()


async def count_held(session: AsyncSession) -> int:
    """How many that are."""
    return (await session.exec(select(func.count()).select_from(Publication).where(*_IS_HELD))).one()


_IS_HELD = (col(Publication.state) == PublicationState.SCHEDULED, col(Publication.held_since).is_not(None))
