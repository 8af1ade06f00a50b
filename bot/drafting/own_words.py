"""What somebody says of their own where they pass a post of ours on: our words are no complaint."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

MAX_READ: Final = 2_000
"""Characters in which a passed-on post is looked for."""


def own_words(text: str, handles: Iterable[str]) -> str:
    """The text without posts of these accounts that it repeats; the text itself if it repeats none.

    Posts are repeated as `RT @us …` or `@us: …` to the end, or in quotes: `“@us: …” please stop`.
    """
    pattern = _repeated(frozenset(_bare(handle) for handle in handles))
    if pattern is None or "@" not in text:
        return text
    left = pattern.sub(" ", text[:MAX_READ]) + text[MAX_READ:]
    return text if left == text else " ".join(left.split())


def _bare(handle: str) -> str:
    return re.sub(r"\W", "", handle).casefold()


@lru_cache(maxsize=64)
def _repeated(handles: frozenset[str]) -> re.Pattern[str] | None:
    known = "|".join(sorted(filter(None, handles)))
    if not known:
        return None
    us = f"@(?:{known})"
    return re.compile(rf"(?is)\b[RM]T:? {us}\b.*|[\"“]{us}\b:?[^\"”]*[\"”]?|(?<=\S ){us}: .*")
