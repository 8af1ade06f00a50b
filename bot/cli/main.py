"""The command group. It knows the commands' captions, so that help never waits for their imports."""

import gc
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import click

from bot.errors import NotDurable, SettingsFault, TemplateFault

FAULTY = 1
UNUSABLE_SETTINGS = 2

CAPTIONS = {
    "demo": "Try everything on this machine: no account, no key, no network.",
    "init": "Connect your Slack, step by step, and write the settings.",
    "serve": "Run the service: webhooks, Slack, and everything between.",
    "check": "Say what is set up, what is off and what is broken.",
    "sources": "List where mentions come from and how it does; test one.",
    "queue": "List what waits for a decision, without Slack.",
    "pause": "Publish nothing until it is resumed, without Slack.",
    "resume": "Let publishing go on, without Slack.",
    "manifest": "Print the Slack app's manifest and the link that makes the app.",
    "migrate": "Bring the database to this version.",
    "templates": "Check, preview, save and write out the templates.",
    "eval": "Measure how good drafts and triage are, on a file of your own.",
    "export": "Write out the record and verify it, or what people corrected.",
    "bench": "Measure this machine against the figures in the README.",
}


class LazyGroup(click.Group):
    """Commands that live in `bot.cli.<name>` as `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which an operator meets them."""
        return [name for name in CAPTIONS if find_spec(f"bot.cli.{name}") is not None]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now; `None` if there is none of that name."""
        if cmd_name not in self.list_commands(ctx):
            return None
        # Nothing of an import is garbage, and looking for some takes a fifth of the start and of the end.
        gc.disable()
        try:
            found: click.Command = import_module(f"bot.cli.{cmd_name}").command
        finally:
            gc.freeze()
            gc.enable()
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The captions, without importing a command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, CAPTIONS[name]) for name in self.list_commands(ctx)])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what its user can mend is said in plain words instead of a traceback."""
        try:
            return super().invoke(ctx)
        except SettingsFault as fault:
            _say_settings(fault)
            ctx.exit(UNUSABLE_SETTINGS)
        except TemplateFault as fault:
            click.echo(f"A template cannot be used: {fault}. To see all: amends templates lint", err=True)
            ctx.exit(UNUSABLE_SETTINGS)
        except NotDurable as fault:
            click.echo(
                f"The database does not answer ({fault}). See DATABASE_URL, or run: amends check", err=True
            )
            ctx.exit(FAULTY)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
def amends() -> None:
    """Calm, honest public apologies: drafted in seconds, approved by a person, published once.

    Settings come from the environment or from a file named .env; see .env.example.
    """


def _say_settings(fault: SettingsFault) -> None:
    click.echo("The settings cannot be used:", err=True)
    for sentence in fault.faults:
        click.echo(f"  - {sentence}", err=True)
