"""Statements and updates in words: whole, in time, and no two alike."""

from dataclasses import replace
from datetime import UTC, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from bot.crisis.statement_words import (
    MOST_PART,
    Said,
    digest,
    incomplete,
    next_update,
    suggested,
    text_of,
    tidy,
)
from bot.crisis.update_words import ways_of, wordings
from bot.drafting.variety import Others
from bot.models import Category
from bot.platforms.limits import measure
from tests.builders import NOON

SAID = Said("We know it.", "We don't know why.", "We are mending it.", 60, ("x",))
PEOPLE = 40
WAYS = (
    "The checkout works again.",
    "You can buy tickets once more.",
    "Paying is possible again on our page.",
)


@pytest.mark.parametrize("category", list(Category))
def test_a_first_draft_says_all_four_things_and_fits_everywhere(category: Category) -> None:
    said = suggested(category, ["x"])
    text = text_of(said, NOON, ZoneInfo("Europe/London"))

    assert incomplete(said) is None
    assert text.endswith("Next update by 12:00 GMT.")
    assert all(part in text for part in (said.known, said.unknown, said.doing))
    assert measure("x", text).fits


def test_a_promised_time_is_a_round_one_and_never_too_early() -> None:
    at = NOON + timedelta(minutes=1, seconds=7)

    assert next_update(at, 60) == NOON + timedelta(minutes=65)
    assert next_update(NOON, 60) == NOON + timedelta(minutes=60)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (replace(SAID, known=" "), "what is known"),
        (replace(SAID, unknown="…"), "what is not known"),
        (replace(SAID, doing="a" * (MOST_PART + 1)), "be shorter"),
        (replace(SAID, places=()), "where it is published"),
        (replace(SAID, minutes=0), "next update"),
    ],
)
def test_what_is_missing_is_said(wrong: Said, told: str) -> None:
    assert told in (incomplete(tidy(wrong)) or "")


def test_an_approval_is_of_the_words_and_of_where_they_go() -> None:
    text = text_of(SAID, NOON, UTC)

    assert digest(text, ["x", "y"]) == digest(text, ["y", "x"])
    assert len({digest(text, ["x"]), digest(text, ["y"]), digest(f"{text} ", ["x"])}) == 3


def test_one_piece_of_news_is_told_to_many_and_no_two_read_alike() -> None:
    told: list[str] = []
    for number in range(PEOPLE):
        text = next((one for one in wordings(WAYS, "– Acme", number) if Others(told).differ(one)), None)
        assert text is not None, f"nothing is left for number {number}"
        told.append(text)

    assert len(set(told)) == PEOPLE
    assert all(any(way in text for way in WAYS) for text in told)


def test_ways_are_one_on_each_line_and_each_once() -> None:
    assert ways_of(" It works.\n\nIt  works.\nIt runs. ") == ("It works.", "It runs.")
    assert len(set(islice(wordings(("It works.",), "", 0), 64))) == 64
