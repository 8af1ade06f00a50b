"""The part of a Mastodon server that is written: replies with their keys, threads, and what it allows."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import escape
from typing import Any

from bot.platforms.limits import mastodon_length
from bot.testing.fake_mastodon import ME, FakeMastodon
from bot.testing.fake_network import Asked, Told

LIMIT = 500
_STATUSES = "/api/v1/statuses"
_NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Posted:
    """One reply. `text` is as it came in, before the server trimmed it."""

    id: str
    parent: str
    text: str
    account: str = ME


class FakeMastodonStatuses(FakeMastodon):
    """Shapes as in docs.joinmastodon.org (4.3). What it says of itself and us has no faults."""

    spared: tuple[str, ...] = ("/api/v1/accounts", "/api/v2/instance", "/api/v1/apps")

    def __init__(self) -> None:
        super().__init__()
        self.posted: dict[str, Posted] = {}
        self.keys: dict[str, str] = {}
        """`Idempotency-Key` -> the post that it made."""
        self.limit = LIMIT
        self.scopes = ["read", "write:statuses"]
        self.keeps_keys = True
        self.is_revoked = False
        self.created_at: str | None = "2026-11-22T12:00:00.000Z"
        """Of all answers; `None` for nothing said."""
        self.deletes = self.tells_source = True
        """What servers that only speak its API may not do."""

        self.source_url = "https://github.com/mastodon/mastodon"

    def answers(self, parent: str, text: str, account: str) -> None:
        """Somebody answers a post."""
        id = f"2{len(self.posted):017}"
        self.posted[id] = Posted(id, parent, text, account)

    def answer(self, asked: Asked) -> Told:
        """Posts here, everything else as before."""
        if self.is_revoked:
            return Told({"error": "The access token was revoked"}, 401)
        if asked.path == "/api/v2/instance":
            told = {"max_characters": self.limit, "characters_reserved_per_url": 23}
            return Told({"source_url": self.source_url, "configuration": {"statuses": told}})
        if asked.path == "/api/v1/apps/verify_credentials":
            return Told({"name": "Amends", "scopes": self.scopes})
        if asked.path.startswith(_STATUSES):
            return self._of_posts(asked, asked.path.removeprefix(_STATUSES).strip("/"))
        return super().answer(asked)

    def _of_posts(self, asked: Asked, path: str) -> Told:
        id, _, part = path.partition("/")
        if asked.method == "POST":
            return self._post(asked)
        if part == "context":
            below = [self._shown(one) for one in self.posted.values() if one.parent == id]
            return Told({"ancestors": [], "descendants": below}) if id in self.statuses else _missing()
        one = self.posted.get(id)
        if one is None:
            return super().answer(asked)
        if asked.method == "DELETE" and self.deletes:
            del self.posted[id]
        elif asked.method == "DELETE" or (part == "source" and not self.tells_source):
            return _missing()
        return Told({"id": id, "text": one.text.strip()} if part == "source" else self._shown(one))

    def _post(self, asked: Asked) -> Told:
        told, key = json.loads(asked.body), asked.headers.get("idempotency-key", "")
        if self.keeps_keys and key in self.keys:
            return Told(self._shown(self.posted[self.keys[key]]))
        if told["in_reply_to_id"] not in self.statuses:
            return _missing()
        if not replace(mastodon_length(told["status"]), limit=self.limit).fits:
            return Told({"error": f"Validation failed: Text character limit of {self.limit} exceeded"}, 422)
        id = f"2{len(self.posted):017}"
        self.posted[id] = Posted(id, told["in_reply_to_id"], told["status"])
        self.keys[key] = id
        return Told(self._shown(self.posted[id]))

    def _shown(self, one: Posted) -> dict[str, Any]:
        text = one.text.strip()
        said = self._status(one.id, text, _NOON, one.account, "public")
        return said | {"in_reply_to_id": one.parent, "content": _html(text), "created_at": self.created_at}


def _html(text: str) -> str:
    """Without the name that others' mentions of us begin with."""
    paragraphs = escape(text).split("\n\n")
    return "".join(f"<p>{one}</p>".replace("\n", "<br />") for one in paragraphs)


def _missing() -> Told:
    return Told({"error": "Record not found"}, 404)
