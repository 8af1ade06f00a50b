"""The database keeps what it confirmed, and nothing of what it did not."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection
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
async def test_who_is_cancelled_in_a_query_lets_others_write_at_once(database: Database) -> None:
    slow = Slow()

    async def work() -> None:
        async with database.writing() as session:
            await slow.query(await session.connection())

    cancelled = asyncio.create_task(work())
    await slow.begins()
    cancelled.cancel()
    slow.may_end.set()
    with pytest.raises(asyncio.CancelledError) as kept:  # with its traceback, which knows the statement
        await cancelled

    async with asyncio.timeout(PATIENCE_SECONDS), database.writing() as session:
        session.add(Budget(key="k", window_start=WHEN))
    assert kept.tb


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
async def test_who_is_cancelled_in_a_query_of_a_stopped_connection_goes(database: Database) -> None:
    slow = Slow()
    connection = await database.engine.connect()
    held = asyncio.create_task(slow.query(connection))
    await slow.begins()

    driver: Any = (await connection.get_raw_connection()).driver_connection
    driver.stop()  # as the database does when it closes
    held.cancel()

    ended, _ = await asyncio.wait([held], timeout=PATIENCE_SECONDS)
    slow.may_end.set()
    assert ended == {held}


class Slow:
    """A query that takes as long as the test wants."""

    def __init__(self) -> None:
        self.begun, self.may_end = Event(), Event()

    async def query(self, connection: AsyncConnection) -> None:
        """Not over before `may_end`."""
        driver: Any = (await connection.get_raw_connection()).driver_connection
        await driver.create_function("held", 0, self._hold)
        await connection.exec_driver_sql("SELECT held()")

    async def begins(self) -> None:
        """SQLite is at it."""
        assert await asyncio.to_thread(self.begun.wait, PATIENCE_SECONDS)

    def _hold(self) -> bool:
        self.begun.set()
        return self.may_end.wait(PATIENCE_SECONDS)
