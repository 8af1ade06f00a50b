"""How far Bluesky's notifications have been read, as a poller's cursor. Pure."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

KNOWN = 100
"""Posts that are known by name: as many as one page holds."""


@dataclass(frozen=True)
class Known:
    """A post that was told of: its version, and when the network says it came."""

    cid: str
    at: str


@dataclass(frozen=True)
class Place:
    """Where one account's stream is read; all times are the network's own, in ISO 8601.

    The network gives the newest first: a turn goes back page by page until it meets what was known.
    """

    account: str
    floor: str
    """What is older was read in an earlier turn, or is too old."""
    mark: str = ""
    """The newest of the last finished turn: pages beyond hold nothing new."""
    page: str = ""
    """In the middle of a turn: where it goes on; "" otherwise."""
    pages: int = 0
    next_mark: str = ""
    """The newest of this turn."""
    known: Mapping[str, Known] = field(default_factory=dict)

    @classmethod
    def load(cls, cursor: str | None, account: str, floor: str) -> "Place":
        """From a cursor; a fresh place, down to `floor`, if it is another account's or cannot be read."""
        try:
            told = json.loads(cursor or "")
            place = cls(**(told | {"known": {uri: Known(*one) for uri, one in told["known"].items()}}))
        except (ValueError, TypeError, KeyError, AttributeError):
            return cls(account, floor)
        return place if place.account == account else cls(account, floor)

    def dump(self) -> str:
        """As a cursor."""
        known = {uri: [one.cid, one.at] for uri, one in self.known.items()}
        return json.dumps(asdict(self) | {"known": known}, separators=(",", ":"))

    @property
    def is_first(self) -> bool:
        """No turn was ever finished: this is the first connection."""
        return not self.mark

    def is_new(self, item: Mapping[str, Any]) -> bool:
        """Whether this notification was never told of."""
        return item["uri"] not in self.known and at_of(item) >= self.floor

    def with_known(self, seen: Iterable[Mapping[str, Any]], *, forget: Iterable[str] = ()) -> "Place":
        """With what these notifications told, and without some."""
        told = {str(one["uri"]): Known(str(one.get("cid") or ""), at_of(one)) for one in seen}
        left = {uri: one for uri, one in self.known.items() if uri not in set(forget)}
        return replace(self, known=left | told)

    def onward(self, page: str, newest: str) -> "Place":
        """This turn goes on at `page`."""
        return replace(self, page=page, pages=self.pages + 1, next_mark=self.next_mark or newest)

    def finished(self, newest: str) -> "Place":
        """This turn met what was known. Below the oldest of a full list of names everything has been read."""
        by_age = sorted(self.known.items(), key=lambda pair: (pair[1].at, pair[0]), reverse=True)
        known = dict(by_age[:KNOWN])
        floor = max(self.floor, by_age[KNOWN - 1][1].at) if len(by_age) >= KNOWN else self.floor
        mark = max(self.mark, self.next_mark or newest, self.floor)
        return replace(self, floor=floor, mark=mark, page="", pages=0, next_mark="", known=known)


def at_of(item: Mapping[str, Any]) -> str:
    """When the network says that it came; all are UTC to the millisecond, so that they sort as text."""
    return str(item.get("indexedAt") or "")
