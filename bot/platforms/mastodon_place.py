"""How far Mastodon's notifications have been read, as a poller's cursor. Pure."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

KNOWN = 40
"""Posts that are watched for edits and deletions: as many as one page that is not asked for more."""


@dataclass(frozen=True)
class Known:
    """A post that was told of: its id, and when its author last edited it ("" if never)."""

    status_id: str
    edited_at: str = ""


@dataclass(frozen=True)
class Place:
    """Where one account's stream is read. Ids are the server's; only their order means something."""

    account: str
    newest: str = ""
    """The newest notification that was taken in; "" before the first."""
    back: str = ""
    """While the past is read: everything older than this is still to come."""
    pages_back: int = 0
    known: Mapping[str, Known] = field(default_factory=dict)
    """The newest notifications -> their posts."""

    @classmethod
    def load(cls, cursor: str | None, account: str) -> "Place":
        """From a cursor; a fresh place if it is another account's, or cannot be read."""
        try:
            told = json.loads(cursor or "")
            known = {id: Known(*one) for id, one in told["known"].items()}
            place = cls(**(told | {"known": known}))
        except (ValueError, TypeError, KeyError, AttributeError):
            return cls(account)
        return place if place.account == account else cls(account)

    def dump(self) -> str:
        """As a cursor."""
        known = {id: [one.status_id, one.edited_at] for id, one in self.known.items()}
        return json.dumps(asdict(self) | {"known": known}, separators=(",", ":"))

    def with_known(self, seen: Iterable[Mapping[str, Any]], *, forget: Iterable[str] = ()) -> "Place":
        """With what these notifications told, and without some; the newest stay."""
        told = {str(one["id"]): _known(one) for one in seen}
        left = {id: one for id, one in self.known.items() if id not in set(forget)}
        newest = sorted((left | told).items(), key=lambda pair: in_order(pair[0]), reverse=True)
        return replace(self, known=dict(newest[:KNOWN]))


def in_order(id: str) -> tuple[int, str]:
    """The order of ids: numbers as numbers, and the fixed-length words of other servers as words."""
    return len(id), id


def edited_at(notification: Mapping[str, Any]) -> str:
    """When the post was last edited, as its server says; "" if it never was."""
    return str((notification.get("status") or {}).get("edited_at") or "")


def _known(notification: Mapping[str, Any]) -> Known:
    return Known(str((notification.get("status") or {}).get("id") or ""), edited_at(notification))
