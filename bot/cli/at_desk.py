"""What the shell's commands for the desk share: the database without the service, the brake without Slack."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import click

from bot.cli.main import FAULTY
from bot.pausing import Pausing
from bot.ports import Answer, People, Refused
from bot.settings import Settings, load
from bot.store.database import Database
from bot.store.health import look


class NobodyInSlack:
    """The directory of who stands at the machine itself: Slack is not asked. Implements `Directory`."""

    async def people(self) -> People:
        """Nobody; the shell needs no right."""
        nobody: frozenset[str] = frozenset()
        return People(nobody, nobody, nobody, nobody)

    async def is_staff(self, user: str) -> bool:
        """No."""
        return False


@asynccontextmanager
async def open_desk() -> AsyncIterator[tuple[Database, Settings]]:
    """The database of this installation. Exits with words if it is not there or not of this version."""
    settings = load()
    database = Database(settings.database_url)
    try:
        if not (await look(database)).is_usable:
            click.echo(
                "There is no database of this version yet. Run: amends serve, or amends migrate.", err=True
            )
            raise click.exceptions.Exit(FAULTY)
        yield database, settings
    finally:
        await database.close()


def brake(database: Database, settings: Settings) -> Pausing:
    """The brake, as the shell pulls it."""
    return Pausing(database, NobodyInSlack(), settings.slack_channel, lambda: secrets.token_hex(10))


def say(answer: Answer) -> None:
    """Tell what came of it; exit code 1 if nothing did."""
    if isinstance(answer, Refused):
        click.echo(answer.why, err=True)
        raise click.exceptions.Exit(FAULTY)
    click.echo(answer.say or "Done.")


def now() -> datetime:
    """The real clock."""
    return datetime.now(UTC)
