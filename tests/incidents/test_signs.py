"""What of a text can be shared: words without endings, codes, names, and the wording as a whole."""

import pytest

from bot.incidents.signs import READ_CHARS, is_everyday, signs_of


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Flight 1507 is late", "flight:1507"),
        ("flt no. 1507 again", "flight:1507"),
        ("error code 503 at checkout", "error:503"),
        ("HTTP 503!", "error:503"),
        ("since v3.2.1 nothing works", "version:3.2.1"),
        ("it says E-1042", "code:e1042"),
        ("#kettlegate", "#kettlegate"),
    ],
)
def test_codes_and_hashtags_are_keys(text: str, key: str) -> None:
    assert key in signs_of(text, "").keys


@pytest.mark.parametrize("text", ["waited 45 minutes", "in 2026", "it cost me 120", "at 7:40", "#love"])
def test_mere_numbers_and_everyday_hashtags_are_none(text: str) -> None:
    assert signs_of(text, "").keys == ()


def test_endings_and_the_brand_and_handles_make_no_difference() -> None:
    one = signs_of("@harbourline Harbourline delays at the pier https://x.example/1", "Harbourline")
    other = signs_of("delayed at the piers", "Harbourline")

    assert one.terms == other.terms


def test_neighbours_are_a_term_of_their_own() -> None:
    signs = signs_of("the kettle of doom leaks", "")

    assert "kettle doom" in signs.terms
    assert signs.shown["kettle doom"] == "kettle of doom"


def test_capitals_inside_a_sentence_are_names() -> None:
    assert signs_of("Stuck in Larvik since noon", "").names == {"larvik"}


def test_the_same_words_in_another_order_are_one_wording() -> None:
    one = signs_of("Why is the morning ferry to Larvik late again?", "")
    other = signs_of("RT @jo: again, why is the MORNING ferry to Larvik late", "")

    assert one.digest is not None
    assert one.digest == other.digest


def test_a_few_polite_words_are_nobodys_copy() -> None:
    assert signs_of("Thanks a lot!", "").digest is None


@pytest.mark.parametrize(
    "text", ["", "   ", "😡😡😡", "@jo", "http://x.example", "'" * 50, "#" * 50, "a" * 100_000]
)
def test_strange_texts_have_few_signs_and_no_keys(text: str) -> None:
    signs = signs_of(text, "")

    assert len(signs.terms) <= 1
    assert signs.keys == ()


def test_only_the_beginning_of_a_long_text_is_read() -> None:
    assert "kettle" not in signs_of("word " * READ_CHARS + "kettle", "").terms


def test_everyday_words_are_known_with_and_without_their_ending() -> None:
    assert is_everyday("wait")
    assert is_everyday("flight hour")
    assert not is_everyday("kettle hour")
