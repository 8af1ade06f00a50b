"""Leaky buckets: never above the other side's limit, never closed to people for long."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.budgets import Level, Rate, take
from tests.builders import NOON

UPDATES = Rate(interval=60 / 37, burst=8, reserve=5)
EMPTY = Level(NOON, 0)


def given_in_turn(rate: Rate, seconds: list[float], *, for_person: bool = True) -> list[float]:
    """The moments at which calls were let through, asked for at these moments."""
    level, through = EMPTY, []
    for second in seconds:
        grant = take(level, rate, NOON + timedelta(seconds=second), for_person=for_person)
        level = grant.level
        through += [second] if grant.is_given else []
    return through


@given(st.lists(st.floats(0, 300), min_size=1, max_size=400).map(sorted))
def test_no_minute_ever_holds_more_calls_than_the_limit(seconds: list[float]) -> None:
    through = given_in_turn(UPDATES, seconds)

    assert all(sum(start <= one < start + 60 for one in through) <= 45 for start in through)


def test_a_burst_passes_at_once() -> None:
    assert given_in_turn(UPDATES, [0.0] * 20) == [0.0] * 8


def test_machines_leave_the_reserve_to_people() -> None:
    level = EMPTY
    for _ in range(20):
        level = take(level, UPDATES, NOON, for_person=False).level

    grants = [take(level, UPDATES, NOON, for_person=person).is_given for person in (False, True)]

    assert grants == [False, True]


def test_waiting_as_long_as_told_is_enough_and_not_more_than_needed() -> None:
    rate = Rate(interval=2.0, burst=1)
    full = take(EMPTY, rate, NOON, for_person=True).level

    wait = take(full, rate, NOON, for_person=True).wait

    assert wait == 2.0
    assert take(full, rate, NOON + timedelta(seconds=wait), for_person=True).is_given


def test_a_parked_door_is_closed_to_everybody_until_its_time() -> None:
    parked = Level(NOON, 0, parked_until=NOON + timedelta(seconds=30))

    assert take(parked, UPDATES, NOON, for_person=True).wait == 30.0
    assert take(parked, UPDATES, NOON + timedelta(seconds=30), for_person=True).is_given


def test_a_clock_that_goes_back_does_not_open_the_door() -> None:
    level = EMPTY
    for _ in range(8):
        level = take(level, UPDATES, NOON, for_person=True).level

    assert not take(level, UPDATES, NOON - timedelta(hours=1), for_person=True).is_given
