"""The signed outgoing webhook on the wire, pure: an approved text -> bytes, an answer -> what it means."""

import ipaddress
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from bot.models import Mention
from bot.platforms.waiting import BUSY_S, retry_after
from bot.ports import Intent, Published, Rejected, RetryLater, Unknown
from bot.signing import signature

EVENT = "reply.approved"
MAX_REMOTE_ID = 256
MAX_REMOTE_URL = 2_000

_REFUSED = "Your publishing webhook refused it (HTTP {status})."
_MOVED = "Your publishing webhook has moved (HTTP {status}). Set PUBLISH_WEBHOOK_URL to its new address."
_BUSY = "Your publishing webhook is busy (HTTP {status})."
_UNCLEAR = "Your publishing webhook answered HTTP {status}, which does not tell whether it was posted."


def body_of(intent: Intent) -> str:
    """The JSON body; the same for every attempt of one approval."""
    approved_at = _iso(intent.approved_at)
    reply = {
        "text": intent.text,
        "revision": intent.revision,
        "sha256": intent.sha256,
        "approved_by": list(intent.approved_by),
        "approved_at": approved_at,
    }
    data = {"mention": mention_on_wire(intent.mention), "reply": reply}
    return json.dumps({"type": EVENT, "timestamp": approved_at, "data": data}, separators=(",", ":"))


def mention_on_wire(mention: Mention) -> dict[str, Any]:
    """A mention in the form in which mentions come in."""
    return {
        "id": mention.external_id,
        "platform": mention.platform,
        "text": mention.text,
        "event": mention.last_event.value,
        "brand": mention.brand,
        "url": mention.url,
        "posted_at": _iso(mention.posted_at) if mention.posted_at else None,
        "language": mention.language,
        "author": {
            "id": mention.author_id,
            "handle": mention.author_handle,
            "name": mention.author_name,
            "followers": mention.author_followers,
        },
        "thread": mention.thread,
        "in_reply_to": mention.in_reply_to,
        "target": mention.target,
        "summoned": mention.summoned,
        "stars": mention.stars,
        "sentiment": mention.sentiment,
    }


def headers_of(intent_id: str, body: bytes, key: bytes, now: datetime) -> dict[str, str]:
    """Signed headers: the id stays over retries, the timestamp is of this attempt."""
    timestamp = str(int(now.timestamp()))
    return {
        "Content-Type": "application/json",
        "webhook-id": intent_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": signature(key, intent_id.encode(), timestamp.encode(), body).decode(),
    }


def meaning(
    status: int, headers: Mapping[str, str], now: datetime
) -> Published | Rejected | RetryLater | Unknown:
    """What an answer's status says about the reply. Only a certain "no" may ever be sent again."""
    if 200 <= status < 300:
        return Published(None, None)
    wait = retry_after(headers.get("retry-after"), now)
    if status == 429 or (status == 503 and wait is not None):
        return RetryLater(_BUSY.format(status=status), BUSY_S if wait is None else wait)
    if status in {301, 307, 308}:
        return Rejected(_MOVED.format(status=status))
    if 400 <= status < 500 and status not in {408, 409, 425}:
        return Rejected(_REFUSED.format(status=status))
    return Unknown(_UNCLEAR.format(status=status))


def published(said: Any) -> Published:
    """Where the reply stands, as far as the receiver says so in a sane way."""
    if not isinstance(said, dict):
        return Published(None, None)
    return Published(remote_id(said.get("id")), remote_url(said.get("url")))


def remote_id(value: Any) -> str | None:
    """A name that may be stored and shown; `None` for anything else."""
    text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return text if 0 < len(text) <= MAX_REMOTE_ID and text.isascii() and text.isprintable() else None


def remote_url(value: Any) -> str | None:
    """An address that hides nothing: https, or this very machine; `None` for anything else."""
    if not isinstance(value, str) or len(value) > MAX_REMOTE_URL or not _is_plain(value):
        return None
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    if parts.username is not None or not parts.hostname:
        return None
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname))
    return value if is_safe else None


def _is_plain(url: str) -> bool:
    return url.isascii() and url.isprintable() and not set(url) & set(' <>|"`\\')


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _iso(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
