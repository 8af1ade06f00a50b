"""The part of X that is used to answer: posts, our own timeline, and who we are."""

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from bot.platforms.oauth1 import OAuth1
from bot.platforms.x_length import X_LIMIT, x_length
from bot.testing.fake_network import Asked, FakeNetwork, Told

KEYS = OAuth1("app-key", "app-secret", "44196397-token", "token-secret")
"""Open nothing but this server."""
ME, HANDLE = "44196397", "acmeair"
_LINK = re.compile(r"https?://[^\s,)]+[^\s,.)]")
_FIELD = re.compile(r'(\w+)="([^"]*)"')


@dataclass(frozen=True)
class Posted:
    """One reply. `text` is as it came in."""

    id: str
    parent: str
    text: str


class FakeX(FakeNetwork):
    """Shapes as in docs.x.com (August 2026)."""

    spared: tuple[str, ...] = ("/2/users/me",)

    def __init__(self) -> None:
        super().__init__()
        self.posted: dict[str, Posted] = {}
        self.open_to_us: set[str] = set()
        """Posts whose authors addressed us."""
        self.is_revoked = False
        self.created_at: str | None = "2026-11-22T12:00:00.000Z"
        """Of everything; `None` for nothing said."""
        self._nonces: set[str] = set()

    def answer(self, asked: Asked) -> Told:
        """What a healthy X says."""
        if self.is_revoked or not self._is_signed(asked):
            return Told({"title": "Unauthorized", "type": "about:blank", "status": 401}, 401)
        if asked.path == "/2/users/me":
            return Told({"data": {"id": ME, "name": "Acme Air", "username": HANDLE}})
        if asked.path == f"/2/users/{ME}/tweets":
            return self._timeline(int(asked.one("max_results", "10")))
        if asked.method == "DELETE":
            gone = self.posted.pop(asked.path.rsplit("/", 1)[-1], None)
            return Told({"data": {"deleted": True}}) if gone else _problem(404, "Not Found Error")
        return self._post(json.loads(asked.body))

    def _post(self, told: dict[str, Any]) -> Told:
        text, parent = told["text"], told["reply"]["in_reply_to_tweet_id"]
        if parent not in self.open_to_us:
            return _problem(403, "You attempted to reply to a Tweet that is deleted or not visible to you.")
        if x_length(text).used > X_LIMIT:
            return _problem(400, "Your Tweet text is too long.")
        if any(one.text.strip() == text.strip() and one.parent == parent for one in self.posted.values()):
            return _problem(403, "You are not allowed to create a Tweet with duplicate content.")
        id = str(1_990_000_000_000_000_000 + len(self.posted))
        self.posted[id] = Posted(id, parent, text)
        return Told({"data": {"id": id, "text": self._shown(self.posted[id])["text"]}}, 201)

    def _timeline(self, most: int) -> Told:
        newest = [self._shown(one) for one in reversed(self.posted.values())][:most]
        return Told({"data": newest, "meta": {"result_count": len(newest)}} if newest else {"meta": {}})

    def _shown(self, one: Posted) -> dict[str, Any]:
        """As X shows it: with the name of the one who is answered, links of its own, and signs escaped."""
        links: list[dict[str, str]] = []

        def shortened(hit: re.Match[str]) -> str:
            links.append({"url": f"https://t.co/{len(links):010}", "expanded_url": hit.group()})
            return links[-1]["url"]

        text = _LINK.sub(shortened, one.text.strip())
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return {
            "id": one.id,
            "text": f"@jo {text}",
            "created_at": self.created_at,
            "entities": {"urls": links},
            "referenced_tweets": [{"type": "replied_to", "id": one.parent}],
            "edit_history_tweet_ids": [one.id],
        }

    def _is_signed(self, asked: Asked) -> bool:
        """By both secrets, and never twice with the same word."""
        told = dict(_FIELD.findall(asked.headers.get("authorization", "")))
        claims = {name: value for name, value in told.items() if name != "oauth_signature"}
        expected = KEYS.signature(
            asked.method, f"http://{asked.headers['host']}{asked.path}", claims | dict(asked.query)
        )
        nonce = told.get("oauth_nonce", "")
        is_new = nonce not in self._nonces
        self._nonces.add(nonce)
        return is_new and unquote(told.get("oauth_signature", "")) == expected


def _problem(status: int, detail: str) -> Told:
    kind = "https://api.twitter.com/2/problems/client-forbidden"
    return Told({"title": "Forbidden", "detail": detail, "type": kind, "status": status}, status)
