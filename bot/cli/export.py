"""`amends export`: the record as a file, and whether it is whole; and what people corrected in triage."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import IO

import click

from bot import audit
from bot.cli.main import FAULTY
from bot.errors import NotDurable
from bot.evals.label_lines import as_line
from bot.settings import load
from bot.store.audit import entries
from bot.store.database import Database
from bot.store.health import look
from bot.store.labels import all_labelled

ONE_OF_BOTH = "Say which: --audit or --labels."


@click.command("export")
@click.option("--audit", "audit_wanted", is_flag=True, help="The record of who did what when.")
@click.option("--labels", "labels_wanted", is_flag=True, help="What people corrected in triage's verdicts.")
@click.option("--texts", is_flag=True, help="With --labels: also the posts' own words and the notes.")
@click.option(
    "--out",
    type=click.File("w", encoding="utf-8", lazy=True),
    default="-",
    help="File to write; default: the screen.",
)
@click.pass_context
def command(ctx: click.Context, audit_wanted: bool, labels_wanted: bool, texts: bool, out: IO[str]) -> None:
    """Write out the record and verify it, or what people corrected.

    One entry a line, as JSON. With --labels --texts the file is one that `amends eval triage` reads; it holds
    people's own words, so keep it where you keep such things. It holds only posts that somebody corrected,
    made a card of or called no complaint: triage looks worse on them than on all.

    Exit code 0: the record is whole, the labels are written. 1: it is not, or it cannot be read.
    """
    if audit_wanted == labels_wanted:
        raise click.UsageError(ONE_OF_BOTH)
    url = load().database_url
    if labels_wanted:
        click.echo(_labels_told(asyncio.run(_labels(url, out, texts)), texts), err=True)
        return
    report = asyncio.run(_export(url, out))
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


def _labels_told(count: int, texts: bool) -> str:
    told = f"{count} posts with what people said of them."
    return told if texts else f"{told} Without their words; to measure with amends eval triage, add --texts."


async def _export(url: str, out: IO[str]) -> audit.VerifyReport:
    async with _usable(url) as database, database.reading() as session:
        async for entry in entries(session):
            out.write(json.dumps(audit.as_object(entry)) + "\n")
        return await audit.verify(session)


async def _labels(url: str, out: IO[str], texts: bool) -> int:
    count = 0
    async with _usable(url) as database, database.reading() as session:
        async for one in all_labelled(session):
            out.write(json.dumps(as_line(one, with_text=texts), ensure_ascii=False) + "\n")
            count += 1
    return count


@asynccontextmanager
async def _usable(url: str) -> AsyncIterator[Database]:
    """The database, at this version. Raises `NotDurable` if it is not there."""
    database = Database(url)
    try:
        if not (await look(database)).is_usable:
            raise NotDurable("not there, or not at this version")
        yield database
    finally:
        await database.close()
