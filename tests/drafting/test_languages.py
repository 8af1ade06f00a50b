"""Other languages get their own words, or a plain note that a person must write."""

import pytest

from bot.drafting.composing import compose
from bot.models import Severity
from bot.rules.apology import no_apology
from bot.rules.reading import RuleContext, read
from tests.drafting.requests import LIBRARY, POSTS, a_request, in_280


@pytest.mark.parametrize("language", sorted(LIBRARY.languages))
@pytest.mark.parametrize("category", sorted(POSTS))
@pytest.mark.parametrize("severity", [Severity.NORMAL, Severity.CRITICAL])
def test_every_language_and_category_is_sound(language: str, category: str, severity: Severity) -> None:
    for attempt in (1, 2, 3):
        request = a_request("¡3 horas!", category, language=language, severity=severity, attempt=attempt)
        written = compose(LIBRARY, request)
        assert written.template.startswith(f"general.{language}/")
        assert not [found for found in written.findings if found.level == "hard"]
        assert in_280(written.text).fits


@pytest.mark.parametrize("language", sorted(LIBRARY.languages))
def test_it_says_sorry_in_its_own_language(language: str) -> None:
    text = compose(LIBRARY, a_request("…", "delay", language=language)).text
    assert not list(no_apology(read(text, RuleContext("", in_280(text)))))
    assert " I'll " not in text


@pytest.mark.parametrize("language", ["ja", "ar", "pl"])
def test_a_language_without_templates_asks_for_a_person(language: str) -> None:
    written = compose(LIBRARY, a_request("…", "delay", language=language))
    assert written.template == f"needs_language/{language}"
    assert [(found.rule, found.level) for found in written.findings if found.rule == "R21"] == [
        ("R21", "soft")
    ]
    assert "I'm sorry" in written.text


def test_an_unknown_language_is_answered_in_english() -> None:
    assert compose(LIBRARY, a_request(POSTS["lost"], "lost", language="und")).template.startswith("lost/")
