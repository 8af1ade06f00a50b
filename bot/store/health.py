"""What an operator wants to know of the database before trusting it. Looking makes and changes nothing."""

from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

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


@dataclass(frozen=True)
class Health:
    """`versions` is `None` when it does not exist yet or did not answer; `problem` then says why not."""

    exists: bool = True
    problem: str | None = None
    versions: SchemaVersions | None = None
    writable: bool = False

    @property
    def is_usable(self) -> bool:
        """There, and with the tables that this program expects."""
        return self.versions is not None and self.versions.stored == self.versions.shipped


async def look(database: Database) -> Health:
    """The database as it is now."""
    path = file_of(database)
    if path is not None and not path.exists():
        return Health(exists=False)
    try:
        async with database.engine.connect() as connection:
            stored = await connection.run_sync(_stored)
    except (SQLAlchemyError, OSError) as fault:
        return Health(problem=fault.__class__.__name__)
    return Health(versions=SchemaVersions(stored, _shipped()), writable=await _is_writable(database))


def file_of(database: Database) -> Path | None:
    """The file that holds everything; `None` when a server does."""
    return Path(database.url.database) if database.is_sqlite and database.url.database else None


async def _is_writable(database: Database) -> bool:
    """Whether a change could be made; the one that is tried is taken back."""
    try:
        async with database.engine.connect() as connection:
            await connection.execute(text("CREATE TABLE amends_check (id INTEGER)"))
            await connection.rollback()
    except SQLAlchemyError:
        return False
    return True


def _stored(connection: Connection) -> str | None:
    options = {"version_table": "amends_version"}
    return MigrationContext.configure(connection, opts=options).get_current_revision()


def _shipped() -> str:
    with as_file(files("bot.migrations")) as scripts:
        config = Config()
        config.set_main_option("script_location", str(scripts))
        return ScriptDirectory.from_config(config).get_current_head() or ""
