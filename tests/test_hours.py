"""Working hours count in the team's zone, across summer time, weekends and holidays; nights are in peace."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.hours import Hours, hours_of
from bot.models import Severity

LONDON = hours_of(
    {
        "zone": "Europe/London",
        "open": ["mon-fri 09:00-17:00", "sat 10:00-12:00"],
        "holidays": [date(2026, 12, 25)],
        "quiet": "22:00-07:00",
    }
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-11-23T10:00", 3, "2026-11-23T13:00"),
        ("2026-11-23T16:00", 3, "2026-11-24T11:00"),
        ("2026-11-23T03:00", 1, "2026-11-23T10:00"),
        ("2026-11-27T16:30", 1, "2026-11-28T10:30"),
        ("2026-11-28T11:00", 2, "2026-11-30T10:00"),
        ("2026-12-24T16:00", 3, "2026-12-26T12:00"),
        ("2026-03-27T16:00", 4, "2026-03-30T09:00"),
        ("2026-10-23T15:00", 4, "2026-10-26T10:00"),
    ],
)
def test_a_target_counts_working_time_only(start: str, hours: int, end: str) -> None:
    assert LONDON.after(at(start), timedelta(hours=hours), Severity.NORMAL) == at(end)


def test_what_is_grave_counts_every_hour() -> None:
    night = at("2026-11-28T23:00")
    assert LONDON.after(night, timedelta(hours=1), Severity.HIGH) == night + timedelta(hours=1)


def test_without_working_hours_every_hour_counts() -> None:
    night = at("2026-11-28T23:00")
    assert Hours().after(night, timedelta(hours=1), Severity.LOW) == night + timedelta(hours=1)


def test_hours_that_never_come_do_not_hold_a_target_for_ever() -> None:
    closed = Hours(opens={0: ()})
    assert closed.after(at("2026-11-28T23:00"), timedelta(hours=1), Severity.LOW) == at("2026-11-29T00:00")


@pytest.mark.parametrize(
    ("now", "wakes"),
    [
        ("2026-11-23T21:59", "2026-11-23T21:59"),
        ("2026-11-23T22:00", "2026-11-24T07:00"),
        ("2026-11-24T06:59", "2026-11-24T07:00"),
        ("2026-11-24T07:00", "2026-11-24T07:00"),
        ("2026-03-28T23:00", "2026-03-29T06:00"),
        ("2026-10-24T21:30", "2026-10-25T07:00"),
    ],
)
def test_nobody_is_woken_at_night_local_time(now: str, wakes: str) -> None:
    assert LONDON.awake(at(now), Severity.HIGH) == at(wakes)


def test_what_is_critical_wakes_people() -> None:
    night = at("2026-11-24T03:00")
    assert LONDON.awake(night, Severity.CRITICAL) == night


def test_there_are_no_quiet_hours_before_the_team_has_said_where_it_works() -> None:
    assert hours_of({"quiet": "22:00-07:00"}).quiet is None


def test_quiet_hours_within_a_day_end_on_that_day() -> None:
    noon = hours_of({"zone": "UTC", "quiet": "12:00-13:00"})
    assert noon.awake(at("2026-11-24T12:30"), Severity.LOW) == at("2026-11-24T13:00")


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)), st.integers(0, 5_000))
def test_more_time_is_never_due_sooner_nor_before_the_start(start: datetime, minutes: int) -> None:
    begun = start.replace(tzinfo=UTC)
    due = LONDON.after(begun, timedelta(minutes=minutes), Severity.NORMAL)
    later = LONDON.after(begun, timedelta(minutes=minutes + 1), Severity.NORMAL)
    assert begun + timedelta(minutes=minutes) <= due < later
    assert LONDON.awake(due, Severity.NORMAL) - due < timedelta(hours=11)


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ({"zone": "Mars/Base"}, "no time zone"),
        ({"open": ["mon 9-17"]}, "no hours"),
        ({"open": ["mon 17:00-09:00"]}, "ends before"),
        ({"open": ["xyz 09:00-17:00"]}, "no day"),
        ({"open": "mon"}, "must be a list"),
        ({"zone": "UTC", "quiet": "22:00"}, "no quiet hours"),
        ({"zone": "UTC", "quiet": "25:00-07:00"}, "no time"),
        ({"holidays": ["Christmas"]}, "no day"),
        ({"around_the_clock": "loud"}, "one of"),
        ({"opne": []}, "means nothing"),
        ([], "below a line"),
    ],
)
def test_hours_that_make_no_sense_are_refused_in_words(raw: object, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        hours_of(raw)
