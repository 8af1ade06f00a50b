"""A promise to a stranger: whether somebody owns it, and the moment by which it has to be kept. Pure."""

import re
from collections.abc import Iterable
from datetime import datetime, time, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.ports import Commitment
from bot.text import excerpt

AT_ONCE: Final = timedelta(hours=1)
"""What "right away" is held to."""
FRIDAY, SUNDAY = 4, 6


def unowned(commitments: Iterable[Commitment]) -> tuple[Commitment, ...]:
    """The promises that nobody has agreed to keep."""
    return tuple(one for one in commitments if not one.owner.strip())


def refusal(commitments: Iterable[Commitment]) -> str | None:
    """Why a text with these promises may not go out, in words for the person; `None` if it may."""
    loose = unowned(commitments)
    if not loose:
        return None
    said = "; ".join(f"“{excerpt(one.what, 100)}”" for one in loose)
    return (
        f"Nobody owns this promise: {said}. Nothing was sent. Take it out, or write it in your own words: "
        "then it is yours to keep."
    )


def told(commitments: Iterable[Commitment]) -> str | None:
    """What an approval has committed to, for a person who typed it in the same act; `None` for nothing."""
    said = " ".join(map(_sentence, commitments))
    return f"Approved. {said} The thread will remind of it in time." if said else None


def _sentence(one: Commitment) -> str:
    owner = f"<@{one.owner}>" if _IS_PERSON.fullmatch(one.owner) else one.owner
    return f"This commits {owner} to {excerpt(one.what, 100)} ({excerpt(one.due, 40)})."


def due_at(commitment: Commitment, said_at: datetime) -> datetime | None:
    """When a promise that was made at `said_at` has to be kept; `None` if its words name no time.

    A day ends when its owner closes; one that is over already ends at midnight.
    """
    words, said = commitment.due.casefold(), said_at.astimezone(_zone(commitment.zone))
    for read in (_span, _hour, _day):
        if (found := read(words, said, commitment.closes)) is not None:
            return max(found, said).astimezone(said_at.tzinfo)
    return said_at + AT_ONCE if _NOW.search(words) else None


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def _span(words: str, said: datetime, _closes: int) -> datetime | None:
    """ "Within two hours", "in 3 working days"."""
    hit = _SPAN.search(words)
    if hit is None:
        return None
    count = int(hit["count"]) if hit["count"].isdecimal() else _COUNTS[hit["count"]]
    unit = next(unit for start, unit in _UNITS.items() if hit["unit"].startswith(start))
    if hit["working"] and unit == timedelta(days=1):
        return _working_days(said, count)
    return said + count * unit


def _working_days(said: datetime, count: int) -> datetime:
    end = said
    while count > 0:
        end += timedelta(days=1)
        count -= end.weekday() <= FRIDAY
    return end


def _hour(words: str, said: datetime, _closes: int) -> datetime | None:
    """ "By 17:00", "today at 5 pm", "by noon"."""
    hit = _CLOCK.search(words)
    if hit is None:
        return None
    hour, minute = (12, 0) if hit["noon"] else (int(hit["hour"]), int(hit["minute"] or 0))
    if hit["half"]:
        hour = hour % 12 + (12 if hit["half"] == "p" else 0)
    if hour > 23 or minute > 59:
        return None
    day = _named_day(words, said)
    at = _at(said if day is None else day, time(hour, minute))
    return at + timedelta(days=1) if day is None and at < said else at


def _day(words: str, said: datetime, closes: int) -> datetime | None:
    """ "Today", "tomorrow morning", "by Friday", "this week"."""
    day = _named_day(words, said)
    if day is None:
        return None
    part = next((hour for word, hour in _PARTS.items() if word in words), None)
    end = _end_of(day, closes if part is None else min(part, closes))
    return end if end > said else _end_of(day, 24)


def _named_day(words: str, said: datetime) -> datetime | None:
    if _TOMORROW.search(words):
        return said + timedelta(days=1)
    if _TODAY.search(words):
        return said
    for number, names in enumerate(_WEEKDAYS):
        if re.search(rf"\b(?:{names})\b", words):
            return said + timedelta(days=(number - said.weekday()) % 7)
    if week := _WEEK.search(words):
        ahead = FRIDAY - said.weekday() if said.weekday() <= FRIDAY else SUNDAY - said.weekday()
        return said + timedelta(days=ahead + (7 if week["next"] else 0))
    return None


