"""The list of advocates: who stands on it, how an entry changes, and how one is forgotten."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Advocate, Relation
from bot.store.inserts import insert_missing


async def standing(session: AsyncSession) -> Sequence[Advocate]:
    """Everybody on the list, by name."""
    found = select(Advocate).where(col(Advocate.removed_at).is_(None))
    return (await session.exec(found.order_by(func.lower(Advocate.name), Advocate.id))).all()


async def any_standing(session: AsyncSession) -> bool:
    """Whether there is a name on the list."""
    found = select(Advocate.id).where(col(Advocate.removed_at).is_(None)).limit(1)
    return (await session.exec(found)).first() is not None


async def get(session: AsyncSession, id: str, *, lock: bool = False) -> Advocate | None:
    """One entry, read fresh, taken off or not; with `lock` nobody else changes it until we commit."""
    found = select(Advocate).where(Advocate.id == id).execution_options(populate_existing=True)
    return (await session.exec(found.with_for_update() if lock else found)).first()


async def add(session: AsyncSession, advocate: Advocate) -> bool:
    """Put somebody on the list, unless one with this id was ever on it; whether it was done."""
    return await insert_missing(session, advocate)


async def change(session: AsyncSession, id: str, version: int, **values: Any) -> bool:
    """Change an entry that stands at this version; false if somebody else was first."""
    changed = await session.exec(
        update(Advocate)
        .where(col(Advocate.id) == id, col(Advocate.version) == version)
        .where(col(Advocate.removed_at).is_(None))
        .values(version=version + 1, **values)
    )
    return changed.rowcount == 1


async def remove(session: AsyncSession, id: str, version: int, now: datetime) -> bool:
    """Take somebody off the list and forget who it was; false if somebody else was first."""
    nobody: dict[str, Any] = {"name": "", "accounts": [], "topics": [], "languages": [], "contact": ""}
    gone: dict[str, Any] = {"followers": None, "relation": Relation.NONE, "removed_at": now}
    return await change(session, id, version, **nobody, **gone)


async def contacted(session: AsyncSession, id: str, at: datetime) -> None:
    """A letter went out to them; what a manager has open meanwhile is not made stale by it."""
    await session.exec(update(Advocate).where(col(Advocate.id) == id).values(last_contacted_at=at))
