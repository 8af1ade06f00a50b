"""The part of a Mastodon server that is read: who we are, who mentions us, and single posts."""

from datetime import datetime
from html import escape
from typing import Any

from bot.testing.fake_network import Asked, FakeNetwork, Told

TOKEN = "mastodon-token-of-the-tests"  # noqa: S105 - opens nothing but this server
ME = "109000000000000001"
MAX_PAGE = 80


class FakeMastodon(FakeNetwork):
    """Shapes as in docs.joinmastodon.org (4.3). Ids are numbers in text, and only grow."""

    def __init__(self) -> None:
        super().__init__()
        self.notifications: dict[int, dict[str, Any]] = {}
        self.statuses: dict[str, dict[str, Any]] = {}
        self.hidden: set[int] = set()
        """Notifications that have their number, but are not told of yet."""
        self.reset_at: datetime | None = None
        """Until then there were too many calls."""
        self._last = 34_975_000

    def mention(
        self, text: str, at: datetime, *, by: str = "77", visibility: str = "public", **status: Any
    ) -> str:
        """Somebody mentions us; the post's id. `status` replaces fields of it."""
        self._last += 1
        id = f"1131{self._last:014}"
        self.statuses[id] = self._status(id, text, at, by, visibility) | status
        self.notifications[self._last] = {
            "id": str(self._last),
            "type": "mention",
            "created_at": _iso(at),
            "account": self.statuses[id]["account"],
            "status": self.statuses[id],
        }
        return id

    def edit(self, id: str, text: str, at: datetime) -> None:
        """Its author rewrites a post."""
        self.statuses[id] |= {"content": _html(text), "edited_at": _iso(at)}

    def delete(self, id: str) -> None:
        """Its author takes a post back: it goes with the notification of it."""
        del self.statuses[id]
        kept = {number: one for number, one in self.notifications.items() if one["status"]["id"] != id}
        self.notifications = kept

    def answer(self, asked: Asked) -> Told:
        """What a healthy server says."""
        if asked.bearer != TOKEN:
            return Told({"error": "The access token is invalid"}, 401)
        if self.reset_at is not None:
            return Told({"error": "Throttled"}, 429, {"X-RateLimit-Reset": _iso(self.reset_at)})
        if asked.path == "/api/v1/accounts/verify_credentials":
            return Told(_account(ME, "acme"))
        if asked.path == "/api/v1/notifications":
            return self._page(asked)
        found = self.statuses.get(asked.path.removeprefix("/api/v1/statuses/"))
        return Told(found) if found else Told({"error": "Record not found"}, 404)

    def _page(self, asked: Asked) -> Told:
        limit = min(int(asked.one("limit", "40")), MAX_PAGE)
        kinds = asked.all("types[]")
        there = [
            number
            for number, one in sorted(self.notifications.items())
            if number not in self.hidden and (not kinds or one["type"] in kinds)
        ]
        if after := asked.one("min_id"):
            chosen = [number for number in there if number > int(after)][:limit]
        else:
            before = int(asked.one("max_id", str(self._last + 1)))
            chosen = [number for number in there if number < before][-limit:]
        found = [self.notifications[number] for number in reversed(chosen)]
        return Told(found, headers=self._links(found))

    def _links(self, found: list[dict[str, Any]]) -> dict[str, str]:
        if not found:
            return {}
        at = f"{self.url}/api/v1/notifications"
        older, newer = f"<{at}?max_id={found[-1]['id']}>", f"<{at}?min_id={found[0]['id']}>"
        return {"Link": f'{older}; rel="next", {newer}; rel="prev"'}

    def _status(self, id: str, text: str, at: datetime, by: str, visibility: str) -> dict[str, Any]:
        return {
            "id": id,
            "created_at": _iso(at),
            "edited_at": None,
            "in_reply_to_id": None,
            "in_reply_to_account_id": None,
            "sensitive": False,
            "spoiler_text": "",
            "visibility": visibility,
            "language": "en",
            "uri": f"{self.url}/users/u{by}/statuses/{id}",
            "url": f"https://mastodon.social/@u{by}/{id}",
            "content": _html(text),
            "account": _account(by, f"u{by}"),
            "media_attachments": [],
            "mentions": [{"id": ME, "username": "acme", "acct": "acme"}],
        }


def _account(id: str, name: str) -> dict[str, Any]:
    return {
        "id": id,
        "username": name,
        "acct": name,
        "display_name": name.title(),
        "followers_count": 120,
        "bot": False,
    }


def _html(text: str) -> str:
    us = '<a href="https://mastodon.social/@acme" class="u-url mention">@<span>acme</span></a>'
    return f'<p><span class="h-card">{us}</span> {escape(text)}</p>'


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
