"""Replies on X (docs.x.com, state of August 2026): `POST /2/tweets`, in the name of one account.

- X refuses replies by API unless the author mentioned the account or quotes it; Enterprise plans are exempt.
- Every call has its price; whether a link costs the higher one for authors who addressed us is not
  documented.
- AI-written replies need X's approval beforehand (developer guidelines), so that a setting has to say it is
  there.
- There is no key against doubled calls. X refuses the same words twice with 403 (not documented), which may
  mean that an earlier call got through; and new posts come into the timeline with some lag.
"""

import re
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2

from bot.errors import PollFault
from bot.hosts import safe_link
from bot.models import Mention
from bot.platforms.api import Api
from bot.platforms.limits import measure
from bot.platforms.oauth1 import OAuth1
from bot.platforms.odd_json import items, obj, words
from bot.platforms.posting import Answered, NotPublished, call, refused
from bot.platforms.reaching import by_hand, posted_as
from bot.platforms.readback import CLOCKS_DIFFER
from bot.platforms.unanswerable import unanswerable
from bot.platforms.wire import remote_id
from bot.platforms.x_length import has_link
from bot.platforms.x_posts import is_duplicate, our_answer, why_not
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

NAME = "x"
_NETWORK = "X"
_LOOKED_AT = 20
"""Newest posts of ours that a look reads; each costs money."""
_ID = re.compile(r"[0-9]{1,20}")

_NO_POST = "Which post to answer is not known."
_NOT_SUMMONED = "X lets programs reply only to people who mentioned or quoted the account."
_AI = "X wants to approve AI-written replies first: set X_AI_APPROVED=yes once it has."
_PRICE = "X charges about $0.01 for it."
_LINK_PRICE = "with a link, X may charge $0.20 for it"


