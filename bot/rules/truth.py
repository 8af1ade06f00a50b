"""R1 and R9: the reply speaks to this person's problem, and says nothing that nobody knows."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from bot.ports import Finding
from bot.rules.catalog import finding
from bot.rules.reading import Reading
from bot.rules.subjects import subjects_of

LONG_MENTION: Final = 12
"""Words; a longer post deserves two of its details."""
_NUMBER_WORDS: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip


def names_the_problem(reading: Reading) -> Iterator[Finding]:
    """R1: the reply names what the person wrote about, where that can be told (English only)."""
    if reading.context.language != "en":
        return
    about = subjects_of(_bare(reading.mention))
    if not about:
        return
    shared = about & subjects_of(reading.plain.lower())
    echoed = _content(reading.mention) & _content(reading.plain.lower())
    if not shared and not echoed:
        yield finding("R1", fix=f"Name it; the post is about: {', '.join(sorted(about)[:3])}.")
    elif len(shared | echoed) < 2 and len(reading.mention.split()) >= LONG_MENTION:
        why, fix = "It names only part of the problem.", "Name a second detail of the post."
        yield finding("R1", why=why, fix=fix, level="soft")


def unknown_numbers(reading: Reading) -> Iterator[Finding]:
    """R9: every number stands in the post, the facts or the actions."""
    known = _numbers(reading.mention) | _numbers(reading.known)
    for hit in _NUMBER.finditer(reading.plain):
        if _numbers(hit.group().lower()) - known:
            why = "This number is neither in the post nor in the brand's facts."
            yield finding("R9", hit.group(), why=why)


def unknown_names(reading: Reading) -> Iterator[Finding]:
    """R9: every name stands in the post, the facts or the actions (languages that capitalise only names)."""
    if reading.context.language == "de":
        return
    known = f"{reading.mention} {reading.known} {(reading.context.name or '').lower()}"
    for sentence in reading.sentences:
        for name in _NAME.findall(sentence) + _ACTOR.findall(sentence):
            if name not in _USUAL and name.removesuffix("'s").lower() not in known:
                why = "This name is neither in the post nor in the brand's facts."
                yield finding("R9", name, why=why)


def unknown_causes(reading: Reading) -> Iterator[Finding]:
    """R9: a cause is stated only if the post or a fact card states it."""
    known = _content(reading.mention) | _content(reading.known)
    for hit in _CAUSE.finditer(reading.plain):
        if len(_content(hit.group(1).lower()) - known) > 0:
            why = "Nobody has confirmed that this was the cause."
            yield finding("R9", hit.group(), why=why, fix="Leave the cause out until you know it.")


@lru_cache(maxsize=1_024)
def _content(text: str) -> frozenset[str]:
    """Stems of the words that carry meaning."""
    words = re.findall(r"[a-zà-ÿ]{3,}", _bare(text))
    return frozenset(word[:5] for word in words if word not in _EMPTY)


def _bare(text: str) -> str:
    """Without links and handles: those name the network, not the problem."""
    return re.sub(r"https?://\S+|@\w+", " ", text)


@lru_cache(maxsize=1_024)
def _numbers(text: str) -> frozenset[str]:
    digits = {hit.lstrip("0") or "0" for hit in re.findall(r"\d+", text)}
    words = {str(_NUMBER_WORDS.index(hit)) for hit in re.findall(r"[a-z]+", text) if hit in _NUMBER_WORDS}
    if re.search(r"\b(?:an?|half an|last) (?:hour|hr|day|week|month|minute)", text):
        words.add("1")
    return frozenset(digits | words)


_UNITS: Final = r"(?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|times|kids|bags|people|flights?)"
_NUMBER: Final = re.compile(rf"\d+|\b(?:{'|'.join(_NUMBER_WORDS)})(?= {_UNITS}\b)", re.IGNORECASE)
_NAME: Final = re.compile(r"(?<=[a-z,;:\-–)\"'] )[A-Z][a-zà-ÿ'-]{2,}")
_ACTOR: Final = re.compile(r"^([A-Z][a-zà-ÿ]{2,}) (?:will|has|can|from|is going)\b")
_CAUSE: Final = re.compile(
    r"\b(?:because(?: of)?|due to|caused by|as a result of|thanks to|owing to) ([^.!?,;\n]{3,80})",
    re.IGNORECASE,
)
_USUAL_TEXT: Final = """
    I'm I'll I've I'd DMs Direct Message That This They You She One There What Someone Somebody Nobody
    Everyone Everybody Our Your
"""
_USUAL: Final = frozenset(_USUAL_TEXT.split())
_EMPTY_TEXT: Final = """
    the and you our was for are not but has had can get got all any one out now how why who its day way too
    two her his him she yes let say see try put use may off per did don isn via ask
    about after again also another because been before being cannot could does doing done down each even
    ever every from have having here into just like made make many more most much must never only other
    over please really same should some such sure take than thank thanks that their them then there
    these they thing things this those through today tomorrow under until very want wasn were what when
    where which while will with would your yours sorry look back know need still well tell people person
    right something that's it's don't didn't
"""
_EMPTY: Final = frozenset(_EMPTY_TEXT.split())
