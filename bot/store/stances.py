"""Stances: which one stands for an incident, how it is approved and ended, and which replies rely on one."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import func, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Stance

PREFIX = "stance-"
"""How the ids of stances begin, so that they are told from facts and actions in `DraftRevision.uses`."""


async def standing(session: AsyncSession, incident_id: str) -> Stance | None:
    """What is said of an incident now, approved or not; `None` if nobody has written anything."""
    found = (
        select(Stance)
        .where(col(Stance.incident_id) == incident_id, col(Stance.ended_at).is_(None))
        .order_by(col(Stance.version).desc())
        .execution_options(populate_existing=True)
    )
    return (await session.exec(found.limit(1))).first()


async def get(session: AsyncSession, id: str) -> Stance | None:
    """One version, read fresh."""
    return await session.get(Stance, id, populate_existing=True)


async def add(session: AsyncSession, stance: Stance) -> None:
    """Put a new version in the place of the one that stands."""
    await session.exec(
        update(Stance)
        .where(col(Stance.incident_id) == stance.incident_id, col(Stance.ended_at).is_(None))
        .values(ended_at=stance.written_at)
    )
    session.add(stance)
    await session.flush()


async def next_version(session: AsyncSession, incident_id: str) -> int:
    """The number for a new one."""
    newest = select(func.max(Stance.version)).where(col(Stance.incident_id) == incident_id)
    return ((await session.exec(newest)).one() or 0) + 1


async def move(session: AsyncSession, stance: Stance, **changes: Any) -> bool:
    """Change a version that stands and is not approved yet; false if somebody was first."""
    first = col(Stance.first_approver)
    is_same = first.is_(None) if stance.first_approver is None else first == stance.first_approver
    moved = await session.exec(
        update(Stance)
        .where(col(Stance.id) == stance.id, is_same)
        .where(col(Stance.ended_at).is_(None), col(Stance.approved_at).is_(None))
        .values(**changes)
    )
    if moved.rowcount != 1:
        return False
    await session.refresh(stance)
    return True


async def end(session: AsyncSession, id: str, now: datetime) -> bool:
    """Let it hold no more; false if it had ended."""
    ended = await session.exec(
        update(Stance).where(col(Stance.id) == id, col(Stance.ended_at).is_(None)).values(ended_at=now)
    )
    return ended.rowcount == 1


async def void(session: AsyncSession, uses: Collection[str]) -> bool:
    """Whether a wording relies on a stance that does not hold (any more)."""
    ids = [one for one in uses if one.startswith(PREFIX)]
    if not ids:
        return False
    holding = select(Stance.id).where(
        col(Stance.id).in_(ids), col(Stance.ended_at).is_(None), col(Stance.approved_at).is_not(None)
    )
    return len((await session.exec(holding)).all()) < len(set(ids))
