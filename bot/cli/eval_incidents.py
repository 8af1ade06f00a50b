"""`amends eval incidents`: what would have opened, on a file of posts with their times."""

import json
from collections.abc import Sequence
from pathlib import Path

import click

from bot.cli.main import UNUSABLE_SETTINGS
from bot.evals.incidents import Found, read_posts, replay
from bot.evals.rows import UnusableInput
from bot.text import excerpt

TITLE_CHARS = 60


@click.command("incidents")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the incidents for programs.")
@click.pass_context
def command(ctx: click.Context, file: Path, as_json: bool) -> None:
    """Replay the posts of FILE on their own clock and tell which incidents open.

    FILE holds JSON lines: "id", "text" and "posted_at", and if you have them "brand", "author",
    "platform", "followers" and "stars". Exit code 0: replayed. 2: the file cannot be used.
    """
    try:
        found = replay(read_posts(file))
    except UnusableInput as fault:
        click.echo(f"{file.name}: {fault}", err=True)
        ctx.exit(UNUSABLE_SETTINGS)
    if as_json:
        told = {"incidents": [each.as_json() for each in found]}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        click.echo(as_text(found))


def as_text(found: Sequence[Found]) -> str:
    """What a person reads on the screen."""
    if not found:
        return "No incident opens."
    lines = [f"{len(found)} incident{'s' if len(found) > 1 else ''}"]
    for each in found:
        told = each.as_json()
        title = excerpt("".join(one if one.isprintable() else " " for one in told["title"]), TITLE_CHARS)
        lines.append(
            f"  {told['opened_at']}  {told['level']:<6}  {told['kind']:<10}  "
            f"{told['mentions']:>4} posts of {told['authors']:>4} people  {title}"
        )
    return "\n".join(lines)
