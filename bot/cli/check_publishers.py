"""Checks of the networks that are posted on: whether each takes our credentials, and as whom.

Bluesky and Google Play are asked by `check_pollers` already, with the same credentials.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.cli.asked import Asked, asked, refused_line
from bot.cli.lines import Line, ok
from bot.errors import SettingsFault
from bot.hosts import network_name
from bot.outgoing import http_client
from bot.platforms.publishers import publishers
from bot.ports import Learns
from bot.settings import Settings


@dataclass(frozen=True)
class PublisherFacts:
    """One network, and what it said."""

    name: str
    said: Asked


async def publisher_facts(settings: Settings) -> Sequence[PublisherFacts]:
    """Ask every network that can be asked; posts nothing."""
    async with http_client() as client:
        try:
            found = publishers(settings, client, lambda: datetime.now(UTC), timedelta(0))
        except SettingsFault as broken:
            return [PublisherFacts("publishers", Asked(problem=str(broken), permanent=True))]
        can_tell = [one for one in found if isinstance(one, Learns)]
        said = await asyncio.gather(*(asked(one.learn()) for one in can_tell))
        return [PublisherFacts(one.name, answer) for one, answer in zip(can_tell, said, strict=True)]


def publisher_lines(facts: Sequence[PublisherFacts]) -> list[Line]:
    """One line for each."""
    return [_line(one) for one in facts]


def _line(facts: PublisherFacts) -> Line:
    network = network_name(facts.name)
    if facts.said.who is not None:
        return ok(f"{network}: approved replies are posted as {facts.said.who}.")
    what = f"{network}: approved replies cannot be posted."
    return refused_line(facts.name, what, facts.said, "They are tried again, and a person is told in time.")
