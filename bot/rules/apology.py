"""R2, R3, R4: an apology that is one. Its words stand in `apology_words`, `_shapes` and `_abroad`."""

import re
from collections.abc import Iterator

from bot.ports import Finding
from bot.rules import apology_abroad as abroad
from bot.rules import apology_shapes_abroad as shapes_abroad
from bot.rules import apology_words as words
from bot.rules.apology_shapes import SHAPES
from bot.rules.catalog import finding
from bot.rules.reading import Reading

_HOLLOW = words.HOLLOW + SHAPES
_HOLLOW_ABROAD = abroad.HOLLOW + shapes_abroad.SHAPES


def no_apology(reading: Reading) -> Iterator[Finding]:
    """R2: the reply says sorry, where we know how its language says it."""
    if reading.context.language in abroad.CAN_SAY_SORRY and not says_sorry(reading):
        yield finding("R2")


def says_sorry(reading: Reading) -> bool:
    """Whether there is any word of apology."""
    return bool(
        words.APOLOGY.search(reading.plain)
        or abroad.APOLOGY.found_in(reading.plain)
        or abroad.FURTHER_APOLOGY.search(reading.text)
    )


def hollow_apology(reading: Reading) -> Iterator[Finding]:
    """R3: the apology has no "if" and no "but", and is for what happened, not for how the person feels."""
    for clause in _clauses(reading):
        if words.SORRY.search(clause):
            for hit in _HOLLOW.hits(clause):
                yield finding("R3", hit.strip())
        if abroad.SORRY.search(clause):
            for hit in _HOLLOW_ABROAD.hits(clause):
                yield finding("R3", hit.strip())
    yield from reading.hits(words.HOLLOW_ANYWHERE, "R3")
    yield from reading.hits(abroad.HOLLOW_ANYWHERE, "R3")


def vague_apology(reading: Reading) -> Iterator[Finding]:
    """R4: the object of the apology is the event, not an experience."""
    yield from reading.hits(words.VAGUE, "R4")


def _clauses(reading: Reading) -> Iterator[str]:
    """What belongs to one apology: a sentence, or the part of it between semicolons, colons or dashes."""
    for sentence in reading.sentences:
        yield from re.split(r"[;:—–]| - ", sentence)