class XPublisher:
    """Posts as one account."""

    def __init__(
        self,
        url: str,
        keys: OAuth1,
        client: httpx2.AsyncClient,
        now: Now,
        undo: timedelta = timedelta(0),
        nonce: Callable[[], str] = lambda: secrets.token_hex(16),
        *,
        everybody: bool = False,
        needs_approval: bool = False,
    ) -> None:
        """`everybody`: the plan lets us answer people who did not address us.

        `needs_approval`: a model writes, and X has not said yes to that. `undo` is for the card.
        """
        self._url = url.rstrip("/")
        self._keys = keys
        self._client = client
        self._api = Api(NAME, client, now)
        self._now = now
        self._undo = undo
        self._nonce = nonce
        self._everybody = everybody
        self._needs_approval = needs_approval
        self._id = self._account = ""

    @property
    def name(self) -> str:
        """Stored with the draft."""
        return NAME

    async def learn(self) -> str:
        """Our own name and id, asked for once: every question has its price. See `Learns`."""
        if not self._id:
            me = obj(obj(await self._get("/2/users/me", {})).get("data"))
            id, account = remote_id(me.get("id")), words(me.get("username"))
            if id is None or account is None or not _is_name(account):
                raise self._api.strange()
            self._id, self._account = id, account
        return f"@{self._account}"

    def can_reply(self, mention: Mention) -> Eligibility:
        """To people who addressed the account, or to all where the plan allows it."""
        if refusal := unanswerable(mention, self._id, self._account):
            return refusal
        if mention.platform != NAME or _parent(mention) is None:
            return by_hand(_NETWORK, _NO_POST)
        if not self._everybody and mention.summoned is not True:
            return by_hand(_NETWORK, _NOT_SUMMONED)
        if self._needs_approval:
            return by_hand(_NETWORK, _AI)
        us = f"@{self._account}" if self._account else "your account"
        return posted_as(us, _NETWORK, self._undo, _PRICE)

    def measure(self, text: str, mention: Mention) -> Length:
        """Weighted signs; a link is told, for its price."""
        length = measure(NAME, text)
        note = _LINK_PRICE if has_link(text) else ""
        return Length(length.used, length.limit, length.unit, note)

    def prepare(self, intent: Intent) -> dict[str, Any]:
        """The post: a second call says the same."""
        return {"post": {"text": intent.text, "reply": {"in_reply_to_tweet_id": _parent(intent.mention)}}}

    async def publish(self, intent: Intent) -> Published | NotPublished:
        """One call."""
        answer = await self._call("POST", "/2/tweets", json=intent.prepared["post"])
        if not isinstance(answer, Answered):
            return answer
        if is_duplicate(answer.status, answer.body):
            return Unknown(f"{_NETWORK} says that the same words were posted before.")
        if not answer.is_good:
            why = why_not(answer.body) if answer.status in {400, 403} else None
            return Rejected(why) if why else refused(_NETWORK, answer, self._now())
        id = remote_id(obj(obj(answer.body).get("data")).get("id"))
        return _there(id) if id else Unknown(f"{_NETWORK} gave an answer that cannot be read.")

    async def find_existing(self, intent: Intent) -> Published | NotFound | CannotTell:
        """Our newest posts, for one that answers the same post with the same words."""
        since = (intent.approved_at - CLOCKS_DIFFER).astimezone(UTC)
        asked = {
            "max_results": str(_LOOKED_AT),
            "start_time": _iso(since),
            "tweet.fields": "created_at,entities,note_tweet,referenced_tweets",
        }
        try:
            await self.learn()
            said = obj(await self._get(f"/2/users/{self._id}/tweets", asked))
        except PollFault as fault:
            return CannotTell(f"{_NETWORK} could not be asked. {fault.problem}")
        parent = intent.prepared["post"]["reply"]["in_reply_to_tweet_id"]
        found = our_answer(items(said.get("data")), parent, intent.text, intent.approved_at)
        return _there(found) if found else NotFound()

    async def delete(self, intent: Intent, external_id: str) -> Deleted | NotPublished:
        """One call; what is gone already is fine."""
        answer = await self._call("DELETE", f"/2/tweets/{external_id}")
        if not isinstance(answer, Answered):
            return answer
        if answer.is_good or answer.status == 404:
            return Deleted()
        return refused(_NETWORK, answer, self._now())

    def hand_off_link(self, mention: Mention, text: str) -> str | None:
        """The post itself, for a look before settling what is unknown."""
        return safe_link(NAME, mention.url)

    async def _call(self, method: str, path: str, **request: Any) -> Answered | NotPublished:
        at = f"{self._url}{path}"
        return await call(self._client, _NETWORK, method, at, headers=self._signed(method, at, {}), **request)

    async def _get(self, path: str, asked: dict[str, str]) -> Any:
        at = f"{self._url}{path}"
        return (await self._api.get(at, params=asked, headers=self._signed("GET", at, asked))).body

    def _signed(self, method: str, at: str, query: dict[str, str]) -> dict[str, str]:
        return self._keys.header(method, at, query, self._now(), self._nonce())


def x(settings: Settings, client: httpx2.AsyncClient, now: Now, undo: timedelta) -> Publisher | None:
    """The publisher of the configured account, `None` without one."""
    kept = (
        settings.x_api_key,
        settings.x_api_secret,
        settings.x_access_token,
        settings.x_access_token_secret,
    )
    told = [one.get_secret_value() for one in kept if one is not None]
    if len(told) < len(kept):
        return None
    return XPublisher(
        settings.x_url,
        OAuth1(*told),
        client,
        now,
        undo,
        everybody=settings.x_replies == "everybody",
        needs_approval=settings.openai_api_key is not None and not settings.x_ai_approved,
    )


def _parent(mention: Mention) -> str | None:
    """The post's id; X's own source also tells it as the target, where edits have ids of their own."""
    told = mention.target.get("in_reply_to_tweet_id") or mention.external_id
    return told if isinstance(told, str) and told.isascii() and _ID.fullmatch(told) else None


def _there(id: str) -> Published:
    return Published(id, f"https://x.com/i/web/status/{id}")


def _is_name(account: str) -> bool:
    return re.fullmatch(r"[A-Za-z0-9_]{1,20}", account) is not None


def _iso(when: datetime) -> str:
    return when.isoformat(timespec="seconds").replace("+00:00", "Z")
