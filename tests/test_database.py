"""The database keeps what it confirmed, and nothing of what it did not."""

import asyncio
from datetime import UTC, datetime

from sqlmodel import select

from bot.models import Budget
from bot.store.database import Database

WHEN = datetime(2026, 11, 22, tzinfo=UTC)


async def test_ten_concurrent_increments_make_ten(database: Database) -> None:
    async with database.writing() as session:
        session.add(Budget(key="k", window_start=WHEN))

    async def bump() -> None:
        async with database.writing() as session:
            row = (await session.exec(select(Budget).with_for_update())).one()
            row.used += 1
            session.add(row)

    await asyncio.gather(*(bump() for _ in range(10)))
    async with database.reading() as session:
        assert (await session.exec(select(Budget))).one().used == 10
        assert (await session.exec(select(Budget))).one().window_start == WHEN
