"""What somebody tells in another language, as far as its phrasebook knows: only its own words come out."""

from dataclasses import dataclass

from bot.drafting.phrasebooks import OTHER, Measures, Phrasebook, Trouble, folded
from bot.rules.reading import skeleton


@dataclass(frozen=True)
class Told:
    """The facts of one mention that a reply may repeat; empty texts where it does not tell.

    `words` is the mention folded for cues; `duration` e.g. "3 horas"; `trip` e.g. "vuelo IB 3456".
    """

    words: str
    duration: str
    trip: str


def told_in(book: Phrasebook, text: str) -> Told:
    """Read a mention by its language's phrasebook."""
    words = folded(text)
    return Told(words, _duration(book.measures, words), _trip(book.measures, text))


def trouble_of(book: Phrasebook, told: Told, category: str) -> Trouble | None:
    """The first trouble that the mention tells. Any will do if its category is not known."""
    known = [each for each in book.troubles if category == OTHER or category in each.categories]
    return next((each for each in known if _matches(each, told)), None)


def ask_of(book: Phrasebook, told: Told, trade: str) -> str:
    """What is needed to find the case: by what the mention tells, else by the brand's trade."""
    known = [each for each in book.asks if each.when and each.when.search(told.words)]
    assumed = [each for each in book.asks if each.trade == trade]
    general = [each for each in book.asks if not each.trade]
    return next((each.words for each in (*known, *assumed, *general)), "")


def _matches(trouble: Trouble, told: Told) -> bool:
    if trouble.unless and trouble.unless.search(told.words):
        return False
    if trouble.when and not trouble.when.search(told.words):
        return False
    have = {"duration": told.duration, "trip": told.trip}
    return all(have.get(need) for need in trouble.needs)


def _duration(measures: Measures, words: str) -> str:
    """The first stretch of time that somebody had to bear."""
    for hit in measures.duration.finditer(words) if measures.duration else ():
        before = words[: hit.start()].rpartition(" ")[2]
        lone_hour = hit["amount"] == "1" and hit["unit"] == "h"
        if before not in measures.ahead and not lone_hour:
            return f"{measures.numbers.get(hit['amount'], hit['amount'])} {measures.units[hit['unit']]}"
    return ""


def _trip(measures: Measures, text: str) -> str:
    hit = measures.trip.search(skeleton(text)) if measures.trip else None
    return f"{measures.trips[hit['kind'].lower()]} {hit['number'].upper().strip()}" if hit else ""
