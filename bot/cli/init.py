"""`amends init`: from two tokens to a desk that works, each answer looked at before the next question."""

import asyncio
import os
from datetime import UTC, datetime
from getpass import getuser
from pathlib import Path

import click

from bot.cli.check_machine import database_facts, database_lines
from bot.cli.check_ports import port_facts, port_lines
from bot.cli.init_asking import say, tell
from bot.cli.init_brand import brand
from bot.cli.init_channel import channel
from bot.cli.init_model import model_key
from bot.cli.init_people import people
from bot.cli.init_source import source_secret
from bot.cli.init_tokens import tokens
from bot.cli.init_writing import ASKED, Answers, seed, values
from bot.cli.lines import Status, warning
from bot.cli.main import FAULTY
from bot.cli.templates_files import effective, shipped
from bot.settings import Settings, of_the_environment, usable
from bot.settings.env_file import check_writable, with_values, write

ENV_FILE = Path(".env")
STOPPED = "\nStopped. Nothing was written."


@click.command("init")
@click.option("--browser/--no-browser", default=True, help="Offer to open Slack's page for a new app.")
@click.pass_context
def command(ctx: click.Context, browser: bool) -> None:
    """Connect your Slack, step by step, and write the settings.

    Asks for two tokens, an invitation to a channel, your brand's name, and whether you want a language model.
    Everything is looked at as you go, and written into .env at the end. Run it again at any time: what works
    stays as it is.
    """
    settings, faults = usable(env_file=ENV_FILE)
    _look_at_the_machine(ctx, settings)
    click.echo("A few minutes to Amends in your own Slack. Ctrl-C stops; nothing is written before the end.")
    for one in faults:
        if one.split(":")[0] not in ASKED:
            tell(warning(one, f"This is not asked for here: mend it in {ENV_FILE}."))
    try:
        answers = _asked(settings, browser=browser)
    except (KeyboardInterrupt, EOFError, click.Abort):
        click.echo(STOPPED, err=True)
        ctx.exit(FAULTY)
    _write(settings, answers)


def _look_at_the_machine(ctx: click.Context, settings: Settings) -> None:
    """What would make the answers useless is said before the first question."""
    check_writable(ENV_FILE)
    lines = database_lines(asyncio.run(database_facts(settings.database_url)))
    faults = [line for line in lines if line.status is Status.FAULT]
    for line in faults:
        tell(line)
    if faults:
        ctx.exit(FAULTY)


def _asked(settings: Settings, *, browser: bool) -> Answers:
    workspace = tokens(settings, browser=browser)
    room = channel(settings, workspace)
    rights = people(settings, workspace, room)
    in_force = asyncio.run(effective(settings.database_url)) or shipped()
    own = brand(settings.brand, in_force, workspace.team, rights.zone)
    return Answers(workspace, room, rights, own, model_key(settings), source_secret(settings))


def _write(settings: Settings, answers: Answers) -> None:
    """The brand first, `.env` last: without it nothing of the rest counts."""
    before = os.umask(0o077)  # the database holds what people wrote, and is nobody else's business either
    try:
        asyncio.run(seed(settings.database_url, answers, f"shell:{_who()}", datetime.now(UTC)))
    finally:
        os.umask(before)
    new = values(settings, answers)
    old = ENV_FILE.read_text(encoding="utf-8") if ENV_FILE.exists() else ""
    kept = write(ENV_FILE, with_values(old, new))
    click.secho("\nDone.", bold=True)
    say(f"Written: {ENV_FILE}, for your eyes alone" + (f" (the one before: {kept.name})." if kept else "."))
    for name in of_the_environment(new):
        say(f"But {name} is set in your environment, which wins: unset it there.")
    for line in port_lines(asyncio.run(port_facts(settings))):
        if line.status is Status.FAULT:
            tell(line)
    _say_what_is_next(settings, answers)


def _who() -> str:
    """The user of this machine; a container may have no name for its own."""
    try:
        return getuser()
    except (KeyError, OSError, ImportError):
        return "init"


def _say_what_is_next(settings: Settings, answers: Answers) -> None:
    click.secho("\nNext", bold=True)
    say(f"amends serve     runs it, from this folder; then press Try it in #{answers.room.name}")
    say("amends check     says what is off, such as that nobody is called at night")
    if answers.secret:
        address = f"http://{settings.host}:{settings.port}/webhooks/generic"
        say("amends sources test generic     sends a signed test, once it runs")
        say(f"Your webhook: POST {address}, signed with WEBHOOK_GENERIC_SECRET")
        say(f"of {ENV_FILE}. From elsewhere it needs an https address: the README has three ways.")
