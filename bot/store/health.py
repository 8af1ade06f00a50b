"""What an operator wants to know of the database before trusting it."""

from dataclasses import dataclass
from importlib.resources import as_file, files

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from bot.store.database import Database


@dataclass(frozen=True)
class SchemaVersions:
    """What the database has (`None` before its first migration), and what this program needs."""

    stored: str | None
    shipped: str


async def schema_versions(database: Database) -> SchemaVersions:
    """Which version the tables have, and which they should have."""
    async with database.engine.connect() as connection:
        stored = await connection.run_sync(_stored)
    return SchemaVersions(stored, _shipped())


async def is_writable(database: Database) -> bool:
    """Whether a change could be made now; the one that is tried is taken back."""
    try:
        async with database.engine.connect() as connection:
            await connection.execute(text("CREATE TABLE amends_check (id INTEGER)"))
            await connection.rollback()
    except SQLAlchemyError:
        return False
    return True


def _stored(connection: Connection) -> str | None:
    return MigrationContext.configure(
        connection, opts={"version_table": "amends_version"}
    ).get_current_revision()


def _shipped() -> str:
    with as_file(files("bot.migrations")) as scripts:
        config = Config()
        config.set_main_option("script_location", str(scripts))
        return ScriptDirectory.from_config(config).get_current_head() or ""
