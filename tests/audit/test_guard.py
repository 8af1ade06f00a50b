"""The database itself refuses to change or remove what the record holds."""

import pytest
from sqlalchemy.exc import DBAPIError

from bot.store import audit_guard
from bot.store.database import Database
from tests.audit.record_rows import fill, verify

CHANGES = [
    f"{start} {table} {end}".strip()
    for table in audit_guard.TABLES
    for start, end in (("UPDATE", "SET hash = 'x'"), ("DELETE FROM", ""))
]


@pytest.fixture
async def guarded(database: Database) -> Database:
    """A record with the guard set up, twice over."""
    async with database.engine.begin() as connection:
        for statement in audit_guard.statements(connection.dialect.name) * 2:
            await connection.exec_driver_sql(statement)
    await fill(database)
    return database


@pytest.mark.parametrize("change", CHANGES)
async def test_a_change_is_refused(guarded: Database, change: str) -> None:
    with pytest.raises(DBAPIError, match=audit_guard.REFUSAL):
        async with guarded.engine.begin() as connection:
            await connection.exec_driver_sql(change)
    assert (await verify(guarded)).entries == 9


async def test_appending_goes_on(guarded: Database) -> None:
    await fill(guarded, steps=1)
    report = await verify(guarded)
    assert (report.entries, report.faults) == (12, [])


async def test_emptying_the_whole_table_is_refused_on_postgresql(guarded: Database) -> None:
    if guarded.is_sqlite:
        assert not any("TRUNCATE" in one for one in audit_guard.statements("sqlite"))
        return
    with pytest.raises(DBAPIError, match=audit_guard.REFUSAL):
        async with guarded.engine.begin() as connection:
            await connection.exec_driver_sql("TRUNCATE audit_entry")
