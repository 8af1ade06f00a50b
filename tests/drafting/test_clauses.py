"""A post's own words, turned round, and nothing that is not on our lists."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drafting.clauses import clauses_in, things_in
from tests.drafting.requests import LIBRARY

WORDS = LIBRARY.common.words


def told(text: str) -> list[str]:
    return [clause.text for clause in clauses_in(text, WORDS)]


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("My suitcase is still missing!", "your suitcase is still missing"),
        ("so my parcel hasn't arrived yet", "your parcel hasn't arrived yet"),
        ("flight delayed? no: my order cancelled again", "your order was cancelled again"),
        ("your website keeps crashing", "our website keeps crashing"),
        ("I was charged twice for my ticket", "you were charged twice for your ticket"),
        ("waited 3 hours for our bags", "you waited 3 hours for your bags"),
        ("they lost my stroller", "we lost your stroller"),
        ("you never answered my emails", "we never answered your emails"),
        ("couldn't log in to my account", "you couldn't log into your account"),
        ("the soup was cold", "the soup was cold"),
        ("no wifi on our train", "there was no wifi on your train"),
        ("no blankets in the cabin", "there were no blankets in the cabin"),
        ("nobody answered my call", "nobody answered your call"),
        ("the driver ignored my daughter", "the driver ignored your daughter"),
        ("my train's been delayed", "your train has been delayed"),
    ],
)
def test_trouble_is_told_back_to_the_person(text: str, clause: str) -> None:
    assert clause in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "hope my bag is not lost",
        "if my parcel is late I'll be cross",
        "is my flight delayed?",
        "my bag is here and the crew was great",
        "I can't wait for my flight",
        "my order was not late this time",
        "I won't use your app",
        "I cancelled my order",
        "I lost my keys",
        "Your crew ruined it",
    ],
)
def test_what_is_no_trouble_of_ours_is_not_told(text: str) -> None:
    assert told(text) == []


def test_a_clause_is_never_cut_before_its_object() -> None:
    assert told("my app doesn't show zorblax") == []


def test_the_most_telling_clause_comes_first() -> None:
    assert told("my seat was broken. I was charged twice for my train ticket")[0].startswith(
        "you were charged"
    )


def test_a_bad_thing_is_told_as_a_noun() -> None:
    nouns = [clause for clause in clauses_in("what a dirty cabin", WORDS) if clause.is_noun]
    assert [clause.text for clause in nouns] == ["the dirty cabin"]


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("my seat, your crew and the coffee", ("your seat", "our crew", "the coffee")),
        ("a 40 minute layover", ("the 40 minute layover",)),
        ("my daughter and her friend waited", ()),
    ],
)
def test_things_are_named_by_whose_they_are(text: str, things: tuple[str, ...]) -> None:
    assert things_in(text, WORDS) == things


def test_the_matter_is_what_somebody_will_look_into() -> None:
    assert clauses_in("you lost my red suitcase", WORDS)[0].matter == "your red suitcase"


@given(st.text(max_size=400))
def test_nothing_but_our_own_words_comes_out(text: str) -> None:
    out = " ".join([*told(text), *things_in(text, WORDS)]).lower()
    assert re.fullmatch(r"[a-z0-9' ]*", out)


_PIECES = st.sampled_from(
    [
        *[
            "my",
            "your",
            "the",
            "no",
            "is",
            "was",
            "not",
            "never",
            "lost",
            "late",
            "bag",
            "app",
            "crew",
            "i",
            "you",
            "they",
            "to",
            "for",
            "on",
            "and",
        ],
        "zz",
        ".",
    ]
)


@given(st.lists(_PIECES, max_size=30))
def test_any_order_of_words_is_read_without_strangers(pieces: list[str]) -> None:
    assert "zz" not in " ".join([*told(" ".join(pieces)), *things_in(" ".join(pieces), WORDS)])


@pytest.mark.parametrize("text", ["why do we have 2 book 4 2 nights", "we had to wait 4 2 hours"])
def test_a_number_that_stands_for_a_word_is_not_told_back(text: str) -> None:
    assert told(text) == []
