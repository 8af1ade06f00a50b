"""Replies in a Discourse forum (docs.discourse.org, and its source: `PostsController`, `PostCreator`).

Discourse trims a post, turns rare spaces into plain ones, and refuses the same words again for some minutes
(a setting of the forum: five by default), which may mean that an earlier call got through. It may hold a post
back until a moderator has seen it. The lengths that it takes are settings of the forum too: REPLY_LIMITS
tells ours.
"""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, urlsplit

import httpx2

from bot.errors import PollFault
from bot.models import Mention
from bot.platforms.api import Api
from bot.platforms.limits import measure
from bot.platforms.odd_json import items, obj, words
from bot.platforms.posting import Answered, NotPublished, call, refused
from bot.platforms.reaching import by_hand, posted_as
from bot.platforms.readback import is_since, same_text
from bot.platforms.unanswerable import unanswerable
from bot.platforms.wire import remote_url
from bot.ports import (
    CannotTell,
    Deleted,
    Eligibility,
    Intent,
    Length,
    NotFound,
    Now,
    Pending,
    Published,
    Publisher,
    Rejected,
    Unknown,
)
from bot.settings import Settings

NAME = "discourse"
_NETWORK = "Discourse"
_NO_TOPIC = "Which post to answer is not known."
_HELD = "The forum shows it once a moderator has let it through."
_CLOSED = "The topic is closed or gone, so nobody can reply there."
_SAME = "too similar"


class DiscoursePublisher:
    """Posts as one user of one forum."""

    def __init__(
        self,
        url: str,
        key: str,
        user: str,
        client: httpx2.AsyncClient,
        now: Now,
        undo: timedelta = timedelta(0),
        limits: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        """`key` is an API key that may write as `user`; `undo` is for the card."""
        self._url = url.rstrip("/")
        self._host = urlsplit(self._url).netloc
        self._user = user
        self._headers = {"Api-Key": key, "Api-Username": user}
        self._client = client
        self._api = Api(NAME, client, now)
        self._now = now
        self._undo = undo
        self._limits = limits

    @property
    def name(self) -> str:
        """Stored with the draft."""
        return NAME

    async def learn(self) -> str:
        """Our own name, as the forum spells it. See `Learns`."""
        said = obj(obj(await self._get(f"/u/{quote(self._user, safe='')}.json")).get("user"))
        if words(said.get("username")) is None:
            raise self._api.strange()
        return f"{said['username']} on {self._host}"

    def can_reply(self, mention: Mention) -> Eligibility:
        """To every public post of which topic and number are known."""
        if refusal := unanswerable(mention, self._user):
            return refusal
        if mention.platform != NAME or _place(mention) is None:
            return by_hand(_NETWORK, _NO_TOPIC)
        return posted_as(self._user, self._host, self._undo)

    def measure(self, text: str, mention: Mention) -> Length:
        """Characters."""
        return measure(NAME, text, self._limits)

    def prepare(self, intent: Intent) -> dict[str, Any]:
        """The post: a second call says the same."""
        topic, number, parent = _place(intent.mention) or (0, 0, 0)
        post = {"topic_id": topic, "raw": intent.text, "reply_to_post_number": number}
        return {"parent": parent, "post": post}

    async def publish(self, intent: Intent) -> Published | Pending | NotPublished:
        """One call."""
        at, told = f"{self._url}/posts.json", intent.prepared["post"]
        answer = await call(self._client, _NETWORK, "POST", at, json=told, headers=self._headers)
        if not isinstance(answer, Answered):
            return answer
        if not answer.is_good:
            return self._refused(answer)
        said = obj(answer.body)
        if said.get("action") == "enqueued":
            return Pending(_HELD)
        return self._there(said) or Unknown(f"{_NETWORK} gave an answer that cannot be read.")

    async def find_existing(self, intent: Intent) -> Published | NotFound | CannotTell:
        """Our own answers to the same post, since the approval, with the same words."""
        parent = intent.prepared["parent"]
        try:
            for one in map(obj, reversed(items(await self._get(f"/posts/{parent}/replies.json")))):
                is_ours = str(one.get("username", "")).casefold() == self._user.casefold()
                is_new = is_since(one.get("created_at"), intent.approved_at)
                if is_ours and is_new and same_text(await self._words(one), intent.text):
                    return self._there(one) or CannotTell(f"{_NETWORK} does not tell where it stands.")
        except PollFault as fault:
            return CannotTell(f"{_NETWORK} could not be asked. {fault.problem}")
        return NotFound()

    async def delete(self, intent: Intent, external_id: str) -> Deleted | NotPublished:
        """One call; what is gone already is fine."""
        at = f"{self._url}/posts/{external_id}.json"
        answer = await call(self._client, _NETWORK, "DELETE", at, headers=self._headers)
        if not isinstance(answer, Answered):
            return answer
        if answer.is_good or answer.status in {404, 410}:
            return Deleted()
        return refused(_NETWORK, answer, self._now())

    def hand_off_link(self, mention: Mention, text: str) -> str | None:
        """The post itself, if it stands in this forum."""
        parts = urlsplit(mention.url or "")
        is_here = parts.scheme == "https" and parts.netloc == self._host
        return remote_url(mention.url) if is_here else None

    def _refused(self, answer: Answered) -> NotPublished:
        said = " ".join(str(one) for one in items(obj(answer.body).get("errors"))).casefold()
        if answer.status == 422 and _SAME in said:
            return Unknown(f"{_NETWORK} says that the same words were posted just now.")
        is_shut = answer.status in {403, 422} and ("closed" in said or "archived" in said)
        if is_shut or answer.status == 404:
            return Rejected(_CLOSED)
        return refused(_NETWORK, answer, self._now())

    async def _words(self, post: Mapping[str, Any]) -> str:
        """What we wrote; the list of answers tells only what it was made into."""
        return words(obj(await self._get(f"/posts/{int(post['id'])}.json")).get("raw")) or ""

    async def _get(self, path: str) -> Any:
        return (await self._api.get(f"{self._url}{path}", headers=self._headers)).body

    def _there(self, post: Mapping[str, Any]) -> Published | None:
        id, topic, number = post.get("id"), post.get("topic_id"), post.get("post_number")
        if not all(isinstance(one, int) for one in (id, topic, number)):
            return None
        return Published(str(id), remote_url(f"{self._url}/t/-/{topic}/{number}"))


def discourse(settings: Settings, client: httpx2.AsyncClient, now: Now, undo: timedelta) -> Publisher | None:
    """The publisher of the configured forum, `None` without one."""
    url, key, user = settings.discourse_url, settings.discourse_api_key, settings.discourse_api_username
    if url is None or key is None or not user:
        return None
    return DiscoursePublisher(url, key.get_secret_value(), user, client, now, undo, settings.reply_limits)


def _place(mention: Mention) -> tuple[int, int, int] | None:
    """Topic, number in it, and the post's own id."""
    told = (
        mention.target.get("topic_id"),
        mention.target.get("reply_to_post_number"),
        mention.target.get("post_id") or mention.external_id,
    )
    numbers = [int(one) for one in map(str, told) if one.isascii() and one.isdecimal() and len(one) < 18]
    return (numbers[0], numbers[1], numbers[2]) if len(numbers) == len(told) else None
