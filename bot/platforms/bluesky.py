"""Replies on Bluesky, put under a key of our own: the same approval is one post, however often it is sent.

The server (`com.atproto.repo.putRecord`) is the account's own, so it can always be asked what stands.
"""

from datetime import timedelta
from typing import Any

import httpx2

from bot.errors import PollFault
from bot.hosts import safe_link
from bot.models import Mention
from bot.platforms.bluesky_record import COLLECTION, is_reference, key_of, record_of
from bot.platforms.bluesky_session import BlueskySession, is_expired
from bot.platforms.limits import measure
from bot.platforms.odd_json import obj
from bot.platforms.posting import Answered, NotPublished, call, not_tried, refused
from bot.platforms.reaching import by_hand, posted_as
from bot.platforms.unanswerable import unanswerable
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
)
from bot.settings import Settings

NAME = "bluesky"
_NETWORK = "Bluesky"
_NO_POST = "Which post to answer is not known."
_OTHER = "Bluesky shows another text where this one should stand."


class BlueskyPublisher:
    """Posts as one account through the server that holds it."""

    def __init__(
        self,
        url: str,
        session: BlueskySession,
        client: httpx2.AsyncClient,
        now: Now,
        account: str,
        undo: timedelta = timedelta(0),
    ) -> None:
        """`account` is the handle, and `undo` the time between a click and the call; both for the card."""
        self._url = url.rstrip("/")
        self._session = session
        self._client = client
        self._now = now
        self._account = account
        self._undo = undo

    @property
    def name(self) -> str:
        """Stored with the draft."""
        return NAME

    def can_reply(self, mention: Mention) -> Eligibility:
        """To every public post of which version and address are known."""
        if refusal := unanswerable(mention, self._account):
            return refusal
        if mention.platform != NAME or not is_reference(mention.target):
            return by_hand(_NETWORK, _NO_POST)
        return posted_as(f"@{self._account}", _NETWORK, self._undo)

    def measure(self, text: str, mention: Mention) -> Length:
        """300 graphemes and 3,000 bytes, as servers enforce them."""
        return measure(NAME, text)

    def prepare(self, intent: Intent) -> dict[str, Any]:
        """Key and record: with another time in it, a second put would be an edit."""
        return {"key": key_of(intent.id, intent.approved_at), "record": record_of(intent)}

    async def publish(self, intent: Intent) -> Published | NotPublished:
        """One put."""
        try:
            did = await self._session.did()
            answer = await self._put(intent, did, await self._session.bearer())
            if isinstance(answer, Answered) and is_expired(answer.status, answer.body):
                # It was refused for the token alone, so nothing was put.
                answer = await self._put(intent, did, await self._session.bearer(fresh=True))
        except PollFault as fault:
            return not_tried(_NETWORK, fault)
        if not isinstance(answer, Answered):
            return answer
        if answer.is_good:
            return self._there(did, intent)
        return refused(_NETWORK, answer, self._now(), _reason(answer))

    async def find_existing(self, intent: Intent) -> Published | NotFound | CannotTell:
        """What stands under the key."""
        try:
            did = await self._session.did()
        except PollFault as fault:
            return CannotTell(f"{_NETWORK} could not be asked. {fault.problem}")
        asked = {"repo": did, "collection": COLLECTION, "rkey": intent.prepared["key"]}
        answer = await call(self._client, _NETWORK, "GET", self._at("getRecord"), params=asked)
        if not isinstance(answer, Answered):
            return CannotTell(answer.reason)
        if answer.status == 400 and _reason(answer) == "RecordNotFound":
            return NotFound()
        if not answer.is_good:
            return CannotTell(f"{_NETWORK} does not tell (HTTP {answer.status}).")
        is_ours = obj(obj(answer.body).get("value")).get("text") == intent.text
        return self._there(did, intent) if is_ours else CannotTell(_OTHER)

    async def delete(self, intent: Intent, external_id: str) -> Deleted | NotPublished:
        """Deletes the record under the key; a record that is gone already is fine for servers too."""
        try:
            did = await self._session.did()
            if external_id != self._there(did, intent).external_id:
                return Rejected("The reply belongs to another account than the one that is set up now.")
            answer = await self._delete(intent, did, await self._session.bearer())
            if isinstance(answer, Answered) and is_expired(answer.status, answer.body):
                answer = await self._delete(intent, did, await self._session.bearer(fresh=True))
        except PollFault as fault:
            return not_tried(_NETWORK, fault)
        if not isinstance(answer, Answered):
            return answer
        return Deleted() if answer.is_good else refused(_NETWORK, answer, self._now(), _reason(answer))

    def hand_off_link(self, mention: Mention, text: str) -> str | None:
        """The post itself, for a look before settling what is unknown."""
        return safe_link(NAME, mention.url)

    async def _delete(self, intent: Intent, did: str, bearer: dict[str, str]) -> Answered | NotPublished:
        told = {"repo": did, "collection": COLLECTION, "rkey": intent.prepared["key"]}
        return await call(self._client, _NETWORK, "POST", self._at("deleteRecord"), json=told, headers=bearer)

    async def _put(self, intent: Intent, did: str, bearer: dict[str, str]) -> Answered | NotPublished:
        told = {
            "repo": did,
            "collection": COLLECTION,
            "rkey": intent.prepared["key"],
            "record": intent.prepared["record"],
        }
        return await call(self._client, _NETWORK, "POST", self._at("putRecord"), json=told, headers=bearer)

    def _there(self, did: str, intent: Intent) -> Published:
        key = intent.prepared["key"]
        return Published(f"at://{did}/{COLLECTION}/{key}", f"https://bsky.app/profile/{did}/post/{key}")

    def _at(self, method: str) -> str:
        return f"{self._url}/xrpc/com.atproto.repo.{method}"


def _reason(answer: Answered) -> str:
    """The error's name, such as `InvalidRequest`; "" if there is no sane one."""
    name = obj(answer.body).get("error")
    return name if isinstance(name, str) and name.isascii() and name.isalnum() and len(name) <= 40 else ""


def bluesky(settings: Settings, client: httpx2.AsyncClient, now: Now, undo: timedelta) -> Publisher | None:
    """The publisher of the configured account, `None` without one."""
    handle, password = settings.bluesky_handle, settings.bluesky_app_password
    if not handle or password is None:
        return None
    url = settings.bluesky_pds_url
    session = BlueskySession(NAME, url, handle, password.get_secret_value(), client, now)
    return BlueskyPublisher(url, session, client, now, handle, undo)
