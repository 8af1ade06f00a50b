"""The database keeps what it confirmed, and nothing of what it did not."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import NotDurable
from bot.models import Budget
from bot.store.database import Database

WHEN = datetime(2026, 11, 22, tzinfo=UTC)
PATIENCE_SECONDS = 5.0


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


@pytest.mark.parametrize("brief", [False, True])
async def test_a_whole_transaction_stands_when_it_returns(database: Database, brief: bool) -> None:
    async def add(session: AsyncSession) -> str:
        session.add(Budget(key="k", window_start=WHEN))
        return "done"

    assert await database.whole(add, brief=brief) == "done"
    async with database.reading() as session:
        assert (await session.exec(select(Budget))).one().key == "k"


@pytest.mark.parametrize("brief", [False, True])
async def test_a_whole_transaction_that_fails_leaves_nothing(database: Database, brief: bool) -> None:
    async def fail(session: AsyncSession) -> None:
        session.add(Budget(key="k", window_start=WHEN))
        await session.flush()
        raise LookupError

    with pytest.raises(LookupError):
        await database.whole(fail, brief=brief)
    async with database.reading() as session:
        assert (await session.exec(select(Budget))).all() == []


async def test_a_whole_transaction_that_is_cancelled_holds_up_nobody(database: Database) -> None:
    async def bump(session: AsyncSession) -> None:
        row = (await session.exec(select(Budget).with_for_update())).one()
        row.used += 1
        session.add(row)

    async with database.writing() as session:
        session.add(Budget(key="k", window_start=WHEN))
    asyncio.create_task(database.whole(bump, brief=True)).cancel()
    begun = asyncio.create_task(database.whole(bump, brief=True))
    await asyncio.sleep(0)
    begun.cancel()
    await asyncio.gather(*(database.whole(bump, brief=number % 2 == 0) for number in range(10)))

    async with database.reading() as session:
        assert (await session.exec(select(Budget))).one().used in {10, 11}


async def test_a_whole_transaction_waits_for_nothing_but_its_session(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'whole.db'}")
    try:
        for brief in (False, True):
            with pytest.raises(RuntimeError, match="nothing but its session"):
                await database.whole(lambda _session: asyncio.sleep(0), brief=brief)
    finally:
        await database.close()


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
async def test_a_connection_that_was_never_given_back_ends_with_the_others(database: Database) -> None:
    lost = await database.engine.connect()

    await database.close()

    assert not any(thread.is_alive() for thread in database._threads)
    await lost.invalidate()


async def test_a_closed_database_refuses_who_is_still_at_work_until_it_is_opened_again(
    database: Database,
) -> None:
    async def count(session: AsyncSession) -> int:
        return len((await session.exec(select(Budget))).all())

    assert await database.whole(count) == 0
    await database.close()

    for brief in (False, True):
        with pytest.raises(NotDurable):
            await database.whole(count, brief=brief)
    with pytest.raises(NotDurable):
        async with database.writing() as session:
            await count(session)
    with pytest.raises(OperationalError):
        async with database.reading() as session:
            await count(session)
    assert not await database.is_up()
    database.reopen()
    assert await database.whole(count) == 0


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
async def test_who_is_cancelled_in_a_query_of_a_stopped_connection_goes(database: Database) -> None:
    begun, may_end = Event(), Event()

    def hold() -> bool:
        begun.set()
        return may_end.wait(PATIENCE_SECONDS)

    connection = await database.engine.connect()
    driver: Any = (await connection.get_raw_connection()).driver_connection
    await driver.create_function("hold", 0, hold)
    held = asyncio.create_task(connection.exec_driver_sql("SELECT hold()"))
    await asyncio.to_thread(begun.wait, PATIENCE_SECONDS)

    driver.stop()  # as the database does when it closes
    held.cancel()

    ended, _ = await asyncio.wait([held], timeout=PATIENCE_SECONDS)
    may_end.set()
    assert ended == {held}
