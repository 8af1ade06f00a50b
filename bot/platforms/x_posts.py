"""What X says of posts -> what we need to know of them. Pure.

X changes what it shows: `&`, `<` and `>` are escaped, links are replaced by its own, and a reply begins with
the names of those whom it answers (docs.x.com, post object, as of August 2026).
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.platforms.odd_json import items, obj, words
from bot.platforms.readback import is_since, same_text
from bot.platforms.wire import remote_id

_NAMES = re.compile(r"^(?:@\w{1,20}\s+)+")
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_SLASH = re.compile(r"/(?=[\s.,;:!?)]|$)")
_ESCAPES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def our_answer(posts: Sequence[Any], parent: str, text: str, approved_at: datetime) -> str | None:
    """The id of the first of our own posts that answers `parent` with these words since the approval."""
    for one in map(obj, posts):
        is_reply = any(
            obj(other).get("type") == "replied_to" and str(obj(other).get("id")) == parent
            for other in items(one.get("referenced_tweets"))
        )
        is_new = is_since(one.get("created_at"), approved_at)
        if is_reply and is_new and same_text(_bare(shown(one)), _bare(text)):
            return remote_id(one.get("id"))
    return None


def shown(post: Mapping[str, Any]) -> str:
    """The text as it was written: long posts carry it apart, and links stand beside it."""
    whole = obj(post.get("note_tweet"))
    source = whole if words(whole.get("text")) else post
    text = words(source.get("text")) or ""
    for link in map(obj, items(obj(source.get("entities")).get("urls"))):
        short, long = words(link.get("url")), words(link.get("expanded_url"))
        text = text.replace(short, long) if short and long else text
    for escaped, sign in _ESCAPES:
        text = text.replace(escaped, sign)
    return text


def is_duplicate(status: int, body: Any) -> bool:
    """Whether X refused it as said before: then it may well be our own earlier call (not documented)."""
    return status == 403 and "duplicate" in (words(obj(body).get("detail")) or "").casefold()


def why_not(body: Any) -> str | None:
    """X's refusals that a person understands better in other words; `None` for all others."""
    told = (words(obj(body).get("detail")) or "").casefold()
    if "deleted or not visible" in told:
        return "The post is gone, or hidden from this account."
    if "not been mentioned" in told or "not allowed to reply" in told:
        return "X does not let this account answer here: the author has not mentioned it, or lets few answer."
    return None


def _bare(text: str) -> str:
    """Without what X adds: names in front, and the beginnings and ends of links."""
    return _SLASH.sub("", _SCHEME.sub("", _NAMES.sub("", text)))
