"""Every network that is polled: ours and those that other packages bring."""

from collections.abc import Callable

import httpx2

from bot.platforms.plugins import loaded
from bot.ports import Now, Poller
from bot.settings import Settings

GROUP = "amends.pollers"

MakePoller = Callable[[Settings, httpx2.AsyncClient, Now], Poller | None]
"""What an entry point names: gives the poller, or `None` when its settings are missing."""


def pollers(settings: Settings, client: httpx2.AsyncClient, now: Now) -> list[Poller]:
    """Those that are configured, by name.

    Raises:
        SettingsFault: one is configured but not installed, or cannot be loaded.
    """
    made: list[Poller | None] = [make(settings, client, now) for _, make in loaded(GROUP, settings.polled)]
    return [one for one in made if one is not None]
