"""Which approved replies show the model how this team answers a post like this one. Pure."""

import re
from collections.abc import Iterable
from typing import Final

from rapidfuzz import fuzz

from bot.drafting.names import first_name
from bot.store.examples import Approved

MOST: Final = 3
"""Examples; more would teach nothing new and be paid for with every draft."""
ALIKE: Final = 70.0
"""Replies more alike than this (rapidfuzz `token_sort_ratio`, 0 to 100) show the same thing twice."""
MAX_LENGTH: Final = 600
"""Characters of one example."""


def closest(post: str, approved: Iterable[Approved], brand: str, limit: int = MOST) -> tuple[str, ...]:
    """The replies to the most similar posts, best first, each in another way, without anybody's name."""
    chosen: list[str] = []
    for example in sorted(approved, key=lambda each: -fuzz.token_set_ratio(post.lower(), each.post.lower())):
        reply = nameless(example.reply, first_name(example.author, brand))
        if len(reply) > MAX_LENGTH or any(fuzz.token_sort_ratio(reply, other) > ALIKE for other in chosen):
            continue
        chosen.append(reply)
        if len(chosen) == limit:
            break
    return tuple(chosen)


def nameless(reply: str, name: str | None) -> str:
    """A reply without the person's name, and without handles: those of others are nobody's business."""
    bare = _HANDLE.sub("", reply)
    if name:
        bare = re.sub(
            rf"(?:\b(?:Hi|Hello|Dear|Thank you|Thanks),? )?\b{re.escape(name)}\b[,:.!]?\s*", "", bare
        )
    bare = bare.strip()
    return bare[:1].upper() + bare[1:]


_HANDLE: Final = re.compile(r"(?<![\w.])@[\w.\-]{1,60}[,:]?\s*")
