"""A post as words with a one-letter tag each: what may be repeated of it, and what each word does."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.rules.reading import skeleton

MAX_READ: Final = 2_000
"""Characters of a post that are read."""
MEANINGFUL: Final = frozenset("NWFAQXPZLV#Sz")
"""Tags of words that carry a meaning."""
NUMBER: Final = re.compile(r"\d{1,3}|\d{1,2}[a-f]")
"""Such as 30, or seat 4c; longer numbers are nobody's to repeat."""
STOPS: Final = frozenset({".", "!", "?", ";", "\n"})


@dataclass(frozen=True)
class Words:
    """What may be repeated, by what the words do in a sentence."""

    tags: Mapping[str, str]
    shown: Mapping[str, str]
    around: frozenset[str]
    """Nouns that are not what a complaint is about."""
    yours: frozenset[str]
    """Things said as "your …"."""
    troubles: frozenset[str]
    """Trouble by its very name."""
    plain: frozenset[str]
    """Things too plain to be worth a sentence of their own."""
    weighty: frozenset[str]
    """Things that count even where they are named in passing."""
    ending: frozenset[str]
    """Verbs that may end a clause."""


@dataclass(frozen=True)
class Line:
    """A post as tokens, with a tag for each."""

    tokens: Sequence[str]
    tags: str
    words: Words

    def told(self, start: int, end: int, *, subject: bool = False) -> str:
        """The tokens with "I" and "you" changed round; `subject` if the first one does something."""
        told: list[str] = []
        for place in range(start, end):
            before = told[-1] if told else ""
            told.append(self._turned(place, subject=subject and place == start, before=before))
        text = _NO_ARTICLE.sub(r"\1 your \2", " ".join(told))
        return _MANY_BEFORE_ONE.sub(r"\1 ", text)

    def thing(self, start: int, end: int) -> str:
        """A noun phrase with its article; empty if it is nothing a complaint is about."""
        head, first = self.tokens[end - 1], self.tags[start]
        if head in self.words.around or set(self.tokens[start:end]) <= self.words.around:
            return ""
        article = {"M": "your", "Y": "our"}.get(first) or ("your" if head in self.words.yours else "the")
        return f"{article} {self.told(start + (first in 'MYT'), end)}"

    def weight(self, start: int, end: int) -> int:
        """How many of the words carry a meaning."""
        return sum(tag in MEANINGFUL for tag in self.tags[start:end])

    def _turned(self, place: int, *, subject: bool, before: str) -> str:
        token = self.tokens[place]
        if self.tags[place] == "U":
            return "we" if subject else "us"
        if before == "you" and token in _FOR_YOU:
            return _FOR_YOU[token]
        if NUMBER.fullmatch(token):
            return token.upper()
        return _TURNED.get(token) or self.words.shown.get(token, token)


def words_of(lists: Mapping[str, str], shown: Mapping[str, str]) -> Words:
    """The lists of `words.toml` as tags. A word in two lists gets the tag that serves for both."""
    held = {name: frozenset(text.split()) for name, text in lists.items()}
    tags: dict[str, str] = {}
    for word in frozenset().union(*held.values()):
        roles = "".join(letter for name, letter in _ROLES if word in held.get(name, frozenset()))
        if roles:
            tags[word] = _joint("".join(dict.fromkeys(roles)))
    aside = (held.get(name, frozenset()) for name in _ASIDE)
    return Words({**tags, **_GRAMMAR}, shown, *aside)


def read(text: str, words: Words) -> Line:
    """A post ready to be searched."""
    tokens = _tokens(text)
    return Line(tokens, "".join(_tag(token, words) for token in tokens), words)


def _tag(token: str, words: Words) -> str:
    if token in STOPS:
        return "|"
    return words.tags.get(token, "#" if NUMBER.fullmatch(token) else ".")


def _joint(roles: str) -> str:
    return next((tag for needed, tag in _BOTH if set(needed) <= set(roles)), roles[:1])


def _tokens(text: str) -> list[str]:
    """Small letters, contractions taken apart, stops kept, links gone, and "I" put where it was left out."""
    plain = skeleton(text[:MAX_READ]).lower().replace("&amp;", "&")
    for pattern, instead in _SMOOTH:
        plain = pattern.sub(instead, plain)
    found: list[str] = []
    for token in re.findall(r"[a-z0-9]+(?:'[a-z]+)?|[.!?;,:&()\n/$%-]", plain):
        bare = token.replace("'", "")
        if bare in _HANGING and (not found or found[-1] in STOPS or found[-1] in (",", "but")):
            found.append("i")
        found.extend(_APART.get(token, _APART.get(bare, (bare,))))
    return found


