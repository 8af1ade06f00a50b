"""`advocates.toml`: who is on the list at first, how often people are asked, and the letter's sentences."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from bot import templates_engine
from bot.advocates.entries import Entry, wrong_with
from bot.advocates.forbidding import Limits
from bot.errors import TemplateFault
from bot.models import Relation

NAME: Final = "advocates.toml"
PARTS: Final = (
    "greeting",
    "opening",
    "freedom",
    "employee",
    "partner",
    "paid",
    "customer",
    "decline",
    "closing",
)
MAY_USE: Final = frozenset({"name", "brand"})
_LIMITS: Final = ("rest_days", "per_person_year", "per_incident", "watch_days")
_KEYS: Final = frozenset(
    {
        "name",
        "accounts",
        "topics",
        "languages",
        "relation",
        "contact",
        "followers",
        "consent",
        "discloses",
        "do_not_contact",
    }
)


@dataclass(frozen=True)
class AdvocatesFile:
    """All of it, checked. `letter` holds the wordings of each part."""

    entries: tuple[Entry, ...]
    limits: Limits
    letter: Mapping[str, tuple[str, ...]]


def read_file(text: str) -> AdvocatesFile:
    """What the file says.

    Raises:
        TemplateFault: for the first thing that is wrong.
    """
    try:
        raw = tomllib.loads(text)
        entries = tuple(_entry(number, one) for number, one in enumerate(raw.get("advocate", []), start=1))
        return AdvocatesFile(entries, _limits(raw.get("limits", {})), _letter(raw.get("letter", {})))
    except (tomllib.TOMLDecodeError, AttributeError, KeyError, TypeError, ValueError) as fault:
        raise TemplateFault(NAME, None, str(fault)) from fault


def id_of(entry: Entry) -> str:
    """The same for the same person in the file, so that nobody is taken in twice or comes back."""
    digest = hashlib.sha256("\0".join((entry.name, *entry.accounts[:1])).casefold().encode())
    return f"file-{digest.hexdigest()[:16]}"


def moment_of(day: date | None) -> datetime | None:
    """The beginning of a day, as it is stored."""
    return None if day is None else datetime(day.year, day.month, day.day, tzinfo=UTC)


def _entry(number: int, raw: Mapping[str, Any]) -> Entry:
    if strange := sorted(set(raw) - _KEYS):
        raise ValueError(f"advocate {number}: “{strange[0]}” means nothing here")
    consent = raw.get("consent")
    if consent is not None and (not isinstance(consent, date) or isinstance(consent, datetime)):
        raise ValueError(f"advocate {number}: “consent” must be a day such as 2026-03-01, without quotes")
    entry = Entry.made(
        str(raw["name"]),
        _texts(raw, "accounts"),
        Relation(raw.get("relation", Relation.NONE)),
        topics=_texts(raw, "topics"),
        languages=_texts(raw, "languages"),
        contact=str(raw.get("contact", "")),
        followers=int(raw["followers"]) if "followers" in raw else None,
        consent=consent,
        discloses=_is_on(raw, "discloses"),
        do_not_contact=_is_on(raw, "do_not_contact"),
    )
    if wrong := wrong_with(entry, date.max):
        raise ValueError(f"advocate {number}: {next(iter(wrong.values()))}")
    return entry


def _limits(raw: Mapping[str, Any]) -> Limits:
    for key, value in raw.items():
        if key not in _LIMITS or isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise ValueError(f"[limits] “{key}” must be one of {', '.join(_LIMITS)}, and a number")
    usual = Limits()
    return Limits(
        rest=timedelta(days=raw.get("rest_days", usual.rest.days)),
        per_person_year=raw.get("per_person_year", usual.per_person_year),
        per_incident=raw.get("per_incident", usual.per_incident),
        watch=timedelta(days=raw.get("watch_days", usual.watch.days)),
    )


def _letter(raw: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    found = {}
    for part in PARTS:
        wordings = tuple(_texts(raw, part))
        if not wordings:
            raise ValueError(f"[letter] needs “{part}”")
        for wording in wordings:
            templates_engine.lint(f"{NAME}, {part}", wording, MAY_USE)
        found[part] = wordings
    return found


def _texts(raw: Mapping[str, Any], key: str) -> list[str]:
    given = raw.get(key, [])
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise ValueError(f"“{key}” must be a list of texts")
    return given


def _is_on(raw: Mapping[str, Any], key: str) -> bool:
    value = raw.get(key, False)
    if not isinstance(value, bool):
        raise ValueError(f"“{key}” must be true or false")
    return value
