"""The small language of `when = [...]` in playbooks: phrases that a mention may hold, as people say them.

`bag/bags lost` means "bag lost" or "bags lost"; `delay*` any ending; `bag .. broken` up to four words
between. Apostrophes and case do not matter.
"""

import re
from collections.abc import Iterable
from typing import Final

from bot.rules.reading import skeleton

MAX_READ: Final = 2_000
"""Characters of a mention that are searched; nobody puts the point of a complaint later."""
GAP: Final = r"(?: \w+){0,4} "
_CUE: Final = re.compile(r"[a-z0-9*/' .&-]+")
MAX_CUE: Final = 300
"""Characters of one cue."""
MAX_GAPS: Final = 2
"""`..` in one cue; each one more multiplies the time that a long mention takes."""
_STAR_WITHIN: Final = re.compile(r"\*[a-z0-9'&.*-]")
"""A `*` that is not the end of its word."""


def normal(text: str) -> str:
    """Words in lower case with single spaces, without links, handles, apostrophes and other marks."""
    bare = re.sub(r"https?://\S{0,300}|@\w{1,60}", " ", skeleton(text[:MAX_READ]).lower())
    bare = re.sub(r"(?<=\w)'ll\b", " will", bare)  # without it "I'll" would read as "ill"
    bare = re.sub(r"([a-z])\1{2,}", r"\1", bare)  # "sooooo slooow"
    return f" {' '.join(re.findall(r'[a-z0-9à-ÿ]+', bare.replace(chr(39), '')))} "


def compile_cues(cues: Iterable[str]) -> re.Pattern[str] | None:
    """One pattern over `normal` text for all cues; `None` without any.

    Raises:
        ValueError: naming the cue that cannot be read.
    """
    parts = [_pattern(cue) for cue in cues]
    return re.compile(f" (?:{'|'.join(parts)}) ") if parts else None


def _pattern(cue: str) -> str:
    if not _CUE.fullmatch(cue) or not cue.strip():
        raise ValueError(f"“{cue[:80]}” is not a phrase to look for")
    if len(cue) > MAX_CUE or cue.split().count("..") > MAX_GAPS or _STAR_WITHIN.search(cue):
        raise ValueError(f"“{cue[:80]}” is too long, has more than {MAX_GAPS} “..”, or a “*” inside a word")
    pieces: list[str] = []
    for word in cue.replace("'", "").replace("-", " ").split():
        if word == "..":
            pieces.append(GAP)
        else:
            pieces.append(" " if pieces and pieces[-1] != GAP else "")
            pieces.append(_alternatives(word))
    return "".join(pieces)


def _alternatives(word: str) -> str:
    choices = [re.escape(choice).replace(r"\*", r"\w{0,12}") for choice in word.split("/") if choice]
    return choices[0] if len(choices) == 1 else f"(?:{'|'.join(choices)})"
