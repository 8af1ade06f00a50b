"""A text is counted as the network counts it, and never as shorter than it is there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.graphemes import count_graphemes
from bot.platforms.limits import measure

FAMILY = "👩‍👩‍👧‍👦"
SCOTLAND = "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("", 0),
        ("We're sorry.", 12),
        ("café", 4),
        ("cafe\u0301", 4),
        ("“sorry” – truly", 15),
        ("…", 2),
        ("申し訳ありません", 16),
        ("한국어", 6),
        ("😡", 2),
        ("👍🏽", 2),
        (FAMILY, 2),
        ("🇩🇪", 2),
        ("🇩🇪🇫🇷", 4),
        ("1️⃣", 2),
        ("❤️", 2),
        (SCOTLAND, 2),
        ("https://example.org/a/very/long/path/that/goes/on", 23),
        ("see https://example.org now", 31),
        ("see example.org now", 31),
        ("a@b.example", 11),
        ("1.5 hours", 9),
        ("e.g. this", 9),
        ("Привет", 6),
        ("שלום", 4),
        ("ﬁ", 2),
        ("\u1112\u1161\u11ab", 2),
        ("a\u0301\u0323", 3),
        ("\u200b\u200d", 2),
        ("\u2066x\u2069", 5),
        ("‘so’ — 5 < 6 & 7", 16),
        ("&amp;", 5),
        ("two  spaces ", 12),
        ("line\n\nline", 10),
        ("☺", 2),
        ("☺\ufe0e", 4),
        ("⏩\ufe0f", 4),
        ("#\ufe0f\u20e3*\u20e3", 4),
        ("©\ufe0f", 2),
        ("©", 1),
        ("👁\u200d🗨", 2),
        ("🤦🏽\u200d♀\ufe0f", 2),
        ("👩\u200d🔥", 5),
        ("🇪🇺🇺🇳", 4),
        ("🇦🇦", 4),
        ("(https://acme.com/a_b).", 26),
        ("https://acme.com/" + "a" * 300, 23),
        ("https://acme.com。次", 27),
        ("申acme.com申", 27),
        ("@acme.com", 9),
        ("jo@acme.com", 11),
        ("ACME.COM/Help?", 24),
        ("http://acme.com:8080/p?q=1#r", 23),
        ("https://t.co/abcdefghij", 23),
    ],
)
def test_x_weighs_each_sign(text: str, used: int) -> None:
    assert measure("x", text).used == used


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("abc", 3),
        ("a\r\nb", 3),
        ("é\r\né", 3),
        ("cafe\u0301", 4),
        ("👍🏽", 1),
        (FAMILY, 1),
        ("a\u200db", 2),
        ("🇩🇪🇫🇷🇮", 3),
        (SCOTLAND, 1),
        ("1️⃣", 1),
        ("❤️‍🔥", 1),
        ("각", 1),
        ("\u1100\u1161\u11a8", 1),
        ("\uac00\u11a8", 1),
        ("नमस्ते", 4),
        ("สวัสดี", 4),
        ("\u0301", 1),
        ("\n\u0301", 2),
        ("👩🏽‍🚀", 1),
    ],
)
def test_graphemes_are_what_a_reader_counts(text: str, count: int) -> None:
    assert count_graphemes(text) == count


@pytest.mark.parametrize(
    ("platform", "limit"),
    [
        ("x", 280),
        ("mastodon", 500),
        ("bluesky", 300),
        ("google_play", 350),
        ("app_store", 5970),
        ("threads", 500),
    ],
)
def test_the_limit_itself_fits_and_one_more_does_not(platform: str, limit: int) -> None:
    assert measure(platform, "a" * limit).fits
    assert not measure(platform, "a" * (limit + 1)).fits


def test_an_unknown_network_has_no_limit() -> None:
    assert measure("forum", "a" * 100_000).fits


def test_bluesky_counts_signs_and_bytes() -> None:
    assert measure("bluesky", "👍🏽" * 300).used == 300
    long = measure("bluesky", FAMILY * 130)
    assert (long.unit, long.used, long.fits) == ("bytes", 130 * len(FAMILY.encode()), False)


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("https://example.org/" + "a" * 80, 23),
        ("@jo@mastodon.social hi", 6),
        ("@jo hi", 6),
        ("jo@example.org", 14),
    ],
)
def test_mastodon_shortens_links_and_names(text: str, used: int) -> None:
    assert measure("mastodon", text).used == used


def test_what_may_be_a_link_on_x_is_never_counted_as_less() -> None:
    assert measure("x", "https://host.internal/" + "a" * 60).used >= 82
    assert measure("x", "see file.txt").used >= 12


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("(https://acme.example/a).", 26),
        ("https://acme.example/a。そして", 27),
        ("https://acme.example/é", 24),
        ("“https://acme.example/a”", 25),
    ],
)
def test_on_mastodon_what_follows_a_link_counts(text: str, used: int) -> None:
    assert measure("mastodon", text).used == used


def test_the_operators_own_limit_replaces_ours() -> None:
    assert measure("instagram", "x", {"instagram": 2_200}).limit == 2_200
    assert measure("forum", "x", {"forum": 9}).limit == 9


def test_google_business_counts_bytes() -> None:
    assert measure("google_business", "é" * 2_049).fits is False


@given(st.text(max_size=60), st.sampled_from(["x", "mastodon", "bluesky", "google_play"]))
def test_every_text_has_a_length(text: str, platform: str) -> None:
    assert measure(platform, text.encode(errors="ignore").decode()).used >= 0


@given(st.text(alphabet=st.characters(max_codepoint=0x10FF, exclude_categories=["Cs"]), max_size=60))
def test_graphemes_are_never_more_than_characters(text: str) -> None:
    assert count_graphemes(text) <= len(text)
