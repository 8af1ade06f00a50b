"""Asking a network as whom it knows us: what `amends check` does of each that is read or posted on."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass

from bot.cli.lines import Line, fault, warning
from bot.errors import PollFault

DEADLINE_SECONDS = 8.0

_ADVICE = {
    "bluesky": "Look at BLUESKY_HANDLE and BLUESKY_APP_PASSWORD.",
    "discourse": "Look at DISCOURSE_URL, DISCOURSE_API_KEY and DISCOURSE_API_USERNAME.",
    "google_play": "Look at GOOGLE_PLAY_PACKAGE and the service account's key and rights.",
    "mastodon": "Look at MASTODON_URL and MASTODON_ACCESS_TOKEN.",
    "x": "Look at the four keys X_API_KEY to X_ACCESS_TOKEN_SECRET.",
}


@dataclass(frozen=True)
class Asked:
    """Our account's name there; `who` is `None` when `problem` says why it was not told."""

    who: str | None = None
    problem: str | None = None
    permanent: bool = False


async def asked(name: Awaitable[str]) -> Asked:
    """What came of the question, in time."""
    try:
        async with asyncio.timeout(DEADLINE_SECONDS):
            return Asked(who=await name)
    except PollFault as refused:
        return Asked(problem=refused.problem, permanent=refused.permanent)
    except TimeoutError:
        return Asked(problem="It did not answer in time.")


def refused_line(name: str, what: str, said: Asked, later: str) -> Line:
    """`what` cannot be done on the network of this name; `later` is what happens if that may pass."""
    told = f"{what} {said.problem}"
    if said.permanent:
        return fault(told, _ADVICE.get(name, "Look at its settings."))
    return warning(told, later)
