"""Replies on Mastodon and servers that speak its API (docs.joinmastodon.org/methods/statuses).

`Idempotency-Key` is a courtesy only: Mastodon remembers it for an hour and has posted twice all the same when
its database was slow; GoToSocial and snac ignore it (measured). So a lost answer is looked after by reading
the thread, and never sent again. Mastodon trims spaces at both ends of a post, which the look forgives.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlsplit

import httpx2

from bot.errors import PollFault
from bot.hosts import safe_link
from bot.models import Mention
from bot.platforms.api import Api
from bot.platforms.html_text import plain_text
from bot.platforms.mastodon_posts import PLATFORM
from bot.platforms.mastodon_server import Server, may_write, server_of
from bot.platforms.odd_json import items, obj, words
from bot.platforms.posting import Answered, NotPublished, call, refused
from bot.platforms.reaching import by_hand, posted_as
from bot.platforms.readback import is_since, same_text
from bot.platforms.unanswerable import unanswerable
from bot.platforms.wire import remote_id, remote_url
from bot.ports import (
    CannotTell,
    Deleted,
    Eligibility,
    Intent,
    Length,
    NotFound,
    Now,
    Published,
    Publisher,
    Rejected,
    Unknown,
)
from bot.settings import Settings

NAME = PLATFORM
_NETWORK = "Mastodon"
_OPEN = ("public", "unlisted", "private")
_NO_POST = "Which post to answer is not known."
_LOST = "The post is gone, or hidden from this account."
_STAYS = "This server does not let programs delete posts. Please delete it there yourself."
_ELSEWHERE = "It was read on another server than the one that posts."
_ACCT = re.compile(r"[A-Za-z0-9_]+(?:[.-][A-Za-z0-9_]+)*(?:@[A-Za-z0-9.-]+)?")
"""A name that may be shown."""
_READ_ONLY = "MASTODON_ACCESS_TOKEN may not post: it needs write:statuses."


@dataclass(frozen=True)
class _Known:
    """What the server has told of itself and of us."""

    server: Server
    id: str
    acct: str
    writes: bool


class MastodonPublisher:
    """Posts as one account."""

    def __init__(
        self, url: str, token: str, client: httpx2.AsyncClient, now: Now, undo: timedelta = timedelta(0)
    ) -> None:
        """`token` has `write:statuses`; `undo` is the time between a click and the call, for the card."""
        self._url = url.rstrip("/")
        self._host = urlsplit(self._url).netloc
        self._headers = {"Authorization": f"Bearer {token}"}
        self._client = client
        self._api = Api(NAME, client, now)
        self._now = now
        self._undo = undo
        self._known: _Known | None = None

    @property
    def name(self) -> str:
        """Stored with the draft."""
        return NAME

    async def learn(self) -> str:
        """Ask for the server's limits and our own name. See `Learns`."""
        me = obj(await self._get("/api/v1/accounts/verify_credentials"))
        told = await self._api.ask("GET", f"{self._url}/api/v2/instance", headers=self._headers)
        if told.status == 404:
            told = await self._api.ask("GET", f"{self._url}/api/v1/instance", headers=self._headers)
        app = await self._api.ask("GET", f"{self._url}/api/v1/apps/verify_credentials", headers=self._headers)
        server = server_of(self._api.good(told).body)
        if not isinstance(me.get("id"), str):
            raise self._api.strange()
        acct = words(me.get("acct")) or words(me.get("username")) or me["id"]
        self._known = _Known(server, me["id"], acct, may_write(app.body))
        return self._us()

    def can_reply(self, mention: Mention) -> Eligibility:
        """To every post that the server knows by an id of its own."""
        known = self._known
        if refusal := unanswerable(mention, *((known.id, known.acct, self._us()) if known else ())):
            return refusal
        if mention.platform != NAME or words(mention.target.get("status_id")) is None:
            return by_hand(_NETWORK, _NO_POST)
        if mention.external_id.partition("@")[2] not in {"", self._host}:
            return by_hand(_NETWORK, _ELSEWHERE)
        if known and not known.writes:
            return by_hand(_NETWORK, _READ_ONLY)
        acct = words(mention.target.get("acct"))
        told = f"Only if @{acct} stands in it, its author is told." if acct and _ACCT.fullmatch(acct) else ""
        return posted_as(self._us(), _NETWORK, self._undo, *([told] if told else []))

    def measure(self, text: str, mention: Mention) -> Length:
        """As the server counts; as Mastodon does until it has told."""
        return (self._known.server if self._known else Server()).measure(text)

    def prepare(self, intent: Intent) -> dict[str, Any]:
        """Key and post: a second call says the same."""
        target, language = intent.mention.target, intent.mention.language
        seen = target.get("visibility")
        post = {
            "status": intent.text,
            "in_reply_to_id": str(target.get("status_id")),
            "visibility": seen if seen in _OPEN else "public",
        }
        return {"key": intent.id, "post": post | ({"language": language} if language else {})}

    async def publish(self, intent: Intent) -> Published | NotPublished:
        """One call."""
        headers = self._headers | {"Idempotency-Key": str(intent.prepared["key"])}
        at = f"{self._url}/api/v1/statuses"
        answer = await call(self._client, _NETWORK, "POST", at, json=intent.prepared["post"], headers=headers)
        if not isinstance(answer, Answered):
            return answer
        if answer.status == 404:
            return Rejected(_LOST)
        if not answer.is_good:
            return refused(_NETWORK, answer, self._now())
        done = self._there(obj(answer.body))
        return done if done.external_id else Unknown(f"{_NETWORK} gave an answer that cannot be read.")

    async def find_existing(self, intent: Intent) -> Published | NotFound | CannotTell:
        """Our own answers to the same post, since the approval, with the same words."""
        try:
            if self._known is None:
                await self.learn()
            for one in reversed(await self._answers(intent)):
                if same_text(await self._words(one), intent.text):
                    return self._there(one)
        except PollFault as fault:
            return CannotTell(f"{_NETWORK} could not be asked. {fault.problem}")
        return NotFound()

    async def delete(self, intent: Intent, external_id: str) -> Deleted | NotPublished:
        """One call; what is gone already is fine."""
        at = f"{self._url}/api/v1/statuses/{quote(external_id, safe='')}"
        answer = await call(self._client, _NETWORK, "DELETE", at, headers=self._headers)
        if not isinstance(answer, Answered):
            return answer
        if answer.is_good:
            return Deleted()
        return await self._gone(at) if answer.status in {404, 410} else refused(_NETWORK, answer, self._now())

    async def _gone(self, at: str) -> Deleted | Rejected | Unknown:
        """Whether the post is not there, or its server only does not know how to delete (snac says 404)."""
        try:
            seen = await self._api.ask("GET", at, headers=self._headers)
        except PollFault as fault:
            return Unknown(f"{_NETWORK} could not be asked whether it is gone. {fault.problem}")
        return Deleted() if seen.status in {404, 410} else Rejected(_STAYS)

    def hand_off_link(self, mention: Mention, text: str) -> str | None:
        """The post itself, for a look before settling what is unknown."""
        return safe_link(NAME, mention.url)

    async def _answers(self, intent: Intent) -> list[Mapping[str, Any]]:
        parent = str(intent.prepared["post"]["in_reply_to_id"])
        below = obj(await self._get(f"/api/v1/statuses/{quote(parent, safe='')}/context"))
        mine = self._known.id if self._known else ""
        return [
            one
            for one in map(obj, items(below.get("descendants")))
            if obj(one.get("account")).get("id") == mine
            and str(one.get("in_reply_to_id")) == parent
            and is_since(one.get("created_at"), intent.approved_at)
        ]

    async def _words(self, status: Mapping[str, Any]) -> str:
        """What we wrote; of servers that do not tell, what readers see."""
        id = quote(str(status.get("id")), safe="")
        source = await self._api.ask("GET", f"{self._url}/api/v1/statuses/{id}/source", headers=self._headers)
        if source.status == 404:
            return plain_text(words(status.get("content")) or "")
        return words(obj(self._api.good(source).body).get("text")) or ""

    async def _get(self, path: str) -> Any:
        return (await self._api.get(f"{self._url}{path}", headers=self._headers)).body

    def _there(self, status: Mapping[str, Any]) -> Published:
        return Published(remote_id(status.get("id")), remote_url(status.get("url") or status.get("uri")))

    def _us(self) -> str:
        return f"@{self._known.acct}@{self._host}" if self._known else f"your account on {self._host}"


def mastodon(settings: Settings, client: httpx2.AsyncClient, now: Now, undo: timedelta) -> Publisher | None:
    """The publisher of the configured account, `None` without one."""
    url, token = settings.mastodon_url, settings.mastodon_access_token
    if url is None or token is None:
        return None
    return MastodonPublisher(url, token.get_secret_value(), client, now, undo)
