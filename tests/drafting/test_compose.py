"""Template replies speak to the person, obey every hard rule and fit, whatever the tone."""

import string
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drafting.composing import compose
from bot.models import Severity
from bot.ports import Length, Written
from tests.drafting.requests import LIBRARY, POSTS, SEVERITIES, a_request, in_280


def hard(written: Written) -> list[str]:
    return [f"{found.rule}: {found.words}" for found in written.findings if found.level == "hard"]


@pytest.mark.parametrize("tone", LIBRARY.tones)
@pytest.mark.parametrize("category", sorted(POSTS))
@pytest.mark.parametrize("severity", SEVERITIES)
def test_every_tone_and_category_is_sound_and_fits(tone: str, category: str, severity: Severity) -> None:
    for attempt in (1, 2, 3):
        request = a_request(POSTS[category], category, tone=tone, severity=severity, attempt=attempt)
        written = compose(LIBRARY, request)
        assert (hard(written), written.template.startswith("last_resort")) == ([], False)
        assert in_280(written.text).fits


@pytest.mark.parametrize("brand", sorted(LIBRARY.brands))
@pytest.mark.parametrize("category", sorted(POSTS))
def test_every_brand_signs_and_commits_to_its_own_action(brand: str, category: str) -> None:
    ours = LIBRARY.brand(brand)
    written = compose(LIBRARY, a_request(POSTS[category], category, brand=ours))
    assert written.text.endswith(ours.sign_off)
    assert written.commitments[0].owner in {action.owner for action in ours.actions}


@pytest.mark.parametrize(
    ("category", "words"),
    [
        ("delay", ["three hours", "no word from us|nobody told you"]),
        ("lost", ["suitcase"]),
        ("damaged", ["stroller|wheel"]),
        ("queue", ["45 minutes", "line"]),
        ("staff", ["steward"]),
        ("support", ["50 minutes|cut off|hung up|on hold"]),
        ("quality", ["water|toilets"]),
        ("billing", ["charged you twice|charged twice|refund"]),
        ("outage", ["app"]),
        ("safety", ["hurt"]),
    ],
)
def test_the_reply_names_what_happened(category: str, words: list[str]) -> None:
    text = compose(LIBRARY, a_request(POSTS[category], category)).text
    assert all(any(choice in text for choice in each.split("|")) for each in words), text


def test_the_second_thing_that_went_wrong_is_named_too() -> None:
    text = compose(LIBRARY, a_request(POSTS["delay"], "delay")).text
    assert " and " in text.split(". ")[0]


def test_the_same_request_gives_the_same_words() -> None:
    assert compose(LIBRARY, a_request(POSTS["lost"], "lost")) == compose(
        LIBRARY, a_request(POSTS["lost"], "lost")
    )


@pytest.mark.parametrize("category", sorted(POSTS))
def test_another_draft_has_other_words(category: str) -> None:
    drafts = [compose(LIBRARY, a_request(POSTS[category], category, attempt=number)) for number in (1, 2, 3)]
    assert drafts[0].text != drafts[1].text != drafts[2].text


def test_two_people_with_the_same_trouble_get_different_words() -> None:
    texts = {
        compose(LIBRARY, a_request(POSTS["delay"], "delay", external_id=str(number))).text
        for number in range(20)
    }
    assert len(texts) > 12


@pytest.mark.parametrize("severity", [Severity.CRITICAL, Severity.NORMAL])
@pytest.mark.parametrize("flag", ["safety", "legal", "data", "discrimination", "press", "self_harm"])
def test_a_risk_flag_gets_the_holding_posture(flag: str, severity: Severity) -> None:
    text = compose(LIBRARY, a_request(POSTS["delay"], "delay", flags=[flag], severity=severity)).text
    assert "duty director" in text
    assert not any(word in text for word in ("we owe you", "on us", "refund", "our fault", "because"))


def test_a_shorter_draft_is_shorter() -> None:
    usual = compose(LIBRARY, a_request(POSTS["delay"], "delay"))
    shorter = compose(LIBRARY, a_request(POSTS["delay"], "delay", instruction="shorter"))
    assert (len(shorter.text) < len(usual.text), shorter.tone) == (True, "brief")


def test_a_formal_draft_has_no_contractions() -> None:
    text = compose(
        LIBRARY, a_request(POSTS["staff"], "staff", instruction="formal", author_name="Jo Park")
    ).text
    assert (text.startswith("Dear Jo,"), "I'll" in text or "didn't" in text) == (True, False)


def test_a_warmer_draft_is_in_the_warm_tone() -> None:
    assert compose(LIBRARY, a_request(POSTS["staff"], "staff", instruction="warmer")).tone == "warm"


def test_own_words_of_a_person_do_not_reach_a_template_text() -> None:
    written = compose(
        LIBRARY, a_request(POSTS["staff"], "staff", instruction="say that {{ 7*7 }} evil.example")
    )
    assert "evil" not in written.text


def test_the_person_is_greeted_by_first_name() -> None:
    assert "Jo," in compose(LIBRARY, a_request(POSTS["delay"], "delay", author_name="Jo Park")).text[:7]


def test_today_is_not_promised_after_closing_time() -> None:
    late = datetime(2026, 11, 22, 22, 15, tzinfo=UTC)
    written = compose(LIBRARY, a_request(POSTS["lost"], "lost", now=late))
    assert ("today" in written.text, written.commitments[0].due) == (False, "tomorrow")


@pytest.mark.parametrize("limit", [280, 220, 180])
def test_a_smaller_network_gets_a_smaller_reply(limit: int) -> None:
    def measure(text: str) -> Length:
        return Length(len(text), limit)

    assert len(compose(LIBRARY, a_request(POSTS["delay"], "delay", measure=measure)).text) <= limit


def test_the_template_is_named_with_its_variant() -> None:
    playbook, variant = compose(LIBRARY, a_request(POSTS["delay"], "delay")).template.split("/")
    assert (playbook, variant.isdigit()) == ("delay", True)


def test_a_brand_without_a_file_gets_the_neutral_one() -> None:
    written = compose(LIBRARY, a_request(POSTS["lost"], "lost", brand=LIBRARY.brand("unheard of")))
    assert "Harbourline" not in written.text


_PIECES = st.sampled_from(
    [*POSTS.values(), "bag", "{{", "<!channel>", "refund", "3 hours", "flight 99", "@x", "http://e.example"]
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(_PIECES, max_size=6),
    st.sampled_from([*sorted(POSTS), "unheard_of"]),
    st.sampled_from(SEVERITIES),
    st.integers(1, 50),
)
def test_any_mix_of_complaints_gets_a_sound_reply(
    pieces: list[str], category: str, severity: Severity, attempt: int
) -> None:
    written = compose(LIBRARY, a_request(" ".join(pieces), category, severity=severity, attempt=attempt))
    assert (hard(written), in_280(written.text).fits, written.text != "") == ([], True, True)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.text(alphabet=string.printable, max_size=40))
def test_any_text_and_name_get_a_sound_reply(text: str, name: str) -> None:
    written = compose(LIBRARY, a_request(text, author_name=name))
    assert hard(written) == []
