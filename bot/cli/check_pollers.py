"""Checks of the networks that are polled: whether each takes our credentials, and as whom."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.cli.asked import Asked, asked, refused_line
from bot.cli.lines import Line, ok
from bot.errors import SettingsFault
from bot.hosts import network_name
from bot.outgoing import http_client
from bot.platforms.pollers import pollers
from bot.settings import Settings


@dataclass(frozen=True)
class PollerFacts:
    """One network that is asked every so many seconds, and what it said."""

    name: str
    network: str
    seconds: float
    said: Asked


async def poller_facts(settings: Settings) -> Sequence[PollerFacts]:
    """Ask every network that is configured; reads no posts and changes nothing."""
    async with http_client() as client:
        try:
            found = pollers(settings, client, lambda: datetime.now(UTC))
        except SettingsFault as broken:
            return [PollerFacts("pollers", "Networks", 0, Asked(problem=str(broken), permanent=True))]
        said = await asyncio.gather(*(asked(one.who()) for one in found))
        return [
            PollerFacts(one.name, network_name(one.platform), one.period.total_seconds(), answer)
            for one, answer in zip(found, said, strict=True)
        ]


def poller_lines(facts: Sequence[PollerFacts]) -> list[Line]:
    """One line for each; none if nothing is polled."""
    return [_line(one) for one in facts]


def _line(facts: PollerFacts) -> Line:
    if facts.said.who is not None:
        return ok(f"{facts.network}: read as {facts.said.who}, every {facts.seconds:.0f} s.")
    what = f"{facts.network}: new posts do not come in."
    return refused_line(
        facts.name, what, facts.said, "It is asked again and again; nothing is lost meanwhile."
    )
