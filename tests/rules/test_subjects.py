"""Which subjects a text touches, where a word has two meanings."""

import pytest

from bot.rules.subjects import subjects_of


@pytest.mark.parametrize(
    "text",
    [
        "The ferry was late.",
        "A late decision cost us the day.",
        "late departure again",
        "You answered two days late",
    ],
)
def test_late_is_a_wait(text: str) -> None:
    assert "wait" in subjects_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "It happened in late March.",
        "in late sept",
        "a late night at the bar",
        "so many late nights",
        "you charged me late fees",
    ],
)
def test_late_of_a_date_or_a_fee_is_none(text: str) -> None:
    assert "wait" not in subjects_of(text)
