"""`amends eval triage`: how well triage agrees with people, on texts that people have labelled."""

import json
import time
from pathlib import Path
from typing import NoReturn

import click

from bot.cli.main import UNUSABLE_SETTINGS
from bot.evals.labelled import labelled_rows
from bot.evals.rows import UnusableInput
from bot.evals.triage import Tally, measure
from bot.evals.triage_summary import summarise
from bot.evals.triage_text import as_text, unknown_words
from bot.evals.vocabularies import Vocabulary, known_words, read_map
from bot.triage import Judge

EACH = 6_400
"""Texts between two words about how far it is."""
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("triage")
@click.argument("file", type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="Print the figures for programs.")
@click.option("--reasons", type=_FILE, help="TOML: what the file's reasons mean in Amends' categories.")
@click.pass_context
def triage(ctx: click.Context, file: Path, as_json: bool, reasons: Path | None) -> None:
    """Judge each text of FILE as the service would, and compare with what people say of it.

    FILE holds JSON lines: "id", "text", and "complaint" (true or false) or "sentiment" ("negative" is a
    complaint, "neutral" and "positive" are none); if you have them "reason", "brand" and "stars".

    A text counts as a complaint when its score is above 0; accuracy, macro-F1, precision and recall are of
    that yes or no. "unsure" is the share of texts where triage does not decide: they count as yes or no by
    their score all the same, and in the service they always go to a person. "set_aside_wrongly" is the share
    of the complaints that a source in trust mode would give no card. The speed is of one processor.

    Reasons are measured on lines that have one. Amends knows its own categories and the labels of the public
    airline file ("Can't Tell" is left out); for other names give --reasons a file with lines such as
    "Late delivery" = ["delay"].

    Exit code 0: measured. 2: a file cannot be used.
    """
    words = known_words(_map(ctx, reasons) if reasons else None)
    tally = _measured(ctx, file)
    found = summarise(tally, words)
    if unknown := unknown_words(found.unknown):
        _say(unknown)
    click.echo(
        json.dumps(found.as_json(), ensure_ascii=False) if as_json else as_text(file.name, found, tally)
    )


def _measured(ctx: click.Context, file: Path) -> Tally:
    try:
        with file.open("rb") as lines:
            tally = measure(labelled_rows(lines), Judge(), time.process_time, _tell)
        if tally.n == 0:
            raise UnusableInput(None, "there is no row in it")
    except UnusableInput as fault:
        _fail(ctx, file, fault)
    return tally


def _map(ctx: click.Context, path: Path) -> Vocabulary:
    try:
        return read_map(path)
    except UnusableInput as fault:
        _fail(ctx, path, fault)


def _tell(done: int) -> None:
    if done % EACH == 0:
        _say(f"{done:,} texts")


def _fail(ctx: click.Context, file: Path, fault: UnusableInput) -> NoReturn:
    click.echo(f"{file.name}: {fault}", err=True)
    ctx.exit(UNUSABLE_SETTINGS)


def _say(words: str) -> None:
    """What goes on, beside the result."""
    click.echo(f"  {words}", err=True)
