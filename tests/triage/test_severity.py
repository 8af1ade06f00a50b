"""How bad it is."""

import pytest

from bot.models import Severity
from tests.triage.judged import judged


@pytest.mark.parametrize(
    "text",
    [
        "you cancelled our flight, this is unacceptable",
        "you lost my luggage, terrible service",
        "whole street without internet, outage again, ridiculous",
    ],
)
def test_being_left_without_what_one_paid_for_is_high(text: str) -> None:
    assert judged(text).severity is Severity.HIGH


@pytest.mark.parametrize(
    "text",
    [
        "the fries were soggy, so disappointed",
        "your waiter was rude and awful",
        "overcharged again, so annoying",
        "delayed again, this is a joke",
    ],
)
def test_ordinary_trouble_is_normal(text: str) -> None:
    assert judged(text).severity is Severity.NORMAL


@pytest.mark.parametrize("text", ["my tea was lukewarm", "where is the menu", "Thanks, lovely evening!"])
def test_a_murmur_is_low(text: str) -> None:
    assert judged(text).severity is Severity.LOW


@pytest.mark.parametrize(
    "words",
    ["we missed the funeral", "my kids are stuck here", "we waited 5 hours", "my whole team cannot work"],
)
def test_hardship_raises_normal_to_high(words: str) -> None:
    assert judged(f"delayed again, this is a joke, {words}").severity is Severity.HIGH


def test_a_large_audience_raises_by_one() -> None:
    assert judged("soggy fries, so disappointed", followers=50_000).severity is Severity.HIGH
    assert judged("soggy fries, so disappointed", followers=49_999).severity is Severity.NORMAL


def test_audience_alone_is_never_critical() -> None:
    assert judged("you lost my luggage, terrible", followers=90_000_000).severity is Severity.HIGH


def test_praise_stays_low_before_any_audience() -> None:
    assert judged("Wonderful stay, thank you!", followers=90_000_000).severity is Severity.LOW


def test_harm_that_is_told_calmly_is_high() -> None:
    assert judged("a door fell on my hand and I ended up in hospital").severity is Severity.HIGH


def test_danger_in_praise_or_in_a_headline_rings_nobody() -> None:
    praise = "my dad had a heart attack and your wonderful crew saved him, thank you so much!"
    headline = "Acme Jet Makes Emergency Landing In Denver - Daily Ledger https://news.example/2"
    assert [judged(text).severity for text in (praise, headline)] == [Severity.NORMAL, Severity.NORMAL]


def test_what_nobody_here_can_read_is_never_low() -> None:
    assert judged("Laukkuni katosi eikä kukaan vastaa puhelimeen").severity is Severity.NORMAL
