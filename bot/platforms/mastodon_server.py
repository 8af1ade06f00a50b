"""What a Mastodon server, or one that speaks its API, allows in a post. Pure.

`GET /api/v2/instance` (docs.joinmastodon.org/entities/Instance): the limits differ from server to server.
Only Mastodon itself and its forks count a long link as a short one; GoToSocial enforces the whole length
although it tells a shorter one (measured, October 2025), so that with all others a link counts in full.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.platforms.limits import MASTODON_LIMIT, MASTODON_URL, mastodon_length
from bot.platforms.odd_json import obj
from bot.ports import Length

_SHORTENING = ("mastodon", "glitch", "hometown")
_WRITE = {"write", "write:statuses"}


@dataclass(frozen=True)
class Server:
    """The limits of one server; Mastodon's own until it has told."""

    limit: int = MASTODON_LIMIT
    per_link: int = MASTODON_URL
    shortens: bool = True

    def measure(self, text: str) -> Length:
        """As this server counts."""
        return mastodon_length(text, self.limit, self.per_link, shortens=self.shortens)


def server_of(said: Any) -> Server:
    """From the answer of either version of `instance`; what it does not tell is as Mastodon has it."""
    told = obj(obj(obj(said).get("configuration")).get("statuses"))
    source = str(obj(said).get("source_url") or "").casefold()
    return Server(
        _count(told, "max_characters", MASTODON_LIMIT),
        _count(told, "characters_reserved_per_url", MASTODON_URL),
        any(name in source for name in _SHORTENING),
    )


def may_write(said: Any) -> bool:
    """Whether an app's token may post (`GET /api/v1/apps/verify_credentials`); older servers do not tell."""
    scopes = obj(said).get("scopes")
    return not isinstance(scopes, list) or bool(_WRITE & {str(one) for one in scopes})


def _count(told: Mapping[str, Any], name: str, otherwise: int) -> int:
    value = told.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else otherwise