def _end_of(day: datetime, hour: int) -> datetime:
    if hour >= 24:
        return _at(day, time(23, 59))
    return _at(day, time(hour))


def _at(day: datetime, when: time) -> datetime:
    return day.replace(hour=when.hour, minute=when.minute, second=0, microsecond=0)


_IS_PERSON: Final = re.compile(r"[UW][A-Z0-9]{2,20}")
"""A Slack user's id; other owners are teams."""
_COUNTS: Final = {
    **dict.fromkeys(("a", "an", "one", "un", "una", "une", "um", "uma", "ein", "einer", "eine"), 1),
    **dict.fromkeys(("two", "a couple of", "dos", "deux", "dois", "duas", "zwei"), 2),
    **dict.fromkeys(("three", "a few", "tres", "trois", "três", "drei"), 3),
    **dict.fromkeys(("four", "cuatro", "quatre", "quatro", "vier"), 4),
    **dict.fromkeys(("five", "cinco", "cinq", "fünf"), 5),
    **dict.fromkeys(("six", "seis", "sechs"), 6),
    **dict.fromkeys(("ten", "diez", "dix", "dez", "zehn"), 10),
    **dict.fromkeys(("twelve", "doce", "douze", "doze", "zwölf"), 12),
}
_UNITS: Final = {
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "stunde": timedelta(hours=1),
    "d": timedelta(days=1),
    "j": timedelta(days=1),
    "tag": timedelta(days=1),
    "w": timedelta(weeks=1),
    "sem": timedelta(weeks=1),
}
_SPAN: Final = re.compile(
    rf"(?:\bwithin|\bin|\ben|\bdans|\bsous|\bem|\binnerhalb von|\bantes de|\bdentro de)\b"
    rf"(?: the| las| los| les| den)?(?: next| próximas| prochaines)?(?: about| less than| under)? "
    rf"(?P<count>\d{{1,3}}|{'|'.join(sorted(_COUNTS, key=len, reverse=True))}) ?"
    r"(?P<working>working |business |días hábiles|jours ouvrés|dias úteis|werktag)?"
    r"(?P<unit>min\w*|h(?:ou)?rs?\b|hours?\b|horas?\b|heures?\b|h\b|stunden?\b|days?\b|d[ií]as?\b|jours?\b|"
    r"tag\w*|weeks?\b|wochen?\b|semanas?\b|semaines?\b)"
)
_CLOCK: Final = re.compile(
    r"\b(?:(?P<noon>noon|midday)|(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d)|(?= ?[ap]\.?m\b| ?(?:uhr|h)\b))"
    r"(?: ?(?P<half>[ap])\.?m\b)?)"
)
_TODAY: Final = re.compile(
    r"\btoday|\btonight|\bthis (?:morning|afternoon|evening)|\bend of the day|\bhoy\b|\besta (?:tarde|noche)|"
    r"\baujourd'hui|\bce (?:soir|matin)|\bheute|\bhoje|\besta noite"
)
_TOMORROW: Final = re.compile(r"\btomorrow|\bmañana\b|\bdemain|\bmorgen\b|\bamanhã")
_WEEKDAYS: Final = (
    "monday|lunes|lundi|montag|segunda(?:-feira)?",
    "tuesday|martes|mardi|dienstag|terça(?:-feira)?",
    "wednesday|miércoles|mercredi|mittwoch|quarta(?:-feira)?",
    "thursday|jueves|jeudi|donnerstag|quinta(?:-feira)?",
    "friday|viernes|vendredi|freitag|sexta(?:-feira)?",
    "saturday|sábado|samedi|samstag",
    "sunday|domingo|dimanche|sonntag",
)
_WEEK: Final = re.compile(
    r"\b(?:this|end of the|(?P<next>next)) week\b|\besta semana|\bcette semaine|\bdiese woche"
)
_PARTS: Final = {
    "morning": 12,
    "matin": 12,
    "früh": 12,
    "afternoon": 18,
    "tonight": 24,
    "evening": 24,
    "noche": 24,
    "soir": 24,
    "noite": 24,
}
_NOW: Final = re.compile(
    r"\bnow\b|\bimmediately\b|\b(?:right|straight) away\b|\bat once\b|\bahora\b|\bsofort\b|"
    r"\btout de suite\b|\bimmédiatement\b|\binmediatamente\b|\bimediatamente\b"
)
