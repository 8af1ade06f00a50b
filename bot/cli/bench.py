"""`amends bench`: the figures of the README, measured on this machine."""

import json

import click

from bot.bench.child import ServiceDied
from bot.bench.figures import table
from bot.bench.whole import PARTS, QUICK, USUAL, Bench, Size, machine


def _parts(_ctx: click.Context, _parameter: click.Parameter, given: str) -> tuple[str, ...]:
    chosen = tuple(part.strip() for part in given.split(","))
    unknown = [part for part in chosen if part not in PARTS]
    if unknown:
        raise click.BadParameter(f"{', '.join(unknown)}: choose from {', '.join(PARTS)}.")
    return chosen


@click.command("bench")
@click.argument("parts", nargs=-1, type=click.Choice(PARTS), metavar="[PART]...")
@click.option("--quick", is_flag=True, help="Fewer of each: about a minute.")
@click.option("--only", callback=_parts, default=",".join(USUAL), show_default=True, help="What to measure.")
@click.option("--database-url", help="An empty database; SQLite in a temporary folder by default.")
@click.option("--json", "as_json", is_flag=True, help="Print figures for programs: seconds, bytes, shares.")
def command(
    parts: tuple[str, ...], quick: bool, only: tuple[str, ...], database_url: str | None, as_json: bool
) -> None:
    """Measure this machine against the figures in the README.

    Runs the real service beside a stand-in for Slack: no account, no network. Takes about four minutes;
    `--only busy` takes six more: 500 mentions in five minutes at Slack's own limits, with people who click.
    `--only storm` takes eleven: 10,000 in ten. A PART by its name is measured alone: `amends bench spikes`
    tells how often the detector cries wolf, `amends bench growth` what a mention costs among a million.
    """
    bench = Bench(parts or only, QUICK if quick else Size(), _say, database_url)
    try:
        figures = bench.measure()
    except ServiceDied as fault:
        raise click.ClickException(str(fault)) from fault
    except TimeoutError as fault:
        raise click.ClickException(f"The service did not answer in time. {fault}") from fault
    if as_json:
        click.echo(json.dumps([figure.as_json() for figure in figures], indent=2))
    else:
        click.echo(f"\n{table(figures)}\n\nMeasured on {machine()}.")


def _say(words: str) -> None:
    """What goes on, beside the result."""
    click.echo(f"  {words}", err=True)
