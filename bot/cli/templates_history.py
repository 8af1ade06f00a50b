"""`amends templates history` and `rollback`: who changed what when, and an earlier wording again."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from getpass import getuser

import click

from bot.cli.main import FAULTY
from bot.drafting.linting import Fault
from bot.drafting.template_trial import new_faults
from bot.drafting.versions import effective_set, save_set, shipped_set
from bot.errors import NotDurable
from bot.models import TemplateVersion
from bot.settings import load
from bot.store import templates
from bot.store.database import Database
from bot.store.health import look

SHIPPED = "shipped"
_STATES = {
    templates.SECOND: "waits for another manager",
    templates.REPLACED: "never in force: replaced",
    templates.REFUSED: "never in force: not agreed to",
}


@click.command("history")
@click.argument("path")
def history_command(path: str) -> None:
    """List the saved versions of PATH, such as tones/calm.toml, the newest first."""
    past = asyncio.run(_history(load().database_url, path))
    in_force = next((one.id for one in past if one.needs is None), None)
    for one in past:
        click.echo(_row(one, is_now=one.id == in_force))
    if in_force is None:
        there = path in shipped_set()
        click.echo(f"{SHIPPED}: in force now" if there else f"There is no template {path}.")


@click.command("rollback")
@click.argument("path")
@click.argument("version")
@click.option("--by", help="Who; default: the user of this machine.")
@click.pass_context
def rollback_command(ctx: click.Context, path: str, version: str, by: str | None) -> None:
    """Put VERSION of PATH in force again: a number from history, or “shipped”.

    It is saved as a new version, so that nothing is lost. It is checked first; with a fault nothing is saved.
    """
    found, said = asyncio.run(_roll_back(load().database_url, path, version, by or getuser()))
    for fault in found:
        click.echo(f"! {fault}", err=True)
    click.echo(said, err=bool(found))
    ctx.exit(FAULTY if found else 0)


async def _history(url: str, path: str) -> Sequence[TemplateVersion]:
    database = Database(url)
    try:
        if not (await look(database)).is_usable:
            return []
        async with database.reading() as session:
            return await templates.history(session, path)
    finally:
        await database.close()


async def _roll_back(url: str, path: str, version: str, by: str) -> tuple[list[Fault], str]:
    """What is wrong with the old wording, and what to say."""
    database = Database(url)
    try:
        if not (await look(database)).is_usable:
            raise NotDurable("not there, or not at this version; run: amends migrate")
        body = await _body(database, path, version)
        base = await effective_set(database)
        if base.get(path) == body:
            return [], "Nothing to save: this wording is in force already."
        faults = [one for one in new_faults({**base, path: body}, base) if one.level == "fault"]
        if faults:
            return faults, "Nothing was saved."
        note = f"Back to {'the shipped wording' if version == SHIPPED else f'version {version}'}"
        await save_set(database, {path: body}, by=f"shell:{by}", now=datetime.now(UTC), note=note)
        return [], f"{path}: {note.lower()}. A running Amends uses it within seconds."
    finally:
        await database.close()


async def _body(database: Database, path: str, version: str) -> str:
    if version == SHIPPED and path in shipped_set():
        return shipped_set()[path]
    async with database.reading() as session:
        past = {str(one.id): one.body for one in await templates.history(session, path)}
    if version not in past:
        raise click.BadParameter(f"{path} has no version {version}; see: amends templates history {path}")
    return past[version]


def _row(version: TemplateVersion, *, is_now: bool) -> str:
    state = (
        " (in force now)" if is_now else f" ({_STATES[version.needs]})" if version.needs in _STATES else ""
    )
    note = f": {_line(version.note)}" if version.note else ""
    return f"{version.id}  {version.saved_at:%Y-%m-%d %H:%M} UTC  {_line(version.saved_by)}{state}{note}"


def _line(words: str) -> str:
    """On one line of the screen, with nothing that a terminal would obey."""
    return "".join(character if character.isprintable() else " " for character in words)
