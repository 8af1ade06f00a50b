"""What changed between two texts, word by word, as rich text: nothing in it is parsed."""

import re
from difflib import SequenceMatcher
from itertools import pairwise

from bot.slack.blocks import Block, text_element

MAX_WORDS = 1_000
"""Words that are compared; comparing takes time that grows with their square."""

_WORDS = re.compile(r"\s*\S+")


def word_diff(old: str, new: str) -> list[Block]:
    """The new text with its new words bold and the words it lost struck out, where they stood."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if len(before) + len(after) > MAX_WORDS:
        return [text_element(new)]
    # Where a word stands in its line is no difference. Long texts are not aligned by their commonest words.
    matcher = SequenceMatcher(None, [one.strip() for one in before], [one.strip() for one in after])
    changes = [
        change
        for kind, *span in matcher.get_opcodes()
        for change in _change(kind, before[span[0] : span[1]], after[span[2] : span[3]])
    ]
    return _apart(changes)


def _change(kind: str, lost: list[str], came: list[str]) -> list[Block]:
    if kind == "equal":
        return [text_element("".join(came))]
    return [*_styled("".join(lost), strike=True), *_styled("".join(came), bold=True)]


def _styled(run: str, **style: bool) -> list[Block]:
    """The words in their style, the gap before them without."""
    words = run.lstrip()
    gap = run[: len(run) - len(words)]
    return [*([text_element(gap)] if gap else []), *([text_element(words, **style)] if words else [])]


def _apart(changes: list[Block]) -> list[Block]:
    """A space between a word that went and the one that came for it, or they read as one."""
    if not changes:
        return []
    apart = [changes[0]]
    for left, right in pairwise(changes):
        if "style" in left and "style" in right:
            apart.append(text_element(" "))
        apart.append(right)
    return apart
