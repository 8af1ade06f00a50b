"""Bluesky's notifications -> posts. Pure.

Shapes: the lexicons `app.bsky.notification.listNotifications`, `app.bsky.feed.post` and
`app.bsky.richtext.facet` of github.com/bluesky-social/atproto.
"""

from collections.abc import Mapping
from typing import Any

from bot.platforms.odd_json import NO_WORDS, items, obj, when, words
from bot.ports import Post

PLATFORM = "bluesky"
REASONS = ("mention", "reply", "quote")
"""Of all that people can do to an account: those that say something to it."""

_LINK = "app.bsky.richtext.facet#link"


def post_of(item: Mapping[str, Any], event: str = "created") -> Post:
    """One notification about a post. What cannot be used is found out, and shown, by intake."""
    record, author = obj(item.get("record")), obj(item.get("author"))
    uri, reply = words(item.get("uri")), obj(record.get("reply"))
    root, parent = obj(reply.get("root")), obj(reply.get("parent"))
    indexed_at = item.get("indexedAt")
    own = {"uri": uri, "cid": words(item.get("cid"))}
    fields = {
        "id": uri,
        "platform": PLATFORM,
        "event": event,
        "text": _text(record),
        "url": _url(words(author.get("did")), uri),
        "posted_at": indexed_at,
        "language": next(iter(items(record.get("langs"))), None),
        "author": {
            "id": author.get("did"),
            "handle": words(author.get("handle")),
            "name": words(author.get("displayName")) or words(author.get("handle")),
        },
        "thread": words(root.get("uri")) or uri,
        "in_reply_to": words(parent.get("uri")),
        "target": own | {"root": {"uri": root.get("uri"), "cid": root.get("cid")} if root else dict(own)},
        "summoned": True,
    }
    return Post(fields, dict(item), when(indexed_at))


def gone(uri: str) -> Post:
    """A post that the network does not show any more."""
    return Post(
        {"id": uri, "platform": PLATFORM, "event": "deleted", "text": ""}, {"uri": uri, "found": False}
    )


def _text(record: Mapping[str, Any]) -> str:
    said = spelled_out(words(record.get("text")) or "", items(record.get("facets")))
    images = items(obj(record.get("embed")).get("images"))
    shown = " ".join(words(obj(one).get("alt")) or "" for one in images)
    return said if said.strip() else shown.strip() or NO_WORDS


def spelled_out(text: str, facets: list[Any]) -> str:
    """The text with its links in full: people see them shortened, and a link may lead elsewhere than it says.

    Facets count bytes of UTF-8; one that does not fit the text, or another, is left out.
    """
    raw, end = text.encode("utf-8", "replace"), None
    for start, stop, uri in sorted(_links(facets), reverse=True):
        if 0 <= start < stop <= (len(raw) if end is None else end):
            raw, end = raw[:start] + uri.encode("utf-8", "replace") + raw[stop:], start
    return raw.decode("utf-8", "replace")


def _links(facets: list[Any]) -> list[tuple[int, int, str]]:
    found = []
    for facet in facets:
        index = obj(obj(facet).get("index"))
        start, stop = index.get("byteStart"), index.get("byteEnd")
        for feature in items(obj(facet).get("features")):
            uri = words(obj(feature).get("uri"))
            if obj(feature).get("$type") == _LINK and uri and type(start) is int and type(stop) is int:
                found.append((start, stop, uri))
    return found


def _url(did: str | None, uri: str | None) -> str | None:
    """Where people read it."""
    key = (uri or "").rsplit("/", 1)[-1]
    return f"https://bsky.app/profile/{did}/post/{key}" if did and key else None
