"""X's Activity API: posts that mention, answer or quote the account.

Facts: https://docs.x.com/x-api/activity/event-payloads and https://docs.x.com/x-api/webhooks/introduction,
as of August 2026. X signs with the OAuth 2.0 client secret, with the consumer secret, or with both while an
app moves from one to the other, so the secret may be either, and either header proves a call. X charges for
every event.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs

from bot.errors import BadSignature, Unreadable
from bot.ports import SOURCE_API, Call, Greeting, Item, Setup
from bot.rehearsals import TEXT
from bot.sources.bodies import inner, object_of
from bot.sources.greetings import crc_answer
from bot.sources.hmac_mode import Hmac, HmacRule

NAME = "x_activity"
HEADERS = ("x-twitter-webhooks-signature-oauth2", "x-twitter-webhooks-signature")

_ABOUT_US = {"post.mention.create", "post.reply.create", "post.quote.create"}
"""Other events of posts (our own, reposts) and of anything else are left out: they are nobody's words to
us."""
_DELETED = "post.delete"


@dataclass(frozen=True, repr=False)
class XActivity:
    """Implements `Source` and `Rehearses`."""

    setup: Setup
    name: str = NAME
    api: int = SOURCE_API
    proof: str = "signed by X"
    in_path: bool = False
    status: int = 200

    def handshake(self, call: Call) -> Greeting | None:
        """The challenge-response check, which X repeats for as long as the webhook lives."""
        return crc_answer(parse_qs(call.query.decode("latin-1")), self.setup.secrets[0].encode())

    def verify(self, call: Call, now: datetime) -> str:
        """By either header.

        A body that is no object is refused although it is signed: the handshake signs what strangers give it.
        """
        present = {name for name, _ in call.headers}
        if not call.body.lstrip().startswith(b"{"):
            raise BadSignature("no event")
        for header in HEADERS:
            if header.encode() in present:
                return self._signer(header).verify(call, now)
        raise BadSignature("no signature")

    def parse(self, call: Call) -> Sequence[Item]:
        """One event, which is one post or none."""
        event = object_of(call.body).get("data")
        kind, post = inner(event, "event_type"), inner(event, "payload")
        if not isinstance(event, dict) or not isinstance(kind, str):
            raise Unreadable("this is not an event of the Activity API")
        if kind == _DELETED:
            return [_deleted(post)]
        return [_post(event, post)] if kind in _ABOUT_US else []

    def rehearse(self, post_id: str, now: datetime) -> Call:
        """As if somebody had mentioned the account."""
        post = {"id": post_id, "author_id": "1", "text": TEXT, "created_at": now.isoformat(), "lang": "en"}
        event = {"event_uuid": post_id, "event_type": "post.mention.create", "payload": post}
        return self._signer(HEADERS[0]).sign(_compact({"data": event}), now)

    def _signer(self, header: str) -> Hmac:
        return Hmac(HmacRule(header, prefix="sha256=", encoding="base64"), self.setup.secrets)


def _deleted(post: Any) -> Item:
    if not isinstance(post, dict):
        return Unreadable("this is not a post")
    author = {"id": post.get("author_id")}
    return {"id": post.get("id"), "platform": "x", "event": "deleted", "author": author}


def _post(event: Mapping[str, Any], post: Any) -> Item:
    if not isinstance(post, dict):
        return Unreadable("this is not a post")
    account, author = inner(event, "filter", "user_id"), post.get("author_id")
    versions = post.get("edit_history_tweet_ids")
    first = versions[0] if isinstance(versions, list) and versions else post.get("id")
    person = _user(event, author)
    told = {
        "id": first,
        "platform": "x",
        "event": "created" if first == post.get("id") else "edited",
        "text": _long_text(post),
        "url": f"https://x.com/{person.get('username') or 'i/web'}/status/{post.get('id')}",
        "posted_at": post.get("created_at"),
        "language": _language(post.get("lang")),
        "author": _author(author, person),
        "thread": post.get("conversation_id"),
        "in_reply_to": post.get("in_reply_to_tweet_id") or _referenced(post, "replied_to"),
        "target": {"in_reply_to_tweet_id": post.get("id")},
        "summoned": _summoned(event.get("event_type"), post, account),
    }
    is_own = account is not None and author == account
    return {name: value for name, value in told.items() if value is not None} | {"own": is_own}


def _long_text(post: Mapping[str, Any]) -> Any:
    """Posts of more than 280 characters carry their whole text apart."""
    return inner(post, "note_tweet", "text") or post.get("text")


def _summoned(kind: Any, post: Mapping[str, Any], account: Any) -> bool | None:
    """Whether X lets us answer: the author mentioned the account or quotes it.

    The names that X puts before a reply are nobody's mention; there the source does not say.
    """
    if kind in {"post.mention.create", "post.quote.create"}:
        return True
    shown = post.get("display_text_range")
    begins = shown[0] if isinstance(shown, list) and shown and isinstance(shown[0], int) else 0
    mentions = inner(post, "entities", "mentions")
    for one in mentions if isinstance(mentions, list) else []:
        start = inner(one, "start")
        if account is not None and inner(one, "id") == account and isinstance(start, int) and start >= begins:
            return True
    return None


def _referenced(post: Mapping[str, Any], kind: str) -> Any:
    others = post.get("referenced_tweets")
    found = (
        [inner(one, "id") for one in others if inner(one, "type") == kind] if isinstance(others, list) else []
    )
    return found[0] if found else None


def _user(event: Mapping[str, Any], author: Any) -> Mapping[str, Any]:
    """Who wrote it, if X sent that along; some events wrap each user in `data`."""
    users = inner(event, "includes", "users")
    for one in users if isinstance(users, list) else []:
        user = inner(one, "data") or one
        if isinstance(user, dict) and author is not None and user.get("id") == author:
            return user
    return {}


def _author(author: Any, person: Mapping[str, Any]) -> Mapping[str, Any]:
    followers = inner(person.get("public_metrics"), "followers_count")
    told = {
        "id": author,
        "handle": person.get("username"),
        "name": person.get("name"),
        "followers": followers,
    }
    return {name: value for name, value in told.items() if value is not None}


def _language(given: Any) -> Any:
    """X's own words for "no language" (`und`, `zxx`, `qme` and its like) are none."""
    unknown = not isinstance(given, str) or given in {"und", "zxx"} or given.startswith("q")
    return None if unknown else given


def _compact(document: Any) -> bytes:
    return json.dumps(document, separators=(",", ":")).encode()
