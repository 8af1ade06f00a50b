"""When a crowd is a spike, how long it is one, and how seldom people are told."""

from collections.abc import Sequence

import pytest

from bot.incidents.alarms import COOL_DOWN, Alarm, Crowd, Reading, by_gravity, read, read_plainly
from bot.models import IncidentLevel

NONE, WATCH, SPIKE, CRISIS = IncidentLevel


def few(start: float, end: float) -> float:
    """Half a person an hour."""
    return 0.5 * (end - start) / 3_600


def many(start: float, end: float) -> float:
    """Two hundred people an hour."""
    return 200 * (end - start) / 3_600


def reading(level: IncidentLevel, telling: int = 5, chance: float = 1e-9) -> Reading:
    return Reading((telling, telling, telling), (chance, 1.0, 1.0), level)


@pytest.mark.parametrize(
    ("counts", "level"),
    [
        ((1, 1, 4), NONE),
        ((3, 4, 7), NONE),
        ((5, 5, 6), WATCH),
        ((6, 6, 8), SPIKE),
        ((12, 12, 12), CRISIS),
    ],
)
def test_more_people_in_less_time_are_a_higher_level(counts: Sequence[int], level: IncidentLevel) -> None:
    assert read(counts, few, 1.3, 0.0).level == level


def test_what_is_less_than_twice_the_usual_is_never_a_spike() -> None:
    assert read((90, 300, 1_500), many, 1.3, 0.0).level == NONE


def test_a_restless_brand_needs_a_larger_crowd() -> None:
    assert read((6, 6, 8), few, 5.0, 0.0).level < read((6, 6, 8), few, 1.3, 0.0).level


def test_stricter_odds_of_the_policy_make_fewer_alarms() -> None:
    strict = {WATCH: 1e-6, SPIKE: 1e-8, CRISIS: 1e-12}

    assert read((6, 6, 8), few, 1.3, 0.0, strict).level == NONE


@pytest.mark.parametrize(("in_hour", "level"), [(4, NONE), (5, WATCH), (9, WATCH), (10, SPIKE)])
def test_without_history_only_a_crowd_within_the_hour_counts(in_hour: int, level: IncidentLevel) -> None:
    assert read_plainly((in_hour, in_hour, in_hour)).level == level


def test_one_person_counts_once_in_every_window() -> None:
    crowd = Crowd()
    for at in (0.0, 10.0, 20.0):
        crowd.add(at, "jo", at)
    crowd.add(30.0, "kim", 30.0)

    assert crowd.counts(60.0) == (2, 2, 2)
    assert crowd.counts(1_000.0) == (0, 2, 2)
    assert crowd.counts(30_000.0) == (0, 0, 0)


def test_a_post_from_long_ago_counts_in_no_window() -> None:
    crowd = Crowd()

    crowd.add(0.0, "jo", 90_000.0)

    assert crowd.counts(90_000.0) == (0, 0, 0)


def test_the_level_only_rises_and_each_rise_is_told() -> None:
    alarm = Alarm()
    told = [alarm.take(reading(level), at) for at, level in enumerate((WATCH, SPIKE, WATCH, NONE, SPIKE))]

    assert told == [True, True, False, False, False]
    assert (alarm.level, alarm.since) == (SPIKE, 1)


def test_twice_as_many_are_told_again() -> None:
    alarm = Alarm()

    told = [alarm.take(reading(SPIKE, count), at) for at, count in enumerate((10, 15, 19, 20, 25))]

    assert told == [True, False, False, True, False]


def test_what_flares_up_again_within_six_hours_is_told_only_if_it_is_worse() -> None:
    alarm = Alarm()
    alarm.take(reading(SPIKE), 0.0)
    for _look in range(2):
        alarm.look(reading(NONE, 0, chance=0.9))
    assert alarm.is_over

    again = alarm.take(reading(SPIKE), 3_600.0)
    alarm.look(reading(NONE, 0, chance=0.9))
    alarm.look(reading(NONE, 0, chance=0.9))

    assert not again
    assert alarm.take(reading(SPIKE), COOL_DOWN + 1)


def test_danger_and_a_huge_audience_make_a_crisis() -> None:
    assert by_gravity(NONE, critical_authors=3, reach=0) == CRISIS
    assert by_gravity(SPIKE, critical_authors=0, reach=2_000_000) == CRISIS
    assert by_gravity(WATCH, critical_authors=2, reach=2_000_000) == WATCH
