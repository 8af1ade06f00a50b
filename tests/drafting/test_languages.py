"""Other languages get a reply of their own, or a plain note that a person must write it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drafting.composing import check_text, compose, llm_question
from bot.drafting.language_names import language_name
from bot.drafting.languages import foreign_texts, needed_language
from bot.drafting.request import Candidate, DraftRequest, context_for
from bot.models import Severity
from bot.ports import Finding, Written
from bot.rules import OVERRIDABLE, check
from bot.rules.apology import no_apology
from bot.rules.reading import RuleContext, read
from tests.drafting.foreign_posts import EXAMPLES, POSTS
from tests.drafting.requests import LIBRARY, a_request, in_280
from tests.drafting.requests import POSTS as ENGLISH_POSTS

CODES = sorted(POSTS)
CATEGORIES = sorted(ENGLISH_POSTS)
BRANDS = sorted(LIBRARY.brands)
EACH = 5
"""Of so many wordings one is looked at; the next one of the next post."""


def hard(written: Written) -> list[Finding]:
    return [found for found in written.findings if found.level == "hard"]


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize("severity", [Severity.NORMAL, Severity.CRITICAL])
def test_every_language_and_category_is_sound(language: str, category: str, severity: Severity) -> None:
    for attempt in (1, 2, 3):
        request = a_request("¡3 horas!", category, language=language, severity=severity, attempt=attempt)
        written = compose(LIBRARY, request)
        assert written.template.startswith(f"general.{language}/")
        assert not hard(written)
        assert in_280(written.text).fits


def every_wording(language: str) -> Iterator[tuple[DraftRequest, Candidate]]:
    """Each fifth wording for every post and category, in turning brands, tones and greetings."""
    posts = [*(text for text, _named in POSTS[language]), ""]
    for number, (text, category) in enumerate(product(posts, CATEGORIES)):
        request = a_request(
            text,
            category,
            language=language,
            tone=LIBRARY.tones[number % len(LIBRARY.tones)],
            brand=LIBRARY.brand(BRANDS[number % len(BRANDS)]),
            external_id=str(number),
            author_name="Ana Ruiz" if number % 3 else None,
        )
        for candidate in islice(foreign_texts(LIBRARY, request), number % EACH, None, EACH):
            yield request, candidate


@pytest.mark.parametrize("language", CODES)
def test_every_wording_obeys_every_hard_rule(language: str) -> None:
    for request, candidate in every_wording(language):
        told = LIBRARY.told_in(language)
        context = context_for(request, candidate.text, language=language, told=told)
        found = check(candidate.text, replace(context, length=in_280("")))
        assert [each for each in found if each.level == "hard"] == [], candidate.text


@pytest.mark.parametrize(("language", "text", "named"), EXAMPLES)
def test_the_reply_names_what_happened_though_its_category_is_unknown(
    language: str, text: str, named: str
) -> None:
    for attempt in (1, 2, 3, 4):
        written = compose(LIBRARY, a_request(text, "other", language=language, attempt=attempt))
        assert re.search(named, written.text), written.text


@pytest.mark.parametrize(("language", "text", "named"), EXAMPLES)
def test_the_reply_obeys_every_hard_rule_fits_and_is_not_cut(language: str, text: str, named: str) -> None:
    for brand, tone in zip(BRANDS * 2, LIBRARY.tones, strict=True):
        request = a_request(text, language=language, brand=LIBRARY.brand(brand), tone=tone)
        written = compose(LIBRARY, request)
        assert (hard(written), in_280(written.text).fits) == ([], True)
        assert written.template.startswith(f"general.{language}")


@pytest.mark.parametrize("language", CODES)
def test_it_says_sorry_in_its_own_language(language: str) -> None:
    text = compose(LIBRARY, a_request("…", "delay", language=language)).text
    assert not list(no_apology(read(text, RuleContext("", in_280(text)))))
    assert " I'll " not in text


@pytest.mark.parametrize(
    ("language", "text", "owner"),
    [
        ("es", "me habéis perdido la maleta", "the lost property office"),
        ("fr", "j'ai été prélevé deux fois", "the accounts team"),
        ("de", "Der Fahrer war so unfreundlich", "the duty manager"),
        ("pt", "ninguém atende o telefone", "Harbourline Care"),
    ],
)
def test_the_step_is_the_declared_action_for_what_is_told(language: str, text: str, owner: str) -> None:
    written = compose(LIBRARY, a_request(text, "other", language=language))
    assert [(owed.owner, owed.due) for owed in written.commitments] == [(owner, "today")]


@pytest.mark.parametrize("language", CODES)
def test_a_channel_that_the_language_cannot_name_leaves_channel_and_time_out(language: str) -> None:
    brand = replace(LIBRARY.brand("default"), channel="our help form")
    written = compose(LIBRARY, a_request("…", "lost", language=language, brand=brand))
    assert (written.commitments[0].due, hard(written)) == ("no time given", [])


@pytest.mark.parametrize("language", CODES)
def test_a_critical_post_gets_sympathy_and_the_brands_holding_step(language: str) -> None:
    written = compose(LIBRARY, a_request("…", "delay", language=language, severity=Severity.CRITICAL))
    assert written.commitments[0].owner == "the duty director"


def test_people_are_addressed_as_the_brand_does() -> None:
    usual, formal = (
        compose(
            LIBRARY, a_request("…", language="es", brand=replace(LIBRARY.brand("default"), formal=is_formal))
        )
        for is_formal in (False, True)
    )
    assert re.search(r"\b(?:te|envíanos|mándanos|mándame)\b", usual.text, re.IGNORECASE)
    assert re.search(r"\b(?:le|envíenos|mándenos|mándeme)\b", formal.text, re.IGNORECASE)
    assert not re.search(r"\b(?:te|tu|contigo)\b", formal.text)


def test_a_formal_draft_is_in_the_formal_address() -> None:
    written = compose(LIBRARY, a_request("…", language="es", instruction="formal"))
    assert written.template.startswith("general.es-formal/")


@pytest.mark.parametrize("language", CODES)
def test_a_shorter_draft_is_shorter(language: str) -> None:
    usual, brief = (
        compose(
            LIBRARY,
            a_request(
                "…", "lost", language=language, instruction=instruction, brand=LIBRARY.brand("default")
            ),
        )
        for instruction in (None, "shorter")
    )
    assert len(brief.text) < len(usual.text)


@pytest.mark.parametrize("language", CODES)
def test_another_draft_has_other_words(language: str) -> None:
    drafts = {
        compose(LIBRARY, a_request("…", "lost", language=language, attempt=attempt)).text
        for attempt in (1, 2, 3)
    }
    assert len(drafts) == 3


@pytest.mark.parametrize("language", CODES)
def test_many_people_with_the_same_trouble_get_many_wordings(language: str) -> None:
    texts = {
        compose(LIBRARY, a_request("…", "delay", language=language, external_id=str(number))).text
        for number in range(40)
    }
    assert len(texts) >= 30


@pytest.mark.parametrize(("code", "name"), [("ja", "Japanese"), ("ar", "Arabic"), ("pl", "Polish")])
def test_a_language_without_templates_waits_for_a_person(code: str, name: str) -> None:
    written = compose(LIBRARY, a_request("…", "delay", language=code))
    assert (written.text, written.commitments) == ("", ())
    assert [(found.rule, found.level) for found in written.findings] == [("R21", "hard")]
    assert f"a person who writes {name}" in written.findings[0].why
    assert needed_language(written.template) == name


def test_a_language_that_cannot_be_named_waits_for_a_person_too() -> None:
    written = compose(LIBRARY, a_request("…", "delay", language="mis"))
    assert written.text == ""
    why = "This post is in a language that Amends cannot name: it needs a person who writes"
    assert written.findings[0].why.startswith(why)
    assert needed_language(written.template) == "the post's language"


def test_no_words_can_be_approved_by_nobody_and_no_manager_sets_that_aside() -> None:
    found = check_text(LIBRARY, a_request("…", "delay", language="fi"), "", made_by="template").findings
    assert {"R15"} <= {each.rule for each in found if each.level == "hard"} - OVERRIDABLE


def test_a_draft_with_words_waits_for_nobody() -> None:
    written = compose(LIBRARY, a_request("…", language="fr"))
    assert (needed_language(written.template), needed_language(None)) == (None, None)


def test_the_model_gets_an_english_base_for_a_language_without_templates() -> None:
    request = a_request("…", "delay", language="ja")
    assert "sorry" in llm_question(LIBRARY, request, compose(LIBRARY, request)).template_draft


@pytest.mark.parametrize(
    ("code", "name"),
    [("pt-BR", "Portuguese"), ("NB", "Norwegian"), ("qx", "the language “qx”"), ("", "another language")],
)
def test_a_language_is_called_by_its_name(code: str, name: str) -> None:
    assert language_name(code) == name


def test_an_unknown_language_is_answered_in_english() -> None:
    request = a_request(ENGLISH_POSTS["lost"], "lost", language="und")
    assert compose(LIBRARY, request).template.startswith("lost/")


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=300),
    st.sampled_from(CODES),
    st.sampled_from(CATEGORIES),
    st.sampled_from(tuple(Severity)),
)
def test_any_text_gets_a_sound_reply(text: str, language: str, category: str, severity: Severity) -> None:
    written = compose(LIBRARY, a_request(text, category, language=language, severity=severity))
    assert (hard(written), in_280(written.text).fits, written.text != "") == ([], True, True)
