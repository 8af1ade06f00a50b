"""`amends export`: the record as a file, and whether it is whole."""

import asyncio
import json
from typing import IO

import click

from bot import audit
from bot.cli.main import FAULTY
from bot.errors import NotDurable
from bot.settings import load
from bot.store.audit import entries
from bot.store.database import Database
from bot.store.health import look


@click.command("export")
@click.option("--audit", "audit_wanted", is_flag=True, required=True, help="The record of who did what when.")
@click.option(
    "--out",
    type=click.File("w", encoding="utf-8", lazy=True),
    default="-",
    help="File to write; default: the screen.",
)
@click.pass_context
def command(ctx: click.Context, audit_wanted: bool, out: IO[str]) -> None:
    """Write out the record of who did what when, and verify it.

    One entry a line, as JSON. Exit code 0: the record is whole. 1: it is not, or it cannot be read.
    """
    report = asyncio.run(_export(load().database_url, out))
    for sentence in report.faults:
        click.echo(sentence, err=True)
    click.echo(summary(report), err=True)
    ctx.exit(FAULTY if report.faults else 0)


def summary(report: audit.VerifyReport) -> str:
    """What verifying found, in one sentence."""
    read = f"{report.entries} entries in {report.chains} chains, {report.seals} seals"
    if report.faults:
        return f"The record is NOT whole: {len(report.faults)} faults in {read}."
    newest = f" Newest seal: {report.last_seal}." if report.last_seal else ""
    return f"The record is whole: {read}.{newest}"


async def _export(url: str, out: IO[str]) -> audit.VerifyReport:
    database = Database(url)
    try:
        if not (await look(database)).is_usable:
            raise NotDurable("not there, or not at this version")
        async with database.reading() as session:
            async for entry in entries(session):
                out.write(json.dumps(audit.as_object(entry)) + "\n")
            return await audit.verify(session)
    finally:
        await database.close()
