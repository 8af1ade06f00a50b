"""The part of Bluesky that is read: sessions, notifications, and single posts."""

import json
from datetime import datetime
from typing import Any

from bot.testing.fake_network import Asked, FakeNetwork, Told

HANDLE, PASSWORD = "acme.test", "app-password-of-the-tests"
ME = "did:plc:acme"
MAX_PAGE = 100
_XRPC = "/xrpc/"


class FakeBluesky(FakeNetwork):
    """Shapes as in the lexicons of github.com/bluesky-social/atproto."""

    def __init__(self) -> None:
        super().__init__()
        self.notifications: dict[str, dict[str, Any]] = {}
        self.hidden: set[str] = set()
        """Posts that are there, but not in our notifications: we muted their authors."""
        self.sessions = 0
        """How many were made anew."""
        self.refreshes = 0
        self.filters = True
        """Whether it knows the parameter `reasons`, as older servers do not."""
        self._access = self._refresh = ""
        self._count = 0

    def notify(
        self, text: str, at: datetime, *, by: str = "did:plc:jo", reason: str = "mention", **record: Any
    ) -> str:
        """Somebody does something to us; the post's address. `record` replaces fields of it."""
        self._count += 1
        uri = f"at://{by}/app.bsky.feed.post/3k{self._count:011}"
        self.notifications[uri] = {
            "uri": uri,
            "cid": f"bafy{self._count}",
            "author": {"did": by, "handle": f"{by.rsplit(':', 1)[-1]}.test", "displayName": "Jo"},
            "reason": reason,
            "record": {
                "$type": "app.bsky.feed.post",
                "text": text,
                "langs": ["en"],
                "createdAt": _iso(at),
            }
            | record,
            "isRead": False,
            "indexedAt": _iso(at),
        }
        return uri

    def edit(self, uri: str, text: str) -> None:
        """Its author writes over the post: the same address, another version."""
        one = self.notifications[uri]
        self.notifications[uri] = one | {"cid": one["cid"] + "x", "record": one["record"] | {"text": text}}

    def delete(self, uri: str) -> None:
        """Its author takes the post back."""
        del self.notifications[uri]

    def expire(self, *, refresh: bool = False) -> None:
        """The access token is over; with `refresh` the other one too."""
        self._access = ""
        self._refresh = "" if refresh else self._refresh

    def knows(self, token: str) -> bool:
        """Whether it is the access token of now."""
        return token != "" and token == self._access

    def answer(self, asked: Asked) -> Told:
        """What a healthy server says."""
        method = asked.path.removeprefix(_XRPC)
        if method == "com.atproto.server.createSession":
            return self._login(json.loads(asked.body))
        if method == "com.atproto.server.refreshSession":
            return self._renew(asked.bearer)
        if not self.knows(asked.bearer):
            return Told({"error": "ExpiredToken", "message": "Token has expired"}, 400)
        if method == "app.bsky.notification.listNotifications":
            return self._page(asked)
        posts = [{"uri": uri} for uri in asked.all("uris") if uri in self.notifications]
        return Told({"posts": posts})

    def _login(self, told: dict[str, Any]) -> Told:
        if (told.get("identifier"), told.get("password")) != (HANDLE, PASSWORD):
            return Told({"error": "AuthenticationRequired", "message": "Invalid identifier or password"}, 401)
        self.sessions += 1
        return self._tokens()

    def _renew(self, bearer: str) -> Told:
        """A refresh token works once."""
        if not bearer or bearer != self._refresh:
            return Told({"error": "ExpiredToken", "message": "Token has been revoked"}, 400)
        self.refreshes += 1
        return self._tokens()

    def _tokens(self) -> Told:
        number = self.sessions + self.refreshes
        self._access, self._refresh = f"access-jwt-{number}", f"refresh-jwt-{number}"
        return Told(
            {
                "accessJwt": self._access,
                "refreshJwt": self._refresh,
                "did": ME,
                "handle": HANDLE,
                "active": True,
            }
        )

    def _page(self, asked: Asked) -> Told:
        limit, before = min(int(asked.one("limit", "50")), MAX_PAGE), asked.one("cursor")
        reasons = asked.all("reasons") if self.filters else []
        newest = sorted(self.notifications.values(), key=_place, reverse=True)
        if before and "::" not in before:
            return Told({"error": "InvalidRequest", "message": "Malformed cursor"}, 400)
        there = [
            one
            for one in newest
            if one["uri"] not in self.hidden and (not reasons or one["reason"] in reasons)
        ]
        found = [one for one in there if not before or _place(one) < before][:limit]
        onward = {"cursor": _place(found[-1])} if found else {}
        return Told({"notifications": found, "priority": False} | onward)


def _place(one: dict[str, Any]) -> str:
    return f"{one['indexedAt']}::{one['uri']}"


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
