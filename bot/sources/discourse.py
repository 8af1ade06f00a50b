"""Discourse: posts of a forum, made, edited and removed.

Facts: Discourse's source (`app/jobs/regular/emit_web_hook_event.rb`), 2026. It signs the body alone, and
tells only in a header what happened to the post; so the header is part of the delivery's key, and a
delivery that comes again under another word counts as another one. Attempts get ids of their own, so those
are no keys.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.errors import Unreadable
from bot.intake.verify import once
from bot.ports import SOURCE_API, Call, Greeting, Item, Setup
from bot.rehearsals import TEXT
from bot.sources.bodies import object_of
from bot.sources.hmac_mode import Hmac, HmacRule
from bot.sources.plain_text import words_of

NAME = "discourse"

_EVENT, _INSTANCE = b"x-discourse-event", b"x-discourse-instance"
_WHAT = {
    b"post_created": "created",
    b"post_recovered": "created",
    b"post_edited": "edited",
    b"post_destroyed": "deleted",
}
_REGULAR = 1
"""`post_type` of what people write in public; others are notes of moderators and of the forum itself."""
_RULE = HmacRule("X-Discourse-Event-Signature", prefix="sha256=")


@dataclass(frozen=True, repr=False)
class Discourse:
    """Implements `Source` and `Rehearses`."""

    setup: Setup
    name: str = NAME
    api: int = SOURCE_API
    proof: str = "signed by Discourse"
    in_path: bool = False
    status: int = 202

    def handshake(self, call: Call) -> Greeting | None:
        """Discourse asks for none."""
        return None

    def verify(self, call: Call, now: datetime) -> str:
        """The body's digest, and what is said to have happened."""
        key = Hmac(_RULE, self.setup.secrets).verify(call, now)
        event = _what(call)
        return f"{key}:{event}" if event else key

    def parse(self, call: Call) -> Sequence[Item]:
        """One post; other events, such as the ping that tries the webhook, are about none."""
        event = _what(call)
        if event is None:
            return []
        post = object_of(call.body).get("post")
        if not isinstance(post, dict):
            raise Unreadable("there is no post in it")
        return [_post(post, event, call)] if post.get("post_type", _REGULAR) == _REGULAR else []

    def rehearse(self, post_id: str, now: datetime) -> Call:
        """As if somebody had posted."""
        post = {"id": post_id, "topic_id": 1, "post_number": 1, "username": "amends", "raw": TEXT}
        call = Hmac(_RULE, self.setup.secrets).sign(json.dumps({"post": post}).encode(), now)
        return Call([*call.headers, (_EVENT, b"post_created")], call.body)


def _what(call: Call) -> str | None:
    """What happened to a post; `None` for events about none."""
    return _WHAT.get(once(call.headers, {_EVENT}).get(_EVENT, b""))


def _post(post: Mapping[str, Any], event: str, call: Call) -> Mapping[str, Any]:
    topic, number, cooked = post.get("topic_id"), post.get("post_number"), post.get("cooked")
    told = {
        "id": post.get("id"),
        "platform": NAME,
        "event": event,
        "text": post.get("raw") or (words_of(cooked) if isinstance(cooked, str) else None),
        "url": _url(post, call),
        "posted_at": post.get("created_at"),
        "author": {"id": post.get("user_id"), "handle": post.get("username"), "name": post.get("name")},
        "thread": topic,
        "in_reply_to": post.get("reply_to_post_number"),
        "target": {"topic_id": topic, "reply_to_post_number": number} | _limits(post),
    }
    return {name: value for name, value in told.items() if value is not None}


def _limits(post: Mapping[str, Any]) -> dict[str, Any]:
    """What forbids a public answer: a message to few, or a topic that takes no more posts."""
    is_private = post.get("topic_archetype") == "private_message"
    is_locked = True in (post.get("topic_closed"), post.get("topic_archived"))
    return ({"visibility": "direct"} if is_private else {}) | ({"locked": True} if is_locked else {})


def _url(post: Mapping[str, Any], call: Call) -> str | None:
    instance = once(call.headers, {_INSTANCE}).get(_INSTANCE, b"").decode("latin-1").rstrip("/")
    if not instance.startswith("https://"):
        return None
    return f"{instance}/t/{post.get('topic_slug') or '-'}/{post.get('topic_id')}/{post.get('post_number')}"
