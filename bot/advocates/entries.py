"""What somebody says of a person on the list, made ready and checked. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.models import Advocate, Relation
from bot.text import clean

MAX_NAME: Final = 80
MAX_CONTACT: Final = 200
MOST_ACCOUNTS: Final = 10
MOST_WORDS: Final = 20
MAX_WORD: Final = 60
_ACCOUNT: Final = re.compile(
    r"(?P<platform>[a-z][a-z0-9_-]{0,39}):(?P<handle>[^\s:@/]{1,99}(?:@[^\s:@/]{1,99})?)"
)
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}")

NAME, ACCOUNTS, LANGUAGES, CONSENT = "name", "accounts", "languages", "consent"


@dataclass(frozen=True)
class Entry:
    """One person as a manager or the file describes them."""

    name: str
    accounts: tuple[str, ...]
    relation: Relation
    topics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    contact: str = ""
    followers: int | None = None
    consent: date | None = None
    """The day they agreed to be asked; `None` while they have not."""
    discloses: bool = False
    do_not_contact: bool = False

    @staticmethod
    def made(
        name: str,
        accounts: Iterable[str],
        relation: Relation,
        *,
        topics: Iterable[str] = (),
        languages: Iterable[str] = (),
        contact: str = "",
        followers: int | None = None,
        consent: date | None = None,
        discloses: bool = False,
        do_not_contact: bool = False,
    ) -> "Entry":
        """With every word cleaned, and each said once."""
        return Entry(
            _one_line(name),
            _each(one.lower().replace(" ", ":", 1).replace(":@", ":") for one in map(_one_line, accounts)),
            relation,
            _each(map(_one_line, topics)),
            _each(_one_line(one).lower() for one in languages),
            _one_line(contact),
            followers,
            consent,
            discloses,
            do_not_contact,
        )


def wrong_with(entry: Entry, today: date) -> dict[str, str]:
    """What cannot be kept, in words, by the part that it stands in; empty if all is well."""
    wrong: dict[str, str] = {}
    if not entry.name or len(entry.name) > MAX_NAME:
        wrong[NAME] = f"Please write a name of at most {MAX_NAME} characters."
    if not 0 < len(entry.accounts) <= MOST_ACCOUNTS or not all(map(_ACCOUNT.fullmatch, entry.accounts)):
        wrong[ACCOUNTS] = "Please write network and handle on each line, such as: bluesky kim.example"
    if not all(map(_LANGUAGE.fullmatch, entry.languages)):
        wrong[LANGUAGES] = "Please write two letters for each language, such as: en, de"
    if entry.consent is not None and entry.consent > today:
        wrong[CONSENT] = "This day is still to come. Please choose the day on which they agreed."
    return wrong


def handles_of(advocate: Advocate) -> set[tuple[str, str]]:
    """Network and handle of each account."""
    return {(platform, handle) for platform, _, handle in (one.partition(":") for one in advocate.accounts)}


def bare_handle(handle: str | None) -> str:
    """A handle as accounts are compared: small letters, no "@" before it."""
    return (handle or "").lower().lstrip("@")


def contact_of(advocate: Advocate) -> str:
    """Where a letter goes, in words."""
    if advocate.contact or not advocate.accounts:
        return advocate.contact
    platform, _, handle = advocate.accounts[0].partition(":")
    return f"a private message to {handle} on {platform}"


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())


def _each(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one[: MAX_WORD * 4] for one in words if one))[:MOST_WORDS]
