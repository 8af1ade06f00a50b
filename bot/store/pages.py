"""Who was called by a direct message, how often of late, and whether it was worth it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Page
from bot.store.inserts import insert_missing


@dataclass(frozen=True)
class Rate:
    """Direct messages that called somebody, and how many of them were said not to have been worth it."""

    pages: int = 0
    idle: int = 0


async def add(session: AsyncSession, clock_id: str, draft_id: str, user: str, now: datetime) -> None:
    """Note that a clock called somebody."""
    await insert_missing(session, Page(id=f"{clock_id}:{user}", draft_id=draft_id, user=user, at=now))


async def add_of_crisis(
    session: AsyncSession, clock_id: str, crisis_id: str, user: str, now: datetime
) -> None:
    """Note that a clock of a crisis called somebody."""
    await insert_missing(session, Page(id=f"{clock_id}:{user}", crisis_id=crisis_id, user=user, at=now))


async def count(session: AsyncSession, user: str, since: datetime) -> int:
    """How often somebody was called from then on."""
    found = select(func.count()).select_from(Page).where(Page.user == user, col(Page.at) >= since)
    return (await session.exec(found)).one()


async def count_of_crises(session: AsyncSession, user: str, since: datetime) -> int:
    """How often somebody was called about crises from then on: however many posts call them beside that."""
    found = select(func.count()).select_from(Page).where(Page.user == user, col(Page.at) >= since)
    return (await session.exec(found.where(col(Page.crisis_id).is_not(None)))).one()


async def call_idle(session: AsyncSession, draft_id: str, user: str) -> bool:
    """Note that calling somebody for this was not worth it; false if they said so, or were not called."""
    return await _call_idle(session, user, col(Page.draft_id) == draft_id)


async def call_idle_of_crisis(session: AsyncSession, crisis_id: str, user: str) -> bool:
    """The same of a crisis."""
    return await _call_idle(session, user, col(Page.crisis_id) == crisis_id)


async def _call_idle(session: AsyncSession, user: str, is_about: ColumnElement[bool]) -> bool:
    mine = update(Page).where(is_about, col(Page.user) == user)
    return (await session.exec(mine.where(col(Page.is_idle).is_(False)).values(is_idle=True))).rowcount > 0


async def rate(session: AsyncSession, since: datetime) -> Rate:
    """All of them from then on."""
    idle = func.coalesce(func.sum(case((col(Page.is_idle), 1), else_=0)), 0)
    pages, idle_ones = (await session.exec(select(func.count(), idle).where(col(Page.at) >= since))).one()
    return Rate(pages, int(idle_ones))
