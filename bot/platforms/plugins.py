"""Programs for networks, found by their entry points: ours and those of other packages alike."""

from collections.abc import Collection, Iterator
from importlib.metadata import entry_points
from typing import Any

from bot.errors import SettingsFault


def loaded(group: str, configured: Collection[str]) -> Iterator[tuple[str, Any]]:
    """What the entry points of a group name, in order; each of `configured` has to be among them.

    Raises:
        SettingsFault: one is configured but not installed, or cannot be loaded.
    """
    points = sorted(entry_points(group=group), key=lambda point: point.name)
    missing = set(configured) - {point.name for point in points}
    if missing:
        names = ", ".join(sorted(missing))
        raise SettingsFault([f"{names}: configured, but not installed. Install Amends anew."])
    for point in points:
        try:
            yield point.name, point.load()
        except (ImportError, AttributeError) as fault:
            raise SettingsFault([f"{point.name}: its program cannot be loaded ({fault})."]) from fault
