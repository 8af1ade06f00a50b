"""Hollow apologies are caught, and kind people are left alone: on two lists of our own sentences."""

import tomllib
from pathlib import Path

import pytest

from bot.ports import Finding, Length
from bot.rules import RuleContext, check

DATA = Path(__file__).parent / "data"
HOLLOW: dict[str, dict[str, list[str]]] = tomllib.loads((DATA / "hollow.toml").read_text(encoding="utf-8"))
GOOD: dict[str, list[str]] = tomllib.loads((DATA / "good.toml").read_text(encoding="utf-8"))
MENTION = "@Harbourline absolutely fed up, useless service again, sort it out"
ABOUT_WORDING = {"R3", "R5"}


def findings(text: str, language: str, *, by_person: bool) -> tuple[Finding, ...]:
    size = Length(len(text), 400)
    return check(text, RuleContext(MENTION, size, "Harbourline", language=language, by_person=by_person))


def is_caught(text: str, language: str) -> bool:
    found = findings(text, language, by_person=False)
    return any(each.rule in ABOUT_WORDING and each.level == "hard" for each in found)


def is_faulted(text: str, language: str) -> bool:
    found = findings(text, language, by_person=True)
    return any(each.rule in ABOUT_WORDING or each.level == "hard" for each in found)


def test_at_least_95_in_100_hollow_apologies_are_caught() -> None:
    rows = [(text, code) for code, kinds in HOLLOW.items() for texts in kinds.values() for text in texts]
    missed = [text for text, code in rows if not is_caught(text, code)]
    assert len(rows) >= 150
    assert len(missed) <= 0.05 * len(rows), missed


@pytest.mark.parametrize("language", ["en", "es", "fr", "de", "pt"])
def test_each_language_is_known_as_well(language: str) -> None:
    texts = [text for kind in HOLLOW[language].values() for text in kind]
    assert sum(is_caught(text, language) for text in texts) >= 0.95 * len(texts)


def test_at_most_3_in_100_good_replies_are_faulted() -> None:
    rows = [(text, code) for code, texts in GOOD.items() for text in texts]
    faulted = [text for text, code in rows if is_faulted(text, code)]
    assert len(rows) >= 150
    assert len(faulted) <= 0.03 * len(rows), faulted


def test_no_sentence_stands_on_a_list_twice() -> None:
    rows = [text for kinds in HOLLOW.values() for texts in kinds.values() for text in texts]
    rows += [text for texts in GOOD.values() for text in texts]
    assert len(rows) == len(set(rows))
