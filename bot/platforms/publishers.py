"""Every network that Amends posts on by itself: ours and those that other packages bring."""

from collections.abc import Callable
from datetime import timedelta

import httpx2

from bot.platforms.plugins import loaded
from bot.ports import Now, Publisher
from bot.settings import Settings

GROUP = "amends.publishers"

MakePublisher = Callable[[Settings, httpx2.AsyncClient, Now, timedelta], Publisher | None]
"""What an entry point names: gives the publisher, or `None` when its settings are missing.

The last argument is the time between a click and the call, for what the card says.
"""


def publishers(settings: Settings, client: httpx2.AsyncClient, now: Now, undo: timedelta) -> list[Publisher]:
    """Those that are configured, by name.

    Raises:
        SettingsFault: one is configured but not installed, or cannot be loaded.
    """
    points = loaded(GROUP, settings.answered)
    made: list[Publisher | None] = [make(settings, client, now, undo) for _, make in points]
    return [one for one in made if one is not None]
