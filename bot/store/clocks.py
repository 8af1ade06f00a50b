"""Clocks: rows that come due unless they are stopped first."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Clock, ClockKind
from bot.store.inserts import insert_missing


async def start(
    session: AsyncSession, *, subject_id: str, kind: ClockKind, due_at: datetime, step: str = "1"
) -> None:
    """Set a clock going. One that was ever started for this subject, kind and step is left alone."""
    await insert_missing(
        session,
        Clock(id=f"{subject_id}:{kind}:{step}", subject_id=subject_id, kind=kind, step=step, due_at=due_at),
    )


async def stop(session: AsyncSession, subject_id: str, now: datetime, *kinds: ClockKind) -> None:
    """Stop the running clocks of a subject; of every kind when none is named."""
    running = update(Clock).where(col(Clock.subject_id) == subject_id, col(Clock.done_at).is_(None))
    if kinds:
        running = running.where(col(Clock.kind).in_(kinds))
    await session.exec(running.values(done_at=now))


async def due(session: AsyncSession, now: datetime, limit: int = 100) -> list[Clock]:
    """Running clocks whose time has come, the longest overdue first."""
    come = select(Clock).where(col(Clock.done_at).is_(None), col(Clock.due_at) <= now)
    return list((await session.exec(come.order_by(col(Clock.due_at), col(Clock.id)).limit(limit))).all())


async def waiting(session: AsyncSession, kind: ClockKind, until: datetime, limit: int) -> Sequence[Clock]:
    """Running clocks of one kind that come due by then, the next one first."""
    running = select(Clock).where(col(Clock.done_at).is_(None), col(Clock.due_at) <= until)
    found = running.where(col(Clock.kind) == kind).order_by(col(Clock.due_at), col(Clock.id))
    return (await session.exec(found.limit(limit))).all()


async def claim(session: AsyncSession, clock_id: str, now: datetime) -> bool:
    """Fire a clock for this caller alone; false if it was fired or stopped meanwhile."""
    claimed = await session.exec(
        update(Clock)
        .where(col(Clock.id) == clock_id, col(Clock.done_at).is_(None))
        .values(done_at=now, fired=True)
    )
    return claimed.rowcount == 1


async def fired_since(session: AsyncSession, since: datetime, *kinds: ClockKind) -> int:
    """How many clocks of these kinds have fired from then on."""
    fired = select(func.count()).where(col(Clock.done_at) >= since, col(Clock.fired).is_(True))
    return (await session.exec(fired.where(col(Clock.kind).in_(kinds)))).one()


async def running(session: AsyncSession, subject_id: str) -> Sequence[Clock]:
    """The clocks of a subject that have neither fired nor been stopped, the next one first."""
    waiting = select(Clock).where(col(Clock.subject_id) == subject_id, col(Clock.done_at).is_(None))
    # Put in order here: asked to, SQLite would walk through every clock that runs.
    return sorted((await session.exec(waiting)).all(), key=lambda clock: clock.due_at)
