"""`amends migrate`: bring the database to this version without starting the service."""

import asyncio

import click

from bot.settings import load
from bot.store.database import Database
from bot.store.health import look


@click.command("migrate")
def command() -> None:
    """Bring the database to this version.

    The service does the same when it starts. Running it twice does no harm.
    """
    version = asyncio.run(_migrate(load().database_url))
    click.echo(f"The database is at version {version}.")


async def _migrate(url: str) -> str:
    database = Database(url)
    try:
        await database.migrate()
        versions = (await look(database)).versions
        return versions.stored or "none" if versions else "none"
    finally:
        await database.close()
