"""R14, R23, R25: how a reply stands to what is public already."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from rapidfuzz import fuzz, process

from bot.ports import Finding
from bot.rules.catalog import finding
from bot.rules.promises import goes_private
from bot.rules.reading import Reading, skeleton

ALIKE_IN_PUBLIC: Final = 85.0
"""`token_sort_ratio` at which a reply is a copy of another to somebody else."""
ALIKE_IN_THREAD: Final = 70.0
"""The same where one reader sees both."""
MAX_PUBLIC_TURNS: Final = 2
SAME_SUBJECT: Final = 3
"""Telling words that a sentence and a fact share when they speak of the same thing."""


def copies(reading: Reading) -> Iterator[Finding]:
    """R14: no copy of a recent public reply, and no echo of one in the same thread."""
    if _is_like(reading.plain, reading.context.recent, ALIKE_IN_PUBLIC):
        yield finding("R14")
    if _is_like(reading.plain, reading.context.in_thread, ALIKE_IN_THREAD):
        yield finding("R14", why="It says nearly the same as your reply above it.")


def contradicts_statement(reading: Reading) -> Iterator[Finding]:
    """R23: a time, an amount or a cause that the approved statement gives is not given otherwise.

    A statement on this very case speaks of all that the reply speaks of. A fact card speaks of something of
    its own, so only the sentence that shares its words is held to its figures; whether a card's "not" is
    kept is left to people, since "nobody told you that the deck is closed" denies nothing.
    """
    yield from _against_facts(reading)
    if reading.context.holding is None:
        return
    statement = skeleton(reading.context.holding)
    stated = _claims(statement)
    for unit, values in _claims(reading.plain).items():
        told = stated.get(unit, set()) | _claims(reading.mention).get(unit, set())
        for value in sorted(values - told) if unit in stated else ():
            yield finding("R23", value)
    for hit in _CAUSE.finditer(reading.plain):
        if not _words(hit.group(1)) <= _words(statement):
            yield finding("R23", hit.group(), why="The approved statement does not give this cause.")


def too_many_turns(reading: Reading) -> Iterator[Finding]:
    """R25: after two public replies to one person the next one takes it to private, whatever else it says."""
    if reading.context.public_turns >= MAX_PUBLIC_TURNS and not goes_private(reading):
        yield finding("R25")


def _against_facts(reading: Reading) -> Iterator[Finding]:
    """Figures that the post, the brand's actions and its other facts give are not called wrong."""
    told = _claims(reading.mention)
    for sentence in reading.sentences:
        said, subject = _claims(sentence), stems(sentence)
        for fact in reading.context.facts if said else ():
            known = _claims(skeleton(fact))
            if len(subject & stems(fact)) < SAME_SUBJECT:
                continue
            for unit in said.keys() & known.keys():
                for value in sorted(said[unit] - known[unit] - told.get(unit, set())):
                    if value not in reading.known:
                        yield finding("R23", value, why=f"Your fact says: “{fact}”", fix=_BY_THE_FACT)


def _is_like(text: str, others: Sequence[str], limit: float) -> bool:
    if not others:
        return False
    found = process.extractOne(text, others, scorer=fuzz.token_sort_ratio, score_cutoff=limit)
    return found is not None


def _claims(text: str) -> dict[str, set[str]]:
    """What a text says in figures: clock times and amounts by their unit."""
    claims: dict[str, set[str]] = {}
    for hit in _FIGURE.finditer(text.lower()):
        unit = _UNIT_OF.get((hit["unit"] or "time").rstrip("s"), hit["unit"] or "time")
        claims.setdefault(unit, set()).add(re.sub(r"\s+", " ", hit.group()))
    return claims


def stems(text: str) -> set[str]:
    """The beginnings of a text's telling words, so that "ferry" and "ferries" are one."""
    return {word[:5] for word in re.findall(r"[a-zà-ÿ]{4,}", text.lower())} - _PLAIN


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-zà-ÿ]{4,}", text.lower()))


_BY_THE_FACT: Final = "Use the fact's words, or have the fact changed first (/amends fact)."
_PLAIN: Final = frozenset(
    {"that", "this", "with", "your", "have", "from", "they", "them", "were", "what", "when", "more", "every",
     "there", "about", "which", "will", "been", "just"}
)  # fmt: skip
"""Words that tell nothing of what is spoken of."""
_UNIT_OF: Final = {"min": "minute", "hr": "hour", "am": "time", "pm": "time", "h": "hour"}
_FIGURE: Final = re.compile(
    r"\b(?:\d{1,2}:\d\d(?: ?[ap]m)?|\d[\d,.]* ?(?P<unit>am|pm|minutes?|mins?|hours?|hrs?|h|days?|weeks?|"
    r"people|"
    r"customers|passengers|flights?|trains?|orders|stores|%|percent))(?!\w)"
)
_CAUSE: Final = re.compile(
    r"\b(?:because(?: of)?|due to|caused by|as a result of|owing to) ([^.!?,;\n]{3,80})", re.IGNORECASE
)
