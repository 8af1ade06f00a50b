"""What a labelled file calls its reasons, told in our categories. Its own names stay in every figure."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from bot.evals.rows import UnusableInput
from bot.models import Category

Vocabulary = Mapping[str, tuple[Category, ...]]
"""A reason's name, as `plain_name` gives it -> the categories that mean it; empty for "cannot be told"."""

_AIRLINES: Final[Mapping[str, tuple[Category, ...]]] = {
    "Late Flight": (Category.DELAY,),
    "Cancelled Flight": (Category.CANCELLATION,),
    "Lost Luggage": (Category.LOST,),
    "Damaged Luggage": (Category.DAMAGED,),
    "longlines": (Category.QUEUE,),
    "Flight Attendant Complaints": (Category.STAFF,),
    "Flight Booking Problems": (Category.BOOKING, Category.OUTAGE),
    "Customer Service Issue": (Category.SUPPORT, Category.BILLING),
    "Bad Flight": (Category.QUALITY, Category.SAFETY),
    "Can't Tell": (),
}
"""The labels of the public airline file (Twitter US Airline Sentiment). It has no word for money: people
filed refunds and fees under the customer service, and what the site or the app does under booking."""


def plain_name(name: str) -> str:
    """Without case, spaces and signs: "Long lines" is "longlines"."""
    return re.sub(r"[\W_]+", "", name.casefold())


def known_words(own: Vocabulary | None = None) -> Vocabulary:
    """Our own words, the airline file's, and before them those of a map."""
    ours = {plain_name(each.value): (each,) for each in Category}
    airlines = {plain_name(name): meant for name, meant in _AIRLINES.items()}
    return {**ours, **airlines, **(own or {})}


def read_map(path: Path) -> Vocabulary:
    """A TOML file that says of each of a file's names which categories mean it.

    Raises:
        UnusableInput: it cannot be read, or names a category that does not exist.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise UnusableInput(None, f"this is not TOML: {fault}") from fault
    return {plain_name(name): _meant(name, said) for name, said in raw.items()}


def _meant(name: str, said: object) -> tuple[Category, ...]:
    words = said if isinstance(said, list) else [said]
    try:
        return tuple(Category(str(one)) for one in words)
    except ValueError as fault:
        known = ", ".join(Category)
        raise UnusableInput(None, f"“{name}” may mean only these: {known}") from fault
