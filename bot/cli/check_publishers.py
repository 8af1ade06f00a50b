"""Checks of the networks that are posted on: whether each takes our credentials, and as whom.

Bluesky and Google Play are asked by `check_pollers` already, with the same credentials.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx2

from bot.cli.lines import Line, fault, ok, warning
from bot.errors import PollFault, SettingsFault
from bot.hosts import network_name
from bot.platforms.publishers import publishers
from bot.ports import Learns
from bot.settings import Settings
from bot.tls import trusted

DEADLINE_SECONDS = 8.0

_ADVICE = {
    "discourse": "Look at DISCOURSE_URL, DISCOURSE_API_KEY and DISCOURSE_API_USERNAME.",
    "mastodon": "Look at MASTODON_URL and MASTODON_ACCESS_TOKEN.",
    "x": "Look at the four keys X_API_KEY to X_ACCESS_TOKEN_SECRET.",
}


@dataclass(frozen=True)
class PublisherFacts:
    """What asking one network for our account's name came to; `who` is `None` when `problem` says why not."""

    name: str
    who: str | None = None
    problem: str | None = None
    permanent: bool = False


async def publisher_facts(settings: Settings) -> Sequence[PublisherFacts]:
    """Ask every network that can be asked; posts nothing."""
    async with httpx2.AsyncClient(follow_redirects=False, verify=trusted()) as client:
        try:
            found = publishers(settings, client, lambda: datetime.now(UTC), timedelta(0))
        except SettingsFault as broken:
            return [PublisherFacts("publishers", problem=str(broken), permanent=True)]
        return await asyncio.gather(*(_asked(one) for one in found if isinstance(one, Learns)))


async def _asked(publisher: Learns) -> PublisherFacts:
    try:
        async with asyncio.timeout(DEADLINE_SECONDS):
            return PublisherFacts(publisher.name, who=await publisher.learn())
    except PollFault as refused:
        return PublisherFacts(publisher.name, problem=refused.problem, permanent=refused.permanent)
    except TimeoutError:
        return PublisherFacts(publisher.name, problem="It did not answer in time.")


def publisher_lines(facts: Sequence[PublisherFacts]) -> list[Line]:
    """One line for each."""
    return [_line(one) for one in facts]


def _line(facts: PublisherFacts) -> Line:
    network = network_name(facts.name)
    if facts.who is not None:
        return ok(f"{network}: approved replies are posted as {facts.who}.")
    what = f"{network}: approved replies cannot be posted. {facts.problem}"
    if facts.permanent:
        return fault(what, _ADVICE.get(facts.name, "Look at its settings."))
    return warning(what, "They are tried again, and a person is told in time.")
