"""Which publisher answers which mention."""

from collections.abc import Collection

from bot.models import Mention
from bot.platforms.handoff import HandOff
from bot.ports import Publisher


class Registry:
    """All configured publishers: your own webhook where it serves, else a person."""

    def __init__(self, webhook: Publisher | None = None, platforms: Collection[str] = ()) -> None:
        """`webhook` is `None` when none is configured; it serves `platforms`, or all when that is empty."""
        self._webhook = webhook
        self._platforms = frozenset(platforms)
        self._hand_off: Publisher = HandOff()
        known = [self._hand_off] if webhook is None else [self._hand_off, webhook]
        self._by_name = {one.name: one for one in known}

    def choose(self, mention: Mention) -> Publisher:
        """The one that answers this mention."""
        if self._webhook is None or (self._platforms and mention.platform not in self._platforms):
            return self._hand_off
        return self._webhook

    def named(self, name: str) -> Publisher:
        """The one that a draft was made for.

        Raises:
            KeyError: it is no longer configured.
        """
        return self._by_name[name]
