"""What a post can have in common with another: its words, the codes it names, and its wording as a whole."""

import hashlib
import html
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.incidents.vocabulary import EVERYDAY_WORDS, FUNCTION_WORDS

READ_CHARS = 2_000
"""What a long post is about stands in its beginning."""
MOST_WORDS = 120
SHORTEST_COPY = 4
"""Words that a text must have to be somebody else's copied: "thanks a lot" is written anew every day."""
STEM_CHARS = 4
"""No ending is cut so that less than this remains."""

_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_HANDLE = re.compile(r"@\w+(?:'s\b)?")
_WORD = re.compile(r"#?[^\W_]+(?:['.:/-][^\W_]+)*")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CODE = re.compile(r"(?=[A-Z\d-]*\d{2})(?=[A-Z\d-]*[A-Z])[A-Z]{1,4}-?\d{1,6}[A-Z]?")
_VERSION = re.compile(r"v?\d{1,3}\.\d{1,3}(?:\.\d{1,4}){0,2}", re.IGNORECASE)
_TIME = re.compile(r"\d{1,2}[:.]\d{2}(?:am|pm)?")
_NUMBER = re.compile(r"\d{2,6}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ENDING = re.compile(r"(?:'s|ing|ed|es|s|')$")

_NUMBERED = {
    word: kind
    for kind, words in {
        "flight": "flight flights flt flts vuelo vol flug",
        "train": "train",
        "bus": "bus",
        "route": "route",
        "line": "line",
        "ferry": "ferry",
        "error": "error code errorcode http fehler",
        "store": "store branch shop",
        "gate": "gate",
        "terminal": "terminal",
        "version": "version build",
        "ios": "ios",
        "android": "android",
        "batch": "batch lot",
        "model": "model",
        "order": "order ticket",
        "room": "room",
        "platform": "platform",
    }.items()
    for word in words.split()
}
"""Words that a number belongs to, and the kind of code that the two make."""
_BETWEEN = frozenset({"number", "no", "nr", "num", "code", "#"})


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of one post.

    `terms` are word stems and pairs of neighbours; `keys` codes such as `flight:1507` and hashtags; `names`
    those terms that look like names. `ordered` holds the words sorted, for telling a copy; `digest` is `None`
    for a text too short to be one. `spoken` are the words as written; `shown` has a term as it was written.
    """

    terms: tuple[str, ...]
    keys: tuple[str, ...]
    names: frozenset[str]
    ordered: str
    digest: str | None
    spoken: tuple[str, ...]
    shown: Mapping[str, str]


def signs_of(raw: str, brand: str) -> Signs:
    """Everything that grouping looks at; the brand's own name is no sign of anything."""
    spoken = _words(raw)
    own = _names_of(brand)
    plain = [word.lower().replace("'", "").lstrip("#") for word in spoken]
    keys = dict.fromkeys(_keys(spoken, plain, own))
    shown: dict[str, str] = {}
    names = set()
    previous: tuple[int, str] | None = None
    for index, (word, low) in enumerate(zip(spoken, plain, strict=True)):
        if not _is_content(low, own):
            if low in own:
                previous = None
            continue
        stem = stem_of(low)
        shown.setdefault(stem, word.lstrip("#"))
        if _is_name(word, index):
            names.add(stem)
        if previous is not None and index - previous[0] <= 2:
            shown.setdefault(f"{previous[1]} {stem}", " ".join(spoken[previous[0] : index + 1]))
        previous = index, stem
    ordered = " ".join(sorted(word for word in plain if word not in own and word != "rt"))
    digest = hashlib.sha256(ordered.encode()).hexdigest()[:16] if _may_be_copied(plain, own) else None
    return Signs(tuple(shown), tuple(keys), frozenset(names), ordered, digest, tuple(spoken), shown)


def stem_of(word: str) -> str:
    """A word without its ending, so that "delays" and "delayed" are the same; no word of any language."""
    cut = _ENDING.sub("", word)
    return cut if len(cut) >= STEM_CHARS else word


def is_everyday(term: str) -> bool:
    """Whether anybody may write it any day: then it takes more to be remarkable."""
    return all(part in _EVERYDAY for part in term.split())


_EVERYDAY = EVERYDAY_WORDS | {stem_of(word) for word in EVERYDAY_WORDS}


def _words(raw: str) -> list[str]:
    text = html.unescape(raw[:READ_CHARS])
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).replace("’", "'")
    return _WORD.findall(_HANDLE.sub(" ", _LINK.sub(" ", text)))[:MOST_WORDS]


def _names_of(brand: str) -> frozenset[str]:
    parts = re.findall(r"[^\W_]+", brand.lower())
    return frozenset([*parts, "".join(parts)]) if parts else frozenset()


def _is_content(low: str, own: frozenset[str]) -> bool:
    return len(low) > 1 and low not in FUNCTION_WORDS and low not in own and not low.isdigit()


def _is_name(word: str, index: int) -> bool:
    """Three capitals are an airport; a capital inside a sentence begins a name."""
    if word.isupper():
        return len(word) == 3
    return index > 0 and word[0].isupper() and not word.startswith("#")


def _may_be_copied(plain: list[str], own: frozenset[str]) -> bool:
    return sum(low not in FUNCTION_WORDS and low not in own for low in plain) >= SHORTEST_COPY


def _keys(spoken: list[str], plain: list[str], own: frozenset[str]) -> Iterator[str]:
    for index, word in enumerate(spoken):
        low = plain[index]
        if word.startswith("#") and not low.isdigit():
            if low not in own and low not in _EVERYDAY and len(low) > 2:
                yield f"#{low}"
        elif _CODE.fullmatch(word):
            yield f"code:{low.replace('-', '')}"
        elif _VERSION.fullmatch(word) and not _TIME.fullmatch(word):
            yield f"version:{low.lstrip('v')}"
        elif _NUMBER.fullmatch(low) and (kind := _kind_of_number(plain, index, own)):
            yield f"{kind}:{low}"


def _kind_of_number(plain: list[str], index: int, own: frozenset[str]) -> str | None:
    """What a number counts or names, told by the word before it; `None` for a mere number."""
    at = index - 1
    if at >= 0 and plain[at] in _BETWEEN:
        at -= 1
    if at < 0:
        return None
    return _NUMBERED.get(plain[at])
