"""`amends pause`: stop publishing from the shell, because Slack itself may be down."""

import asyncio
from datetime import timedelta

import click

from bot.cli.at_desk import brake, now, open_desk, say
from bot.pausing import SHELL, span_of


def _span(_ctx: click.Context, _param: click.Parameter, value: str | None) -> timedelta | None:
    if value is None:
        return None
    span = span_of(value)
    if span is None:
        raise click.BadParameter("write 30m, 2h or 1d; at most 7d")
    return span


@click.command("pause")
@click.option("--for", "span", callback=_span, help="30m, 2h or 1d; without it, until somebody resumes.")
@click.argument("reason", nargs=-1, required=True)
def command(span: timedelta | None, reason: tuple[str, ...]) -> None:
    """Publish nothing until it is resumed, without Slack.

    REASON is what everybody reads in the channel.
    """
    asyncio.run(_pause(" ".join(reason), span))


async def _pause(reason: str, span: timedelta | None) -> None:
    at = now()
    async with open_desk() as (database, settings):
        say(await brake(database, settings).pause(SHELL, reason, at + span if span else None, at))
