"""A stranger's text made ready to be judged: what is not speech removed, words told apart, long texts cut."""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.text import clean

READ_CHARS = 16_000
"""Of longer texts only the two ends are read, this many characters in all, so that the time stays bounded."""

PIECE_CHARS = 400
"""Longer texts are judged sentence by sentence: word counts of a whole review say little."""

SHORTEST_CHARS = 40
"""Shorter sentences ("No. Never.") are read together with the next."""

CUT_CHARS = 200
"""A sentence without an end is cut here: the sentiment lexicon's time grows with the square of the length."""

BRAND_CHARS = 60

_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w.])[.\"“]?@\w+(?:'s\b)?:?")
_HASHTAG = re.compile(r"#(\w{1,60})")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SHOUTED = re.compile(r"(?i)(fail|fails|sucks)$")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[\u2639\u263a\u2764\U0001f300-\U0001faff]")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*|[.!?\n]+")


@dataclass(frozen=True)
class Reading:
    """A text or a piece of one. `spoken` holds its words as written, `words` the same in lower case
    without apostrophes; handles and links count as neither, `links` says how many there were."""

    text: str
    spoken: list[str]
    words: list[str]
    links: int

    def quote(self, start: int, end: int) -> str:
        """The words from `start` to `end` as they were written."""
        return " ".join(self.spoken[start:end])

    def plain_words(self) -> list[str]:
        """The words as people type them in a hurry: "não" is "nao", "ß" is "ss"."""
        if self.text.isascii():
            return self.words
        return [_unaccented(word) for word in self.words]

    @property
    def has_letters(self) -> bool:
        """Whether there is anything but emoji and digits."""
        return any(word[0].isalpha() for word in self.words)


def read(raw: str, brand: str | None) -> Reading:
    """The whole text. A brand's own name says nothing ("Best Buy", "Virgin"), so it is left out."""
    text, links = _LINK.subn(" ", _legible(_ends(raw)))
    if "@" in text:
        text = _HANDLE.sub(" ", text)
    if "#" in text:
        text = _HASHTAG.sub(_open_hashtag, text)
    name = _brand_name(brand)
    return _reading(name.sub(" ", text) if name else text, links)


def pieces(reading: Reading) -> list[Reading]:
    """The text itself if it is short, else its sentences cut where they have no end."""
    if len(reading.text) <= PIECE_CHARS:
        return [reading]
    return [_reading(piece, reading.links) for piece in _cut(reading.text)]


def _ends(raw: str) -> str:
    half = READ_CHARS // 2
    return raw if len(raw) <= READ_CHARS else f"{raw[:half]} {raw[-half:]}"


def _legible(raw: str) -> str:
    """Without HTML's escapes and invisible characters; full-width letters and curly quotes made plain."""
    text = html.unescape(raw)
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFKC", clean(text)).replace("’", "'")[:READ_CHARS]


def _cut(text: str) -> Iterator[str]:
    piece = ""
    for sentence in _SENTENCE.findall(text):
        piece += sentence
        if len(piece) < SHORTEST_CHARS:
            continue
        yield from (piece[start : start + CUT_CHARS] for start in range(0, len(piece), CUT_CHARS))
        piece = ""
    if piece:
        yield piece


def _reading(text: str, links: int) -> Reading:
    spoken = _WORD.findall(text)
    return Reading(text, spoken, [word.lower().replace("'", "") for word in spoken], links)


def _open_hashtag(hit: re.Match[str]) -> str:
    """`#NeverAgain` -> `Never Again`, `#acmefail` -> `acme fail`."""
    return _SHOUTED.sub(r" \1", _CAMEL.sub(" ", hit.group(1)))


def _unaccented(word: str) -> str:
    if word.isascii():
        return word
    marks = unicodedata.normalize("NFD", word.replace("ß", "ss"))
    return "".join(mark for mark in marks if not unicodedata.combining(mark))


@lru_cache(maxsize=64)
def _brand_name(brand: str | None) -> re.Pattern[str] | None:
    if not brand or not brand.strip():
        return None
    return re.compile(rf"\b{re.escape(brand.strip()[:BRAND_CHARS])}\b", re.IGNORECASE)
