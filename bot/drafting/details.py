"""What a mention is about, in clean phrases: only words of our own lists, numbers and times come out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.drafting.clauses import Clause, clauses_in, things_in
from bot.drafting.cues import normal
from bot.drafting.library import Common, Problem, Trade
from bot.rules.reading import skeleton

MAX_READ: Final = 2_000


@dataclass(frozen=True)
class Details:
    """The facts of one mention that a reply may repeat; empty texts where it does not tell.

    `words` is the mention normalised for cues; `trip` e.g. "flight 672" or "the 7:40 train to Ryde";
    `duration` e.g. "over three hours"; `trade` the line of business that it shows.
    """

    words: str
    trip: str
    duration: str
    trade: str
    ask: str
    clauses: tuple[Clause, ...] = ()
    """What went wrong in the person's own words, turned round; the most telling first."""
    things: tuple[str, ...] = ()
    """What the post speaks of, such as "your seat" or "the crew"."""


def details_of(text: str, common: Common, *, places: tuple[str, ...], trade: str) -> Details:
    """Read a mention. `trade` is assumed where the text shows none."""
    words = normal(text)
    plain = skeleton(text[:MAX_READ])
    shown = _trade(words, common.trades) or next((each for each in common.trades if each.name == trade), None)
    return Details(
        words=words,
        trip=_trip(plain, words, places),
        duration=_duration(words),
        trade=shown.name if shown else "",
        ask=shown.ask if shown else "",
        clauses=clauses_in(text, common.words),
        things=things_in(text, common.words),
    )


def matches(problem: Problem, details: Details) -> bool:
    """Whether a mention says what the problem waits for."""
    if problem.trade and problem.trade != details.trade:
        return False
    if problem.unless and problem.unless.search(details.words):
        return False
    if problem.when and not problem.when.search(details.words):
        return False
    have = {"thing": thing_of(problem, details), "trip": details.trip, "duration": details.duration}
    return all(have.get(need) for need in problem.needs)


def thing_of(problem: Problem, details: Details) -> str:
    """The first of the problem's things that the mention names; empty if none."""
    pattern = _things(problem.things)
    hit = pattern.search(details.words) if pattern else None
    return hit.group(1) if hit else ""


def values_of(problem: Problem | None, details: Details) -> dict[str, str]:
    """What the words of a problem may use."""
    thing = thing_of(problem, details) if problem else ""
    plural = thing.endswith("s") and not thing.endswith(("ss", "us")) and thing not in _SINGULAR
    return {
        "trip": details.trip or "your trip",
        "thing": _SHOWN.get(thing, thing),
        "was": "were" if plural else "was",
        "has_not": "haven't" if plural else "hasn't",
        "duration": details.duration,
    }


@lru_cache(maxsize=1_024)
def _things(things: tuple[str, ...]) -> re.Pattern[str] | None:
    choices = "|".join(re.escape(normal(thing).strip()) for thing in things)
    return re.compile(f" ({choices}) ") if things else None


def _trade(words: str, trades: Iterable[Trade]) -> Trade | None:
    return next((trade for trade in trades if trade.when and trade.when.search(words)), None)


def _duration(words: str) -> str:
    """The first stretch of time that somebody had to bear: "3 hrs" -> "three hours"."""
    for hit in _DURATION.finditer(words):
        before = (hit["before"] or "").strip()
        if hit["after"] in _NOT_A_WAIT_AFTER or before in _NOT_A_WAIT_BEFORE or hit["amount"] == "0":
            continue
        if _MISSED_BY.search(words[: hit.start()]) or _TOLD.search(words[: hit.start("amount")]):
            continue
        return _ABOUT.get(before, "") + _amount(hit["amount"], _UNITS[hit["unit"].rstrip("s")])
    return ""


def _amount(amount: str, unit: str) -> str:
    if amount in ("a", "an", "1", "one"):
        return f"an {unit}" if unit == "hour" else f"one {unit}" if amount in ("1", "one") else f"a {unit}"
    if amount == "half an":
        return f"half an {unit}"
    if amount.isdigit() and int(amount) < len(_WORDS):
        return f"{_WORDS[int(amount)]} {unit}s"
    return f"{amount} {unit}s"


def _trip(plain: str, words: str, places: tuple[str, ...]) -> str:
    """The journey as the person would name it; empty if the mention shows none."""
    number = _FLIGHT.search(plain)
    vehicle = _VEHICLE.search(words)
    kind = _KINDS.get(vehicle.group(1), vehicle.group(1)) if vehicle else ""
    time = _CLOCK.search(plain)
    if number and kind in ("flight", "train", "bus", ""):
        return f"{kind or 'flight'} {number.group(1)}"
    place = _place(plain, places) if kind or time else ""
    if time and (kind or place):
        return " ".join(part for part in ("the", time.group(1).lower().strip(), kind, place) if part)
    if kind:
        return " ".join(part for part in ("your", kind, place) if part)
    return ""


