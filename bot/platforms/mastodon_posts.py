"""Mastodon's notifications -> posts. Pure.

Shapes: docs.joinmastodon.org/entities/Notification, /Status and /Account; other servers that speak the same
API leave fields out, so that only what decides whose post it is has to be there.
"""

from collections.abc import Mapping
from typing import Any

from bot.platforms.html_text import plain_text
from bot.platforms.odd_json import NO_WORDS, items, obj, when, words
from bot.ports import Post

PLATFORM = "mastodon"


def external_id(status_id: str, host: str) -> str:
    """A post's id with its server: ids are only unique there."""
    return f"{status_id}@{host}"


def post_of(item: Mapping[str, Any], host: str, event: str = "created") -> Post:
    """One notification about a post. What cannot be used is found out, and shown, by intake."""
    status = obj(item.get("status"))
    account = obj(status.get("account") or item.get("account"))
    status_id = words(status.get("id"))
    fields = {
        "id": external_id(status_id, host) if status_id else None,
        "platform": PLATFORM,
        "event": event,
        "text": _text(status),
        "url": words(status.get("url")) or words(status.get("uri")),
        "posted_at": status.get("created_at"),
        "language": status.get("language"),
        "author": _author(account),
        "thread": status.get("in_reply_to_id") or status_id,
        "in_reply_to": status.get("in_reply_to_id"),
        "target": {
            "status_id": status_id,
            "visibility": words(status.get("visibility")),
            "acct": words(account.get("acct")),
        },
        "summoned": True,
    }
    return Post(fields, dict(item), when(item.get("created_at")))


def gone(status_id: str, host: str) -> Post:
    """A post that its server does not show any more."""
    fields = {"id": external_id(status_id, host), "platform": PLATFORM, "event": "deleted", "text": ""}
    return Post(fields, {"status": status_id, "found": False})


def _text(status: Mapping[str, Any]) -> str:
    """The warning above the post, if there is one, and its words; pictures count by their descriptions."""
    warning = plain_text(words(status.get("spoiler_text")) or "")
    said = plain_text(words(status.get("content")) or "")
    shown = [words(obj(one).get("description")) or "" for one in items(status.get("media_attachments"))]
    told = [one for one in (warning, said or " ".join(shown)) if one.strip()]
    return "\n\n".join(told) or NO_WORDS


def _author(account: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": account.get("id"),
        "handle": words(account.get("acct")),
        "name": words(account.get("display_name")) or words(account.get("username")),
        "followers": account.get("followers_count"),
    }
