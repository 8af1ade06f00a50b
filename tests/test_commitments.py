"""When a promise has to be kept, read from its own words."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commitments import due_at, told, unowned
from bot.ports import Commitment

SUNDAY_NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LATE = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)


def due(words: str, at: datetime = SUNDAY_NOON, zone: str = "UTC", closes: int = 20) -> str | None:
    found = due_at(Commitment("the desk", "call", words, zone, closes), at)
    return None if found is None else f"{found:%a %d %H:%M}"


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("today", "Sun 22 20:00"),
        ("hoy mismo", "Sun 22 20:00"),
        ("tonight", "Sun 22 20:00"),
        ("this afternoon", "Sun 22 18:00"),
        ("tomorrow", "Mon 23 20:00"),
        ("tomorrow morning", "Mon 23 12:00"),
        ("morgen", "Mon 23 20:00"),
        ("by 17:00", "Sun 22 17:00"),
        ("today, by 5 pm", "Sun 22 17:00"),
        ("by 9am", "Mon 23 09:00"),
        ("tomorrow by 9:30", "Mon 23 09:30"),
        ("by noon", "Sun 22 12:00"),
        ("within 2 hours", "Sun 22 14:00"),
        ("in the next two hours", "Sun 22 14:00"),
        ("dans 2 heures", "Sun 22 14:00"),
        ("within an hour", "Sun 22 13:00"),
        ("within 2 working days", "Tue 24 12:00"),
        ("by Friday", "Fri 27 20:00"),
        ("by Sunday", "Sun 22 20:00"),
        ("by the end of the week", "Sun 22 20:00"),
        ("right away", "Sun 22 13:00"),
        ("no time given", None),
        ("as soon as we can", None),
        ("by 99:99", None),
    ],
)
def test_the_words_of_a_promise_name_its_time(words: str, when: str | None) -> None:
    assert due(words) == when


def test_today_said_after_closing_ends_at_midnight() -> None:
    assert due("today", at=LATE) == "Sun 22 23:59"


def test_the_day_is_that_of_the_owner() -> None:
    assert due("today", zone="America/New_York", closes=18) == "Sun 22 23:00"


def test_an_unknown_zone_is_read_as_utc() -> None:
    assert due("today", zone="Atlantis/Port") == "Sun 22 20:00"


@given(words=st.text(max_size=60), closes=st.integers(0, 24))
def test_no_words_make_a_promise_due_before_it_is_made(words: str, closes: int) -> None:
    found = due_at(Commitment("", "", words, "UTC", closes), SUNDAY_NOON)
    assert found is None or found >= SUNDAY_NOON


def test_a_promise_without_an_owner_is_found() -> None:
    loose = Commitment(" ", "call", "today")
    assert unowned([Commitment("the desk", "call", "today"), loose]) == (loose,)


def test_who_types_a_promise_is_told_whom_it_commits_to_what() -> None:
    said = told([Commitment("U0ANN", "call you", "by 17:00"), Commitment("the depot", "look", "today")])

    assert said is not None
    assert "This commits <@U0ANN> to call you (by 17:00). This commits the depot to look (today)." in said
    assert told([]) is None
