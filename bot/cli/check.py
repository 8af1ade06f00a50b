"""`amends check`: what is set up, what is off, what is broken, and what to do about it."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.cli.ask_slack import slack_facts
from bot.cli.check_machine import (
    database_facts,
    database_lines,
    env_file_lines,
    template_faults,
    template_lines,
)
from bot.cli.check_model import model_facts, model_lines
from bot.cli.check_oncall import named_people, oncall_lines
from bot.cli.check_people import people_lines
from bot.cli.check_pollers import poller_facts, poller_lines
from bot.cli.check_ports import port_facts, port_lines
from bot.cli.check_publishers import publisher_facts, publisher_lines
from bot.cli.check_routes import desk_facts, desk_lines
from bot.cli.check_slack import slack_lines
from bot.cli.check_sources import source_lines
from bot.cli.lines import Line, Status, exit_code, fault, ok, summary
from bot.drafting.composing import seeds
from bot.settings import Settings, load, serve_faults

ENV_FILE = Path(".env")
COLOURS = {Status.OK: "green", Status.WARNING: "yellow", Status.FAULT: "red"}
INDENT = " " * 9


@click.command("check")
@click.pass_context
def command(ctx: click.Context) -> None:
    """Say what is set up, what is off and what is broken.

    Changes nothing. Exit code 0: it can run. 1: something is at fault. 2: the settings cannot be used.
    """
    lines = asyncio.run(look(load(env_file=ENV_FILE), datetime.now(UTC)))
    _say(lines)
    ctx.exit(exit_code(lines))


async def look(settings: Settings, now: datetime) -> list[Line]:
    """Everything, one after the other."""
    desk = await desk_facts(settings.database_url, now)
    slack = (
        await slack_facts(settings, now, desk.routes, named_people(desk.rules))
        if settings.slack_bot_token
        else None
    )
    model = await model_facts(settings) if settings.openai_api_key else None
    polled = await poller_facts(settings)
    return [
        *_settings_lines(settings),
        *env_file_lines(ENV_FILE),
        *port_lines(await port_facts(settings)),
        *database_lines(await database_facts(settings.database_url)),
        *(slack_lines(slack) if slack else []),
        *source_lines(settings),
        *people_lines(settings, slack),
        *oncall_lines(settings, desk.rules, slack),
        *desk_lines(desk, slack),
        *model_lines(settings, model),
        *poller_lines(polled),
        *publisher_lines(await publisher_facts(settings)),
        *template_lines(template_faults(seeds())),
    ]


def _settings_lines(settings: Settings) -> list[Line]:
    faults = serve_faults(settings)
    if not faults:
        return [ok("Settings: complete.")]
    return [fault(f"Settings: {one}", "Set it in .env or in the environment.") for one in faults]


def _say(lines: Iterable[Line]) -> None:
    told = list(lines)
    for line in told:
        click.echo(f"{click.style(f'{line.status:<8}', fg=COLOURS[line.status])} {line.what}")
        if line.advice:
            click.echo(f"{INDENT}{line.advice}")
    click.echo(f"\n{summary(told)}")
