"""Checks of the networks that are polled: whether each takes our credentials, and as whom."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx2

from bot.cli.lines import Line, fault, ok, warning
from bot.errors import PollFault, SettingsFault
from bot.hosts import network_name
from bot.platforms.pollers import pollers
from bot.ports import Poller
from bot.settings import Settings
from bot.tls import trusted

DEADLINE_SECONDS = 8.0

_ADVICE = {
    "bluesky": "Look at BLUESKY_HANDLE and BLUESKY_APP_PASSWORD.",
    "google_play": "Look at GOOGLE_PLAY_PACKAGE and the service account's key and rights.",
    "mastodon": "Look at MASTODON_URL and MASTODON_ACCESS_TOKEN.",
}


@dataclass(frozen=True)
class PollerFacts:
    """What asking one network for our account's name came to; `who` is `None` when `problem` says why not."""

    name: str
    network: str
    seconds: float
    who: str | None = None
    problem: str | None = None
    permanent: bool = False


async def poller_facts(settings: Settings) -> Sequence[PollerFacts]:
    """Ask every network that is configured; reads no posts and changes nothing."""
    async with httpx2.AsyncClient(follow_redirects=False, verify=trusted()) as client:
        try:
            found = pollers(settings, client, lambda: datetime.now(UTC))
        except SettingsFault as broken:
            return [PollerFacts("pollers", "Networks", 0, problem=str(broken), permanent=True)]
        return await asyncio.gather(*(_asked(one) for one in found))


async def _asked(poller: Poller) -> PollerFacts:
    told = (poller.name, network_name(poller.platform), poller.period.total_seconds())
    try:
        async with asyncio.timeout(DEADLINE_SECONDS):
            return PollerFacts(*told, who=await poller.who())
    except PollFault as refused:
        return PollerFacts(*told, problem=refused.problem, permanent=refused.permanent)
    except TimeoutError:
        return PollerFacts(*told, problem="It did not answer in time.")


def poller_lines(facts: Sequence[PollerFacts]) -> list[Line]:
    """One line for each; none if nothing is polled."""
    return [_line(one) for one in facts]


def _line(facts: PollerFacts) -> Line:
    if facts.who is not None:
        return ok(f"{facts.network}: read as {facts.who}, every {facts.seconds:.0f} s.")
    what = f"{facts.network}: new posts do not come in. {facts.problem}"
    if facts.permanent:
        return fault(what, _ADVICE.get(facts.name, "Look at its settings."))
    return warning(what, "It is asked again and again; nothing is lost meanwhile.")