_SMOOTH: Final = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"https?://\S{0,300}|[@#]\w{1,60}|\b(?:guys|f\w*ing|damn|bloody|also|just|actually)\b", " "),
        (r"\bt(?:ook|akes) the cake\b", " "),
        (r"\bwaiting times?\b", "wait"),
        (r"\b(tried|trying|going|needed|need|wanted|want|have|had) 2\b", r"\1 to"),
        (r"(?<!to )\b(wi|check)[- ](fi|in)(?! (?:to|for|on|at)\b)", r"\1\2"),
        (r"\bnon[- ]?refundable\b", "nonrefundable"),
        (r"(\d)(hrs?|hours?|mins?|minutes?|days?)\b", r"\1 \2"),
        (r"\b(log|sign|check) in to\b", r"\1 into"),
        (r"\bno one\b", "nobody"),
        (r"\bof course\b", " "),
        (r"\b(flight|train|bus|app|site|website|wifi|plane|order)'s been\b", r"\1 has been"),
        (r"\b(flight|train|bus|app|site|website|wifi|plane|order)'s\b", r"\1 is"),
    )
)
"""Ways of writing that say the same."""
_NO_ARTICLE: Final = re.compile(
    r"\b(print|missed|find|get|check|track|change|cancel|rebook|access|use|reach|see|add) "
    r"(boarding pass|bags?|luggage|flight|order|ticket|booking|refund|account|seats?)\b"
)
"""A thing of theirs named in haste: "can't print boarding pass"."""
_MANY_BEFORE_ONE: Final = re.compile(
    r"\b(\d+ (?:minute|hour|day|week|month))s (?=(?:delay|wait|line|queue|hold|layover)\b)"
)
_HANGING: Final = frozenset(
    {"waited", "waiting", "stuck", "stranded", "had", "have", "been", "couldnt", "cant", "cannot", "didnt",
     "havent",
     "tried", "trying", "sat", "sitting", "stood", "standing", "spent", "wasted", "missed", "got", "paid"}
)  # fmt: skip
"""Words at the start of a sentence that leave "I" out."""
_ASIDE: Final = ("around", "yours", "troubles", "plain", "weighty", "ending")
"""Lists that say more of words than their role, in the order of `Words`."""
_ROLES: Final = (
    ("times", "F"), ("things", "N"), ("around", "N"), ("yours", "N"), ("weighty", "N"), ("troubles", "N"),
    ("kinds", "A"), ("bad", "P"), ("harm", "L"),
    ("doing", "V"), ("how", "D"), ("good", "S"), ("small", "p"),
)  # fmt: skip
_BOTH: Final = (
    ("PL", "X"), ("NV", "W"), ("NP", "N"), ("NA", "N"), ("NL", "N"), ("AP", "Q"), ("DP", "Z"), ("DS", "z"),
)  # fmt: skip
"""Two roles of one word, and the tag for both."""
_GRAMMAR: Final = {
    **dict.fromkeys(("my", "our"), "M"), **dict.fromkeys(("your", "ur"), "Y"),
    **dict.fromkeys(("the", "a", "an", "this", "that", "these", "those", "any", "another", "some"), "T"),
    **dict.fromkeys(("i", "we"), "I"), **dict.fromkeys(("me", "us"), "m"),
    **dict.fromkeys(("you", "u", "they"), "U"),
    **dict.fromkeys(("is", "are", "was", "were", "am", "be"), "b"),
    **dict.fromkeys(("isnt", "arent", "wasnt", "werent"), "B"),
    **dict.fromkeys(("have", "has", "had"), "h"), **dict.fromkeys(("havent", "hasnt", "hadnt"), "K"),
    **dict.fromkeys(("didnt", "dont", "doesnt"), "d"),
    **dict.fromkeys(("cant", "cannot", "couldnt", "wont"), "c"),
    **dict.fromkeys(("can", "could", "will"), "C"),
    "been": "r", **dict.fromkeys(("not", "never"), "n"), "to": "t", "nobody": "E", "it": "J",
    **dict.fromkeys(("no", "zero"), "o"), **dict.fromkeys(("keep", "keeps", "kept"), "k"),
    **dict.fromkeys(("so", "too", "very", "really", "even", "almost", "nearly", "about"), "D"),
}  # fmt: skip
"""The small words that carry a sentence."""
_APART: Final = {
    "im": ("i", "am"), "ive": ("i", "have"), "weve": ("we", "have"), "we're": ("we", "are"),
    "youre": ("you", "are"),
    "it's": ("it", "is"), "youve": ("you", "have"), "theyre": ("they", "are"), "theyve": ("they", "have"),
}  # fmt: skip
_TURNED: Final = {
    "my": "your", "our": "your", "your": "our", "ur": "our", "i": "you", "we": "you",
    "me": "you", "us": "you",
    "this": "the", "that": "the", "these": "the", "those": "the", "zero": "no",
    "isnt": "isn't", "arent": "aren't", "wasnt": "wasn't", "werent": "weren't", "havent": "haven't",
    "hasnt": "hasn't", "hadnt": "hadn't", "didnt": "didn't", "dont": "don't", "doesnt": "doesn't",
    "cant": "can't", "cannot": "can't", "couldnt": "couldn't", "wont": "won't",
}  # fmt: skip
_FOR_YOU: Final = {
    "am": "are", "was": "were", "wasnt": "weren't", "has": "have", "been": "have been",
    "waiting": "were waiting",
    "stuck": "were stuck", "stranded": "were stranded", "trying": "were trying", "sitting": "were sitting",
    "standing": "were standing",
}  # fmt: skip
"""What follows "you", where the post has "I" or nothing."""
