"""R15, R16: it fits, and it reads easily and calmly."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from bot.models import Severity
from bot.ports import Finding
from bot.rules.catalog import finding
from bot.rules.reading import Reading

MAX_GRADE: Final = 8.0
"""School grade (Flesch-Kincaid) that most adults read without effort."""
MAX_SENTENCE: Final = 20
"""Words; above this a sentence is read twice."""


def length(reading: Reading) -> Iterator[Finding]:
    """R15: the network takes it."""
    size = reading.context.length
    if not reading.text.strip():
        yield finding("R15", why="There is no text.", fix="Write a reply.")
    elif not size.fits:
        over = size.used - (size.limit or 0)
        yield finding("R15", why=f"It is {over} {size.unit} too long ({size.used} of {size.limit}).")


def hard_to_read(reading: Reading) -> Iterator[Finding]:
    """R16: short sentences, plain words, no shouting; no emoji on serious matters."""
    if reading.context.language == "en" and grade(reading.plain) > MAX_GRADE:
        yield finding("R16")
    for sentence in reading.sentences:
        if sentence.count(" ") >= MAX_SENTENCE:
            yield finding("R16", sentence, why="This sentence is long.", fix="Make two of it.")
    if reading.plain.count("!") > 1:
        yield finding("R16", "!", why="More than one “!” does not sound calm.", fix="Use a full stop.")
    yield from _shouting(reading)
    emoji = _EMOJI.findall(reading.text)
    if len(emoji) > (0 if reading.context.severity >= Severity.HIGH else 1):
        yield finding("R16", "".join(emoji)[:20], why="An emoji can sound careless here.", fix="Take it out.")


def grade(text: str) -> float:
    """Flesch-Kincaid school grade; syllables are counted as runs of vowels."""
    bare = re.sub(r"https?://\S+", "", text)
    words = re.findall(r"[A-Za-z']+", bare)
    sentences = max(1, len(re.findall(r"[.!?]+(?=\s|$)", bare)))
    syllables = sum(_syllables(word) for word in words)
    count = max(1, len(words))
    return 0.39 * count / sentences + 11.8 * syllables / count - 15.59


@lru_cache(maxsize=8_192)
def _syllables(word: str) -> int:
    letters = re.sub(r"[^a-z]", "", word.lower())
    runs = len(re.findall(r"[aeiouy]+", letters))
    silent = letters.endswith("e") and not letters.endswith("le") and runs > 1
    return max(1, runs - silent)


def _shouting(reading: Reading) -> Iterator[Finding]:
    for hit in re.finditer(r"\b[A-Z]{4,}\b", reading.plain):
        if hit.group().lower() not in reading.known and hit.group() not in reading.context.mention:
            yield finding("R16", hit.group(), why="Capitals look like shouting.", fix="Use small letters.")


_EMOJI: Final = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf]")
