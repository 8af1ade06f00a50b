"""Which publisher answers which mention."""

from collections.abc import Collection

from bot.models import Mention
from bot.platforms.handoff import HandOff
from bot.platforms.rehearsal import Rehearsal
from bot.ports import Publisher
from bot.rehearsals import is_rehearsal


class Registry:
    """All configured publishers: your own webhook where it serves, else a person."""

    def __init__(self, webhook: Publisher | None = None, platforms: Collection[str] = ()) -> None:
        """`webhook` is `None` when none is configured; it serves `platforms`, or all when that is empty."""
        self._webhook = webhook
        self._platforms = frozenset(platforms)
        self._hand_off: Publisher = HandOff()
        self._rehearsal: Publisher = Rehearsal()
        ours: list[Publisher] = [self._hand_off, self._rehearsal]
        known = ours if webhook is None else [*ours, webhook]
        self._by_name = {one.name: one for one in known}

    def choose(self, mention: Mention) -> Publisher:
        """The one that answers this mention."""
        if is_rehearsal(mention.external_id):
            return self._rehearsal
        if self._webhook is None or (self._platforms and mention.platform not in self._platforms):
            return self._hand_off
        return self._webhook

    def named(self, name: str) -> Publisher:
        """The one that a draft was made for.

        Raises:
            KeyError: it is no longer configured.
        """
        return self._by_name[name]
