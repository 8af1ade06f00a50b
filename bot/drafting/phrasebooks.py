"""One language's file: how a reply is said in it, and the words by which people tell their trouble."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot import templates_engine
from bot.drafting.cues import MAX_READ, normal
from bot.drafting.file_parts import cues_in, sentences_in
from bot.errors import TemplateFault

CLAUSE: Final = frozenset({"duration", "trip"})
"""What the words of a problem may use."""
SENTENCE: Final = CLAUSE | {"problem", "topic", "ask", "due", "channel", "brand", "name"}
"""What a sentence may use."""
OTHER: Final = "other"
"""The category whose topic serves every category that has none."""
_NUMBER: Final = r"(?:ICE|TGV|AVE|[A-Z]{2})?[ -]?\d{2,4}"
"""How a flight or train is numbered."""
_APART: Final = str.maketrans({"ß": "ss", "œ": "oe", "'": " ", "’": " "})
_NEEDED: Final = ("apology", "apology_about", "sympathy", "step_plain")


@dataclass(frozen=True)
class Trouble:
    """When a mention says one of these things, the reply names it so.

    `say` is a clause for `apology`, `about` a noun for `apology_about`; one is empty. The first category
    gives the action when the mention's own is not known.
    """

    categories: tuple[str, ...]
    when: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    needs: tuple[str, ...]
    say: tuple[str, ...]
    about: tuple[str, ...]


@dataclass(frozen=True)
class Ask:
    """What a case is found by in one line of business, told by its words."""

    trade: str
    when: re.Pattern[str] | None
    words: str


@dataclass(frozen=True)
class Measures:
    """How stretches of time and journeys are told: what people write -> how the reply says it.

    `ahead` are words before a time that make it no wait ("in 3 hours"). `duration` reads folded text.
    """

    units: Mapping[str, str]
    numbers: Mapping[str, str]
    ahead: frozenset[str]
    trips: Mapping[str, str]
    duration: re.Pattern[str] | None
    trip: re.Pattern[str] | None


@dataclass(frozen=True)
class Phrasebook:
    """A general reply in one language and one way to address people. `name` is `es` or `es-formal`."""

    name: str
    greeting: tuple[str, ...]
    apology: tuple[str, ...]
    apology_about: tuple[str, ...]
    sympathy: tuple[str, ...]
    owning: tuple[str, ...]
    step: tuple[str, ...]
    step_plain: tuple[str, ...]
    troubles: tuple[Trouble, ...]
    topics: Mapping[str, tuple[str, ...]]
    asks: tuple[Ask, ...]
    measures: Measures
    dues: Mapping[str, str]
    channels: Mapping[str, str]

    @property
    def code(self) -> str:
        """ISO 639-1."""
        return self.name.partition("-")[0]

    @property
    def told(self) -> tuple[str, ...]:
        """Times and places that its sentences may name because the brand's actions do."""
        return (*self.dues.values(), *self.channels.values())


def phrasebooks(files: Mapping[str, dict[str, Any]]) -> dict[str, Phrasebook]:
    """All languages by name. A file with `like = "es"` has everything of that one but what it says itself.

    Raises:
        TemplateFault: for the first thing that is wrong.
    """
    return {name: _phrasebook(name, _whole(name, raw, files)) for name, raw in files.items()}


def folded(text: str) -> str:
    """Text made ready for cues: as `cues.normal`, and without accents, which people leave out."""
    bare = unicodedata.normalize("NFD", text[:MAX_READ].translate(_APART))
    return normal("".join(mark for mark in bare if not unicodedata.combining(mark)))


def _whole(name: str, raw: dict[str, Any], files: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    if "like" not in raw:
        return raw
    if raw["like"] not in files:
        raise TemplateFault(name, None, f"there is no language “{str(raw['like'])[:40]}” to be like")
    return {**files[raw["like"]], **raw}


def _phrasebook(name: str, raw: dict[str, Any]) -> Phrasebook:
    def sentences(key: str) -> tuple[str, ...]:
        return sentences_in(name, raw, key, SENTENCE)

    try:
        book = Phrasebook(
            name=name,
            greeting=sentences("greeting"),
            apology=sentences("apology"),
            apology_about=sentences("apology_about"),
            sympathy=sentences("sympathy"),
            owning=sentences("owning"),
            step=sentences("step"),
            step_plain=sentences("step_plain"),
            troubles=tuple(_trouble(name, each) for each in raw.get("problem", [])),
            topics={key: sentences_in(name, raw["topic"], key, CLAUSE) for key in raw.get("topic", {})},
            asks=tuple(_ask(name, each) for each in raw.get("ask", [])),
            measures=_measures(name, raw),
            dues=_said(name, raw, "due"),
            channels=_said(name, raw, "channel"),
        )
    except (KeyError, TypeError, AttributeError, ValueError) as fault:
        raise TemplateFault(name, None, f"something is missing or not as expected: {fault}") from fault
    if not book.topics.get(OTHER) or not all(sentences(key) for key in _NEEDED):
        raise TemplateFault(name, None, f"topic.other, {', '.join(_NEEDED)} are needed")
    return book


def _trouble(name: str, raw: dict[str, Any]) -> Trouble:
    trouble = Trouble(
        categories=tuple(raw["for"]),
        when=cues_in(name, raw.get("when", [])),
        unless=cues_in(name, raw.get("unless", [])),
        needs=tuple(raw.get("needs", [])),
        say=sentences_in(name, raw, "say", CLAUSE),
        about=sentences_in(name, raw, "about", CLAUSE),
    )
    if bool(trouble.say) == bool(trouble.about):
        raise TemplateFault(name, None, "a problem needs either “say” or “about”")
    return trouble


def _ask(name: str, raw: dict[str, Any]) -> Ask:
    words = str(raw["say"])
    templates_engine.lint(f"{name}, ask", words, frozenset())
    return Ask(str(raw.get("trade", "")), cues_in(name, raw.get("when", [])), words)


def _measures(name: str, raw: dict[str, Any]) -> Measures:
    units, numbers, trips = (_said(name, raw, key) for key in ("unit", "number", "trip"))
    return Measures(
        units=units,
        numbers=numbers,
        ahead=frozenset(str(word) for word in raw.get("ahead", [])),
        trips=trips,
        duration=_pattern(
            rf" (?P<amount>[1-9]\d?|{_either(numbers)}) ?(?P<unit>{_either(units)})(?= )", units
        ),
        trip=_pattern(rf"\b(?P<kind>{_either(trips)}) (?:n[ºo°r]?\.? ?)?(?P<number>{_NUMBER})\b", trips),
    )


def _pattern(pattern: str, words: Mapping[str, str]) -> re.Pattern[str] | None:
    return re.compile(pattern, re.IGNORECASE) if words else None


def _either(words: Mapping[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"


def _said(name: str, raw: dict[str, Any], key: str) -> dict[str, str]:
    """A table from what is written to how the reply says it."""
    words = {str(word): str(said) for word, said in raw.get(key, {}).items()}
    for said in words.values():
        templates_engine.lint(f"{name}, {key}", said, frozenset())
    return words
