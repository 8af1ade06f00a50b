"""Budgets of outside doors, shared by all replicas."""

from datetime import datetime, timedelta

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot import budgets
from bot.budgets import Level, Rate
from bot.models import Budget
from bot.store.inserts import insert_missing


async def take(session: AsyncSession, key: str, rate: Rate, now: datetime, *, for_person: bool) -> float:
    """Count one call of a door if it may be made now. Returns 0.0, or the seconds to wait."""
    row = await _locked(session, key, now)
    level = Level(row.window_start, row.used, row.parked_until)
    grant = budgets.take(level, rate, now, for_person=for_person)
    if grant.is_given:
        _keep(row, grant.level)
        await session.flush()
    return grant.wait


async def park(session: AsyncSession, key: str, now: datetime, seconds: float) -> None:
    """Leave a door alone for a while, because the other side asked for it."""
    row = await _locked(session, key, now)
    until = now + timedelta(seconds=seconds)
    row.parked_until = max(row.parked_until or until, until)
    await session.flush()


async def _locked(session: AsyncSession, key: str, now: datetime) -> Budget:
    chosen = select(Budget).where(col(Budget.key) == key).with_for_update()
    row = (await session.exec(chosen)).first()
    if row is None:
        await insert_missing(session, Budget(key=key, window_start=now))
        row = (await session.exec(chosen)).one()
    return row


def _keep(row: Budget, level: Level) -> None:
    row.window_start, row.used, row.parked_until = level.since, level.used, level.parked_until