def _place(plain: str, places: tuple[str, ...]) -> str:
    """Such as "to Ryde", for a place of the brand's own list or a large city or airport."""
    for hit in re.finditer(r"\b([Tt]o|[Ff]rom) ([A-Z][A-Za-z]+(?: [A-Z][a-z]+)?)", plain):
        for name in (hit.group(2), hit.group(2).split()[0]):
            if name in places or name in _PLACES:
                return f"{hit.group(1).lower()} {name}"
    return ""


_SHOWN: Final = {"tv": "TV", "tvs": "TVs", "wi fi": "wifi"}
_SINGULAR: Final = frozenset({"bus", "glass", "wireless", "gas", "dress"})
_WORDS: Final = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_UNITS: Final = {
    "hour": "hour", "hr": "hour", "h": "hour", "minute": "minute", "min": "minute",
    "day": "day", "week": "week", "wk": "week", "month": "month",
}  # fmt: skip
_DURATION: Final = re.compile(
    r"(?P<before> (?:less than|"
    r"once|twice|times|over|almost|nearly|about|more than|at least|in|within|every|next|per|under|after|"
    r"last|past|only|another|the|to be))?"
    r"(?<!\d) (?P<amount>\d{1,3}|half an|an|a|one|two|three|four|five|six|seven|eight|nine|ten)"
    r" ?(?P<unit>hours?|hrs?|h|minutes?|mins?|days?|weeks?|wks?|months?)(?= (?P<after>\w*))"
)
_MISSED_BY: Final = re.compile(r" miss\w*(?: \w+){1,6} by$")
"""So close: "missed my train by 5 minutes" tells of no wait."""
_ABOUT: Final = {
    "over": "over ",
    "more than": "more than ",
    "almost": "almost ",
    "nearly": "nearly ",
    "at least": "at least ",
}
_NOT_A_WAIT_BEFORE: Final = frozenset(
    {"less than", "in", "within", "every", "next", "per", "under", "only", "to be", "once", "twice", "times"}
)
_NOT_A_WAIT_AFTER: Final = frozenset(
    {"ago", "early", "notice", "before", "left", "old", "earlier", "drive", "away", "flight", "trip", "ahead",
     "from", "prior", "of", "a", "per", "window", "layover", "guarantee"}
)  # fmt: skip
_TOLD: Final = re.compile(r" (?:not|no|never|wont|shouldnt|wouldnt) (?:be )?(?:any )?(?:longer|more) than $")
"""What was promised, and not what somebody had to bear: "no longer than nine minutes"."""
_FLIGHT: Final = re.compile(
    r"\b(?:[Ff]light|[Ff]lt|FLIGHT|[Ff]light #|[Tt]rain|[Bb]us)\s?(?:number |no\.? ?|"
    r"# ?)?([A-Z0-9]{0,2}\s?\d{2,4})\b"
)
_VEHICLE: Final = re.compile(
    r" (flights?|flt|plane|aircraft|airline|trains?|ferry|ferries|boat|crossing|sailing|bus|coach|"
    r"tram|cruise|trip|journey|ride) "
)
_KINDS: Final = {
    "flights": "flight", "flt": "flight", "plane": "flight", "aircraft": "flight", "airline": "flight",
    "trains": "train", "ferries": "ferry", "boat": "ferry", "sailing": "crossing",
}  # fmt: skip
_CLOCK: Final = re.compile(
    r"(?<![\d:$.])((?:[01]?\d|2[0-3]):[0-5]\d ?(?:[aApP][mM])?|(?:1[0-2]|[1-9]) ?(?:[aApP][mM]))\b"
)
_PLACES_TEXT: Final = """
    London Paris Berlin Madrid Rome Lisbon Dublin Amsterdam Brussels Vienna Zurich Geneva Munich
    Frankfurt Hamburg Milan Barcelona Manchester Edinburgh Glasgow Bristol Leeds Liverpool Birmingham
    Belfast Cardiff York Boston Chicago Seattle Denver Dallas Austin Houston Miami Orlando Tampa Atlanta
    Portland Vegas Phoenix Philadelphia Baltimore Washington Buffalo Toronto Montreal Vancouver Sydney
    Melbourne Brisbane Perth Auckland Tokyo Osaka Singapore Delhi Mumbai Bangalore Dubai Doha Istanbul
    Athens Prague Warsaw Budapest Oslo Stockholm Copenhagen Helsinki JFK LAX SFO BOS ORD ATL DFW DEN SEA
    LAS MCO FLL EWR LGA DCA IAD PHX SAN AUS LHR LGW STN LTN CDG ORY AMS FRA MUC MAD BCN DUB ZRH VIE
"""
_PLACES: Final = frozenset(_PLACES_TEXT.split())
