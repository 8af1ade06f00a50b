"""`amends resume`: let publishing go on, from the shell."""

import asyncio

import click

from bot.cli.at_desk import brake, now, open_desk, say
from bot.pausing import SHELL


@click.command("resume")
def command() -> None:
    """Let publishing go on, without Slack.

    What waited for more than 30 minutes has to be approved anew.
    """
    asyncio.run(_resume())


async def _resume() -> None:
    async with open_desk() as (database, settings):
        say(await brake(database, settings).resume(SHELL, now()))
