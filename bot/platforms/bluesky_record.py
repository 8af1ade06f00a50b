"""An approved reply as a Bluesky record, whose key follows from the approval. Pure.

Putting the same record under the same key twice leaves one post: 20 lost answers, measured against a real
server, left one. Shapes: the lexicons `app.bsky.feed.post` and `app.bsky.richtext.facet`; keys:
atproto.com/specs/tid.
"""

import hashlib
import re
from datetime import UTC, datetime
from typing import Any

from bot.ports import Intent

COLLECTION = "app.bsky.feed.post"
_FACET = "app.bsky.richtext.facet"
_SORTABLE = "234567abcdefghijklmnopqrstuvwxyz"
_KEY_LENGTH = 13
_CLOCK_BITS = 10

_LINK = re.compile(r"https?://[^\s<>\"']+")
_AFTER_LINK = ".,;:!?…)]}’”»"
"""Signs that end the sentence around a link rather than the link."""
_ADDRESS = re.compile(r"at://did:[a-z]+:[A-Za-z0-9._:%-]+/app\.bsky\.feed\.post/[A-Za-z0-9._~:-]{1,512}")


def key_of(intent_id: str, approved_at: datetime) -> str:
    """The record's key: a TID of the approval's second, with a microsecond hashed from its id."""
    hashed = int.from_bytes(hashlib.sha256(intent_id.encode()).digest()[:8])
    micros = int(approved_at.timestamp()) * 1_000_000 + (hashed >> _CLOCK_BITS) % 1_000_000
    number = micros << _CLOCK_BITS | hashed & ((1 << _CLOCK_BITS) - 1)
    return "".join(_SORTABLE[number >> 5 * place & 31] for place in reversed(range(_KEY_LENGTH)))


def record_of(intent: Intent) -> dict[str, Any]:
    """The whole record; the same bytes at every attempt, so that a repeated put changes nothing."""
    target = intent.mention.target
    parent = {"uri": target["uri"], "cid": target["cid"]}
    root = target["root"] if is_reference(target.get("root")) else parent
    record: dict[str, Any] = {
        "$type": COLLECTION,
        "text": intent.text,
        "createdAt": _iso(intent.approved_at),
        "reply": {"root": {"uri": root["uri"], "cid": root["cid"]}, "parent": parent},
    }
    if facets := facets_of(intent.text, intent.mention.author_handle, intent.mention.author_id):
        record["facets"] = facets
    if intent.mention.language:
        record["langs"] = [intent.mention.language]
    return record


def is_reference(value: Any) -> bool:
    """Whether it names one version of one post."""
    if not isinstance(value, dict):
        return False
    uri, cid = value.get("uri"), value.get("cid")
    return isinstance(uri, str) and isinstance(cid, str) and cid != "" and bool(_ADDRESS.fullmatch(uri))


def facets_of(text: str, handle: str | None, did: str | None) -> list[dict[str, Any]]:
    """What Bluesky shows as links: web addresses, and the name of the person who is answered.

    Counted in bytes of UTF-8. Other names stay plain words: only this one's id is known.
    """
    found = [(*span, {"$type": f"{_FACET}#link", "uri": uri}) for span, uri in _links(text)]
    if handle and did and did.startswith("did:"):
        spoken = re.compile(rf"(?<![\w@./])@{re.escape(handle)}(?![\w-]|\.\w)", re.IGNORECASE)
        who = {"$type": f"{_FACET}#mention", "did": did}
        found += [(one.start(), one.end(), who) for one in spoken.finditer(text)]
    return [
        {"index": {"byteStart": _bytes(text, start), "byteEnd": _bytes(text, end)}, "features": [feature]}
        for start, end, feature in sorted(found, key=lambda one: one[0])
    ]


def _links(text: str) -> list[tuple[tuple[int, int], str]]:
    found = []
    for one in _LINK.finditer(text):
        uri = one.group().rstrip(_AFTER_LINK)
        found.append(((one.start(), one.start() + len(uri)), uri))
    return found


def _bytes(text: str, characters: int) -> int:
    return len(text[:characters].encode())


def _iso(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
