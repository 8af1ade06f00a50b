"""A notice board: a network of the plainest kind, which makes a post of every call and can be looked at.

It stands for all networks that know no key of ours, so that sending twice is seen by everybody.
"""

import json
from typing import Any

import httpx2

from bot.models import Mention, Reach
from bot.platforms.posting import Answered, NotPublished, call, refused
from bot.ports import (
    CannotTell,
    Deleted,
    Eligibility,
    Intent,
    Length,
    NotFound,
    Now,
    Published,
    Unknown,
)
from bot.testing.fake_network import Asked, FakeNetwork, Told

NAME = "board"


class FakeBoard(FakeNetwork):
    """`posts` are text and the post answered, by id."""

    def __init__(self) -> None:
        super().__init__()
        self.posts: dict[str, tuple[str, str]] = {}
        self._count = 0

    def answer(self, asked: Asked) -> Told:
        """What a healthy board says."""
        if asked.method == "POST":
            self._count += 1
            told = json.loads(asked.body)
            self.posts[str(self._count)] = (told["text"], told["to"])
            return Told({"id": str(self._count)})
        if asked.method == "DELETE":
            self.posts.pop(asked.path.rsplit("/", 1)[1], None)
            return Told({})
        there = [{"id": id, "text": text} for id, (text, to) in self.posts.items() if to == asked.one("to")]
        return Told({"posts": there})


class BoardPublisher:
    """Implements `ports.Publisher` and `ports.Deletes`."""

    name = NAME

    def __init__(self, url: str, client: httpx2.AsyncClient, now: Now) -> None:
        self._url, self._client, self._now = f"{url}/posts", client, now

    def can_reply(self, mention: Mention) -> Eligibility:
        """Always."""
        return Eligibility(Reach.API, "Approve posts this on the board.")

    def measure(self, text: str, mention: Mention) -> Length:
        """Without a limit."""
        return Length(len(text), None)

    def prepare(self, intent: Intent) -> dict[str, Any]:
        """The words and their place."""
        return {"text": intent.text, "to": intent.mention.external_id}

    async def publish(self, intent: Intent) -> Published | NotPublished:
        """One call, one post."""
        answer = await call(self._client, NAME, "POST", self._url, json=dict(intent.prepared))
        if not isinstance(answer, Answered):
            return answer
        if not answer.is_good:
            return refused(NAME, answer, self._now())
        if not isinstance(answer.body, dict):
            return Unknown("The board's answer broke off.")
        return Published(answer.body["id"], None)

    async def find_existing(self, intent: Intent) -> Published | NotFound | CannotTell:
        """Our words under that post."""
        asked = {"to": intent.mention.external_id}
        answer = await call(self._client, NAME, "GET", self._url, params=asked)
        if not isinstance(answer, Answered) or not answer.is_good:
            return CannotTell("The board does not answer.")
        ids = [one["id"] for one in answer.body["posts"] if one["text"] == intent.text]
        return Published(ids[0], None) if ids else NotFound()

    async def delete(self, intent: Intent, external_id: str) -> Deleted | NotPublished:
        """Take one post off."""
        answer = await call(self._client, NAME, "DELETE", f"{self._url}/{external_id}")
        if not isinstance(answer, Answered):
            return answer
        return Deleted() if answer.is_good else refused(NAME, answer, self._now())

    def hand_off_link(self, mention: Mention, text: str) -> str | None:
        """None."""
        return None
