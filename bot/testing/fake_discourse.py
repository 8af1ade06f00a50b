"""The part of a Discourse forum that takes replies: topics, posts, and moderators who may look first."""

import json
import re
from dataclasses import dataclass
from html import escape
from typing import Any

from bot.testing.fake_network import Asked, FakeNetwork, Told

KEY, USER = "discourse-key-of-the-tests", "acme_support"
TOPIC = 4_711
LIMIT = 32_000
_RARE_SPACES = re.compile("[\u00a0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_REPLIES = re.compile(r"/posts/(\d+)/replies\.json")
_POST = re.compile(r"/posts/(\d+)\.json")


@dataclass(frozen=True)
class Posted:
    """One post. `raw` is as it came in."""

    id: int
    number: int
    raw: str
    user: str
    answers: int | None = None
    """The number of the post that it answers."""


class FakeDiscourse(FakeNetwork):
    """Shapes as in docs.discourse.org and the forum's own source (2026)."""

    def __init__(self) -> None:
        super().__init__()
        self.posts: dict[int, Posted] = {}
        self.queue: list[dict[str, Any]] = []
        self.moderates = False
        self.is_closed = False
        self.is_revoked = False
        self.guards = True
        """Whether it refuses the same words again, as forums do for some minutes."""
        self.created_at: str | None = "2026-11-22T12:00:00.000Z"
        """Of everything; `None` for nothing said."""

    def write(self, raw: str, user: str, answers: int | None = None) -> Posted:
        """Somebody posts in the topic."""
        number = len(self.posts) + 1
        made = Posted(90_000 + number, number, raw, user, answers)
        self.posts[made.id] = made
        return made

    def let_through(self) -> None:
        """Moderators have looked at everything."""
        for told in self.queue:
            self.write(told["raw"], USER, told["reply_to_post_number"])
        self.queue = []

    def answer(self, asked: Asked) -> Told:
        """What a healthy forum says."""
        if self.is_revoked or (asked.headers.get("api-key"), asked.headers.get("api-username")) != (
            KEY,
            USER,
        ):
            wrong = "You are not permitted to view the requested resource."
            return Told({"errors": [wrong], "error_type": "invalid_access"}, 403)
        if asked.path == f"/u/{USER}.json":
            return Told({"user": {"id": 7, "username": USER}})
        if asked.method == "POST":
            return self._post(json.loads(asked.body))
        if hit := _REPLIES.fullmatch(asked.path):
            parent = self.posts.get(int(hit[1]))
            below = [one for one in self.posts.values() if parent and one.answers == parent.number]
            return Told([self._shown(one) for one in below]) if parent else _missing()
        hit = _POST.fullmatch(asked.path)
        found = self.posts.get(int(hit[1])) if hit else None
        if found and asked.method == "DELETE":
            del self.posts[found.id]
        return Told(self._shown(found) | {"raw": tidied(found.raw)}) if found else _missing()

    def _shown(self, one: Posted) -> dict[str, Any]:
        return _shown(one, self.created_at)

    def _post(self, told: dict[str, Any]) -> Told:
        raw = told["raw"]
        numbers = {one.number for one in self.posts.values()}
        if told["topic_id"] != TOPIC or told["reply_to_post_number"] not in numbers:
            return _missing()
        if self.is_closed:
            return _invalid("The topic is closed: you can no longer reply")
        if len(raw) > LIMIT:
            return _invalid(f"Body is limited to {LIMIT} characters; you entered {len(raw)}.")
        kept = tidied(raw)
        if self.guards and any(one.user == USER and tidied(one.raw) == kept for one in self.posts.values()):
            return _invalid("Body is too similar to what you recently posted")
        if self.moderates:
            self.queue.append(told)
            return Told({"action": "enqueued", "success": True, "pending_post": {"id": len(self.queue)}})
        return Told(self._shown(self.write(raw, USER, told["reply_to_post_number"])))


def tidied(raw: str) -> str:
    """What a forum keeps of a text."""
    return _RARE_SPACES.sub(" ", raw).rstrip()


def _shown(one: Posted, at: str | None) -> dict[str, Any]:
    return {
        "id": one.id,
        "username": one.user,
        "created_at": at,
        "cooked": f"<p>{escape(one.raw)}</p>",
        "post_number": one.number,
        "topic_id": TOPIC,
        "reply_to_post_number": one.answers,
    }


def _missing() -> Told:
    wrong = "The requested URL or resource could not be found."
    return Told({"errors": [wrong], "error_type": "not_found"}, 404)


def _invalid(why: str) -> Told:
    return Told({"action": "create_post", "errors": [why]}, 422)
