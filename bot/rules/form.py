"""R15, R16, R18, R20: it fits, reads easily, speaks as one person, and sells nothing."""

import re
from collections.abc import Iterator
from typing import Final

from bot.models import Severity
from bot.ports import Finding
from bot.rules.reading import Reading

MAX_GRADE: Final = 8.0
"""School grade (Flesch-Kincaid) that most adults read without effort."""
MAX_SENTENCE: Final = 30
"""Words; above this a sentence is read twice."""


def length(reading: Reading) -> Iterator[Finding]:
    """R15: the network takes it."""
    size = reading.context.length
    if not reading.text.strip():
        yield Finding("R15", "hard", "", "There is no text.", "Write a reply.")
    elif not size.fits:
        over = size.used - (size.limit or 0)
        why = f"It is {over} {size.unit} too long ({size.used} of {size.limit})."
        yield Finding("R15", "hard", "", why, "Shorten it.")


def hard_to_read(reading: Reading) -> Iterator[Finding]:
    """R16: short sentences, plain words, no shouting; no emoji on serious matters."""
    if reading.context.language == "en" and grade(reading.plain) > MAX_GRADE:
        yield Finding(
            "R16", "soft", "", "It is harder to read than it need be.", "Use shorter sentences and words."
        )
    for sentence in reading.sentences:
        if len(sentence.split()) > MAX_SENTENCE:
            yield Finding("R16", "soft", sentence[:80], "This sentence is long.", "Make two of it.")
    if reading.plain.count("!") > 1:
        yield Finding("R16", "soft", "!", "More than one “!” does not sound calm.", "Use a full stop.")
    yield from _shouting(reading)
    emoji = _EMOJI.findall(reading.text)
    if len(emoji) > (0 if reading.context.severity >= Severity.HIGH else 1):
        yield Finding("R16", "soft", "".join(emoji)[:20], "An emoji can sound careless here.", "Take it out.")


def voice(reading: Reading) -> Iterator[Finding]:
    """R18: "I" for what one does, few stock phrases."""
    why, fix = "This is a stock phrase.", "Say it as you would to a neighbour."
    yield from reading.hits(_STOCK, "R18", why, fix, "soft")
    if len(re.findall(r"\bunfortunately\b", reading.plain, re.IGNORECASE)) > 1:
        yield Finding("R18", "soft", "unfortunately", "Said twice.", "Once is enough.")


def marketing(reading: Reading) -> Iterator[Finding]:
    """R20: nothing is sold, tagged or compared in an apology."""
    yield from reading.hits(_SELLS, "R20", "An apology is no place to sell.", "Take it out.")


def never_words(reading: Reading) -> Iterator[Finding]:
    """R20: the words that the brand never uses."""
    for word in reading.context.never:
        hit = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", reading.plain, re.IGNORECASE)
        if hit:
            yield Finding("R20", "hard", hit.group(), "The brand never says this.", "Say it in other words.")


def grade(text: str) -> float:
    """Flesch-Kincaid school grade; syllables are counted as runs of vowels."""
    bare = re.sub(r"https?://\S+", "", text)
    words = re.findall(r"[A-Za-z']+", bare)
    sentences = max(1, len(re.findall(r"[.!?]+(?=\s|$)", bare)))
    syllables = sum(_syllables(word) for word in words)
    count = max(1, len(words))
    return 0.39 * count / sentences + 11.8 * syllables / count - 15.59


def _syllables(word: str) -> int:
    letters = re.sub(r"[^a-z]", "", word.lower())
    runs = len(re.findall(r"[aeiouy]+", letters))
    silent = letters.endswith("e") and not letters.endswith("le") and runs > 1
    return max(1, runs - silent)


def _shouting(reading: Reading) -> Iterator[Finding]:
    for hit in re.finditer(r"\b[A-Z]{4,}\b", reading.plain):
        if hit.group().lower() not in reading.known and hit.group() not in reading.context.mention:
            yield Finding(
                "R16", "soft", hit.group()[:40], "Capitals look like shouting.", "Use small letters."
            )


_EMOJI: Final = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf]")
_STOCK: Final = re.compile(
    r"\bvalued customer\b|\bwe (?:take|value) (?:your|this|all)\b[^.!?\n]{0,30}?\b(?:feedback|"
    r"seriously)\b|\bplease be (?:advised|assured|informed)\b|"
    r"\bkindly\b|\bdo not hesitate\b|\bdon't hesitate\b|\breach out\b|"
    r"\bat your earliest convenience\b|\bappreciate your patience\b|"
    r"\bthank you for your (?:patience|understanding|feedback)\b|\bfeel free\b|\bwe strive\b|"
    r"\bescalated (?:your|this)\b",
    re.IGNORECASE,
)
_SELLS: Final = re.compile(
    r"(?<![\w&])#[A-Za-z]\w{1,50}|\bcheck out our\b|\b(?:download|try|upgrade to|subscribe to|"
    r"sign up for) (?:our|the) (?:new |app|premium|plus|newsletter)\w*|"
    r"\b(?:special|exclusive|limited) (?:offer|deal)s?\b|\bpromo(?:tion)? code\b|\bdon't miss\b|"
    r"\bbuy (?:now|one)\b|\bbook (?:now|again today)\b|"
    r"\b(?:better|cheaper|worse) than (?:our competitors?|the competition)\b|\b(?:our )?competitors?\b",
    re.IGNORECASE,
)
