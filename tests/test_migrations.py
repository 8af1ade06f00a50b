"""The migrations lead to the tables that the models speak of, and run once whoever starts them."""

import asyncio
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection
from sqlmodel import SQLModel

from bot.store.database import Database


def differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"include_name": ours, "compare_type": False})
    return list(compare_metadata(context, SQLModel.metadata))


def ours(name: str | None, kind: str, _parents: Any) -> bool:
    return kind != "table" or name in SQLModel.metadata.tables


async def test_the_migrated_tables_are_those_of_the_models(database: Database) -> None:
    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_two_processes_that_start_together_migrate_once(database_url: str) -> None:
    both = [Database(database_url), Database(database_url)]

    await asyncio.gather(*(one.migrate() for one in both))

    assert await both[0].is_up()
    for one in both:
        await one.close()


async def test_migrating_again_changes_nothing(database: Database) -> None:
    await database.migrate()

    assert await database.is_up()
