"""Strangers' text: cleaned for work, shown with its tricks, digested byte for byte."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text import clean, excerpt, invisible_in, mention_id, reveal, sha256

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
"""Three people held together by joiners."""
HEART = "\u2764\ufe0f"
PERSIAN = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
"""A word that needs its non-joiner."""

hostile = st.text(alphabet=st.characters(codec=None), max_size=80)


@given(hostile)
def test_cleaning_twice_changes_nothing_more(raw: str) -> None:
    assert clean(clean(raw)) == clean(raw)


@given(hostile)
def test_a_clean_text_can_be_stored_and_hides_nothing(raw: str) -> None:
    text = clean(raw)
    assert invisible_in(text) == []
    assert unicodedata.is_normalized("NFC", text)
    assert text.encode().decode() == text


@pytest.mark.parametrize("text", [FAMILY, HEART, PERSIAN, "Café – “no”!", "5\u20e3", "\U0001f1ec\U0001f1e7"])
def test_scripts_and_emoji_keep_what_they_need(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("a\u202eb", "ab"),
        ("a\u200bb", "ab"),
        ("in\u00advisible", "invisible"),
        ("a\U000e0041b", "ab"),
        ("a\x00\x1b[31mb", "a[31mb"),
        ("a\ud800b", "ab"),
        ("a\u200db", "ab"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("one\n\n\n\n\ntwo", "one\n\ntwo"),
        ("  one \t two  ", "one two"),
        ("e\u0301", "é"),
    ],
)
def test_tricks_are_taken_out(raw: str, text: str) -> None:
    assert clean(raw) == text


def test_each_invisible_character_is_named_once_in_order() -> None:
    assert invisible_in("a\u202eb\u200bc\u202e") == ["U+202E", "U+200B"]


def test_people_see_what_was_hidden() -> None:
    assert reveal("pay\u202eme\u200b") == "pay⟦U+202E⟧me⟦U+200B⟧"


@given(st.text(max_size=60), st.integers(2, 40))
def test_an_excerpt_is_one_line_and_fits(text: str, limit: int) -> None:
    line = excerpt(text, limit)
    assert len(line) <= limit
    assert len(line.splitlines()) <= 1


def test_an_excerpt_is_cut_at_a_word() -> None:
    assert excerpt("The ferry left without us", 16) == "The ferry left…"


def test_a_short_text_is_its_own_excerpt() -> None:
    assert excerpt("late\nagain", 16) == "late again"


def test_a_digest_is_of_the_exact_bytes() -> None:
    assert sha256("é") != sha256("e\u0301")
    assert sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_the_same_post_has_the_same_id_and_no_other_has() -> None:
    assert mention_id("x", "1") == mention_id("x", "1")
    assert (
        len({mention_id(*one) for one in [("x", "1"), ("x", "2"), ("y", "1"), ("x1", ""), ("", "x1")]}) == 5
    )
