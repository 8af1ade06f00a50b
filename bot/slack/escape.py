"""Words made safe for Slack. Strangers' words go into rich text, where nothing is parsed; what must stand in
mrkdwn or in a notification is escaped (https://docs.slack.dev/messaging/formatting-message-text).
"""

import re
from datetime import datetime
from typing import Any

from bot.text import excerpt, reveal

MAX_NOTIFICATION = 1_000
"""Slack cuts far later; nobody reads more than this in a notification."""

_CUT = re.compile(r"(?:&[a-z]{0,4}|<[^<>]*)$")
"""An entity, or a person, time or link of ours, that was cut in two: escaped words hold no other `<`."""
_LIVE = re.compile(
    r"(?:https://|http://(?:127\.0\.0\.1|localhost)[:/])[A-Za-z0-9!#$%&'()*+,./:;=?\[\]_~-]{1,2000}"
)
_OURS = re.compile(
    r"<@(?P<user>[UW][A-Z0-9]{1,20})>"
    r"|<!date\^(?P<at>[0-9]{1,11})\^(?P<format>[{}a-z_ ]{1,40})\|(?P<words>[A-Za-z0-9 :,.-]{1,40})>"
)


def escape(text: str) -> str:
    """Slack's three control characters, `&` first, so that its own entities are not escaped again."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def clamp(escaped: str, limit: int) -> str:
    """Escaped text of at most `limit` characters; neither an entity nor a token of ours is ever split."""
    if len(escaped) <= limit:
        return escaped
    return _CUT.sub("", escaped[: limit - 1]) + "…"


def quoted(text: str, limit: int) -> str:
    """A stranger's words on one line, to stand in a notification."""
    return escape(excerpt(reveal(text), limit))


def notification(*parts: str | None) -> str:
    """The `text` of a message, from parts that are escaped already; empty ones are left out."""
    return clamp(" · ".join(part for part in parts if part), MAX_NOTIFICATION)


def our_words(text: str) -> str:
    """Our own sentence for mrkdwn: people and times in it stay alive, everything else is escaped."""
    kept, end = [], 0
    for hit in _OURS.finditer(text):
        kept += [escape(reveal(text[end : hit.start()])), hit.group()]
        end = hit.end()
    return "".join([*kept, escape(reveal(text[end:]))])


def our_elements(text: str) -> list[dict[str, Any]]:
    """Our own sentence as rich text: people and times in it as such, everything else as plain text."""
    elements: list[dict[str, Any]] = []
    end = 0
    for hit in _OURS.finditer(text):
        elements += [*_plain(text[end : hit.start()]), _live(hit)]
        end = hit.end()
    return elements + _plain(text[end:])


def date(at: datetime, form: str) -> str:
    """A time in the reader's zone and words; `form` is Slack's, such as `{time}` or `{ago}`."""
    return f"<!date^{int(at.timestamp())}^{form}|{at:%Y-%m-%d %H:%M} UTC>"


def person(user: str) -> str:
    """A colleague by id."""
    return f"<@{user}>" if re.fullmatch(r"[UW][A-Z0-9]{1,20}", user) else escape(reveal(user))


def named_one(one: str) -> str:
    """A colleague or a user group by id."""
    return f"<!subteam^{escape(one)}>" if one.startswith("S") and one.isalnum() else person(one)


def named_elements(one: str, limit: int) -> list[dict[str, Any]]:
    """A colleague by id, or a team by name, in rich text."""
    named = person(one)
    return our_elements(named) if named.startswith("<@") else _plain(excerpt(one, limit))


def link(url: str, label: str) -> str:
    """A link that we made; the caller has made sure of its host."""
    return f"<{escape(url)}|{escape(label)}>"


def live_link(url: str | None) -> str | None:
    """An address that our own publisher gave: https, or plain http on this very machine; else `None`."""
    return url if url is not None and _LIVE.fullmatch(url) else None


def _plain(text: str) -> list[dict[str, Any]]:
    return [{"type": "text", "text": reveal(text)}] if text else []


def _live(hit: re.Match[str]) -> dict[str, Any]:
    if hit["user"]:
        return {"type": "user", "user_id": hit["user"]}
    stamp, form = int(hit["at"]), hit["format"]
    return {"type": "date", "timestamp": stamp, "format": form, "fallback": hit["words"]}
