"""The migrations lead to the tables that the models speak of, and run once whoever starts them."""

import asyncio
from enum import Enum
from importlib.resources import as_file, files
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, MetaData
from sqlmodel import SQLModel, select

from bot.models import DraftRevision
from bot.store import drafts
from bot.store.database import Database
from tests.builders import NOON, REPLY, a_draft, a_mention, written


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


async def test_wordings_from_before_keep_their_words_and_state_nothing(database_url: str) -> None:
    database = Database(database_url)
    async with database.engine.begin() as connection:
        await connection.run_sync(as_it_was)

    await database.migrate()

    async with database.reading() as session:
        (revision,) = (await session.exec(select(DraftRevision))).all()
    assert (revision.text, revision.uses, revision.overrides, revision.usage) == (REPLY, [], [], {})
    await database.close()


def as_it_was(connection: Connection) -> None:
    """The first schema, with one draft in it."""
    with as_file(files("bot.migrations")) as scripts:
        config = Config()
        config.set_main_option("script_location", str(scripts))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    tables = MetaData()
    tables.reflect(connection)
    mention = a_mention()
    rows = (mention, a_draft(mention), drafts.as_revision(mention.id, 1, written(), NOON))
    for row in rows:
        table = tables.tables[str(row.__tablename__)]
        values = {column: plain(value) for column, value in row.model_dump().items() if column in table.c}
        connection.execute(table.insert().values(values))


def plain(value: Any) -> Any:
    """As the columns of the first schema take it: reflected, they know no words of ours."""
    return value.value if isinstance(value, Enum) else value
