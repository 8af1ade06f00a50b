"""Every network that is polled, found by its entry point: ours and those of other packages alike."""

from collections.abc import Callable
from importlib.metadata import entry_points

import httpx2

from bot.errors import SettingsFault
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
    found: list[Poller] = []
    points = sorted(entry_points(group=GROUP), key=lambda point: point.name)
    missing = set(settings.polled) - {point.name for point in points}
    if missing:
        names = ", ".join(sorted(missing))
        raise SettingsFault([f"{names}: configured, but not installed. Install Amends anew."])
    for point in points:
        try:
            make: MakePoller = point.load()
        except (ImportError, AttributeError) as fault:
            raise SettingsFault([f"{point.name}: its program cannot be loaded ({fault})."]) from fault
        poller = make(settings, client, now)
        if poller is not None:
            found.append(poller)
    return found
