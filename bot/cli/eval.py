"""`amends eval`: how good the drafts are, on complaints of your own."""

import asyncio
import json
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import click

from bot.cli.eval_incidents import command as incidents
from bot.cli.eval_judge import judged
from bot.cli.eval_writer import writing_model
from bot.cli.main import FAULTY, UNUSABLE_SETTINGS
from bot.drafting.composing import seeds
from bot.drafting.library import Library
from bot.errors import LlmUnavailable, TemplateFault
from bot.evals.comparing import Comparison, compare
from bot.evals.drafting import Ask, EvalDraft, drafts_for
from bot.evals.figures import comparison_figures, figures, judge_figures, rule_figures, table
from bot.evals.report import Report, as_html
from bot.evals.rows import Row, UnusableInput, read_rows
from bot.evals.summary import summarise

UNUSABLE_INPUT = UNUSABLE_SETTINGS
SHOWN = 10
"""Drafts that are printed on the screen."""

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group("eval")
def command() -> None:
    """Measure how good the drafts are, on a file of complaints.

    Nothing is published, and nothing is kept but what you ask to be written.
    """


command.add_command(incidents)


@command.command("drafts")
@click.argument("file", type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="Print drafts and figures for programs.")
@click.option(
    "--html", type=click.Path(dir_okay=False, writable=True, path_type=Path), help="Write a report."
)
@click.option("--llm", is_flag=True, help="Have the model of the settings write; costs money.")
@click.option("--judge", metavar="MODEL", help="Have a model compare each draft with the brand's own reply.")
@click.option("--templates", type=_FOLDER, help="Templates to draft from; default: those shipped.")
@click.option("--compare", "other", type=_FOLDER, help="Earlier templates, to show what got better or worse.")
@click.pass_context
def drafts(
    ctx: click.Context,
    file: Path,
    as_json: bool,
    html: Path | None,
    llm: bool,
    judge: str | None,
    templates: Path | None,
    other: Path | None,
) -> None:
    """Write a draft for each complaint of FILE and measure them.

    FILE holds JSON lines, or CSV if it is named so: "id" and "text", and if you have them "platform",
    "brand", "author", "stars" and "brand_reply". Templates write unless you choose --llm.
    Exit code 0: measured. 1: the judge could not be asked. 2: a file cannot be used.
    """
    try:
        rows = read_rows(file)
        with writing_model() if llm else nullcontext() as ask:
            report = _measure(file.name, rows, _library(templates), _library(other) if other else None, ask)
        if judge:
            report = asyncio.run(judged(report, judge, _say))
    except (UnusableInput, TemplateFault) as fault:
        click.echo(f"{file.name}: {fault}" if isinstance(fault, UnusableInput) else str(fault), err=True)
        ctx.exit(UNUSABLE_INPUT)
    except LlmUnavailable as fault:
        click.echo(f"The judge could not be asked: {fault}.", err=True)
        ctx.exit(FAULTY)
    if html:
        html.write_text(as_html(report), encoding="utf-8")
        _say(f"Report: {html}")
    click.echo(json.dumps(as_object(report), ensure_ascii=False, indent=2) if as_json else as_text(report))


def _library(folder: Path | None) -> Library:
    return Library.load(folder or seeds())


def _measure(
    name: str, rows: Sequence[Row], library: Library, other: Library | None, ask: Ask | None
) -> Report:
    found = _drafts(rows, library, ask, "drafts")
    old = _drafts(rows, other, ask, "drafts from the earlier templates") if other else None
    comparison = compare(old, found) if old else None
    return Report(name, found, summarise(found), comparison=comparison)


def _drafts(rows: Sequence[Row], library: Library, ask: Ask | None, what: str) -> list[EvalDraft]:
    found = []
    for number, draft in enumerate(drafts_for(rows, library, ask), start=1):
        found.append(draft)
        if number % 100 == 0 or number == len(rows):
            _say(f"{number} of {len(rows)} {what}")
    return found


def as_object(report: Report) -> dict[str, Any]:
    """What `--json` prints."""
    summary = report.summary.as_json()
    if report.verdicts:
        summary["judge"] = report.verdicts.as_json()
    if report.comparison:
        summary["comparison"] = report.comparison.as_json()
    return {"drafts": [draft.as_json() for draft in report.drafts], "summary": summary}


def as_text(report: Report) -> str:
    """What a person reads on the screen."""
    blocks = [table(f"{report.summary.n} drafts for {report.name}", figures(report.summary))]
    if report.summary.rules:
        blocks.append(table("Rules broken", rule_figures(report.summary)))
    if report.verdicts:
        blocks.append(table("Blind judge", judge_figures(report.verdicts)))
    if report.comparison:
        blocks.append(table("Against the earlier templates", comparison_figures(report.comparison)))
        blocks.append(_changes(report.comparison))
    blocks.append(_first(report.drafts))
    return "\n\n".join(block for block in blocks if block)


def _changes(comparison: Comparison) -> str:
    lines = [
        f"  {change.id}: {change.verdict}, {change.why}\n"
        f"    - {_line(change.before)}\n    + {_line(change.after)}"
        for change in comparison.changed[:SHOWN]
    ]
    return "\n".join(["What reads otherwise", *lines]) if lines else ""


def _first(found: Sequence[EvalDraft]) -> str:
    """The drafts that cannot be approved as they stand; where there are none, a few to read."""
    broken = [draft for draft in found if draft.hard or not draft.size.fits]
    title = "Look at these first" if broken else "The first drafts"
    lines = [
        f"  {draft.row.id}: {_line(draft.row.text)}\n    > {_line(draft.written.text)}{_why(draft)}"
        for draft in (broken or found)[:SHOWN]
    ]
    return "\n".join([title, *lines])


def _why(draft: EvalDraft) -> str:
    return "".join(f"\n      {found.rule}: {found.why} {_line(found.words)}" for found in draft.hard)


def _line(words: str) -> str:
    """A stranger's words on one line of the screen, with nothing that a terminal would obey."""
    return "".join(character if character.isprintable() else " " for character in words)


def _say(words: str) -> None:
    """What goes on, beside the result."""
    click.echo(f"  {words}", err=True)
