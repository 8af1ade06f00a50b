"""Which publisher answers which mention."""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from bot.models import Mention, Reach
from bot.platforms.handoff import HandOff
from bot.platforms.rehearsal import Rehearsal
from bot.ports import Publisher
from bot.rehearsals import is_rehearsal


class Registry:
    """All configured publishers: your own webhook where you name it, the networks, your webhook, a person."""

    def __init__(
        self,
        webhook: Publisher | None = None,
        platforms: Collection[str] = (),
        networks: Sequence[Publisher] = (),
        limits: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        """`webhook` is `None` when none is configured; it serves `platforms`, or all when that is empty.

        Each of `networks` answers the platform that it is named after. `limits` are the operator's own, by
        network, for what a person posts.
        """
        self._webhook = webhook
        self._platforms = frozenset(platforms)
        self._networks = {one.name: one for one in networks}
        self._limits = limits
        self._hand_off: Publisher = HandOff(limits)
        self._rehearsal: Publisher = Rehearsal()
        ours: list[Publisher] = [self._hand_off, self._rehearsal, *networks]
        known = ours if webhook is None else [*ours, webhook]
        self._by_name = {one.name: one for one in known}

    @property
    def networks(self) -> Sequence[Publisher]:
        """Those that post by themselves on a network."""
        return list(self._networks.values())

    def choose(self, mention: Mention) -> Publisher:
        """The one that answers this mention."""
        if is_rehearsal(mention.external_id):
            return self._rehearsal
        if self._webhook is not None and mention.platform in self._platforms:
            return self._webhook
        network = self._networks.get(mention.platform)
        chance = network.can_reply(mention) if network else None
        if network and chance and chance.reach is not Reach.HAND_OFF:
            return network
        if self._webhook is not None and not self._platforms:
            return self._webhook
        return HandOff(self._limits, chance.reason) if chance else self._hand_off

    def named(self, name: str) -> Publisher:
        """The one that a draft was made for.

        Raises:
            KeyError: it is no longer configured.
        """
        return self._by_name[name]
