"""Why: plain words for the card, with little of the stranger in them."""

import re

import pytest

from tests.triage.judged import judged


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Worst airline, never again", 'sounds angry: "Worst", "never again"'),
        ("my parcel is delayed", 'speaks of trouble: "delayed"'),
        ("thanks for nothing", 'sounds sarcastic: "thanks for nothing"'),
        ("Thank you, amazing team!", 'looks like praise: "Thank you", "amazing"'),
        ("about the lounge", "not clear whether it is a complaint"),
        ("@acme", "no words, only names or links"),
        ("荷物がまだ届きません", "not in a language that I can judge"),
        ("my lawyer will call", 'mentions the law: "lawyer", a person should look first'),
        ("stranded in Leeds, awful", 'hardship: "stranded"'),
    ],
)
def test_the_reason_is_given_in_words(text: str, reason: str) -> None:
    assert reason in judged(text).reasons


def test_stars_audience_and_the_sources_view_are_reasons() -> None:
    reasons = judged("meh", stars=2, sentiment=-0.8, followers=82_000).reasons
    assert reasons[:3] == ("2 of 5 stars", "the source calls it negative", "82,000 followers")


def test_a_risk_stands_before_everything_else() -> None:
    assert "a person should look first" in judged("awful, I was injured", stars=1).reasons[0]


def test_little_of_the_stranger_is_quoted() -> None:
    long_word = "injur" + "y" * 500
    text = f"worst {long_word} thanks for {'x' * 500} losing delayed {'y' * 500}"
    quoted = [re.findall(r'"([^"]*)"', reason) for reason in judged(text).reasons]
    assert all(sum(map(len, parts)) <= 60 for parts in quoted)
    assert any(quoted)


def test_nothing_but_words_is_quoted() -> None:
    reasons = judged("never <!channel> *ever* `again` <https://x.example|click> I was injured").reasons
    assert not re.search(r"[<>*`|!]", " ".join(reasons))
