"""What is usual: by the hour of the day, with one wild hour tamed, and never nothing."""

import pytest

from bot.incidents.usual import DAY_HOURS, FLOOR, HOUR, LONGEST_HOURS, UNKNOWN_DISPERSION, Hours, Usual


def steady(per_hour: float, days: int) -> Usual:
    return Usual(dict.fromkeys(range(days * DAY_HOURS), per_hour), 0, days * DAY_HOURS)


def test_a_steady_brand_is_expected_to_go_on() -> None:
    usual = steady(6.0, 14)

    assert usual.expected(14 * DAY_HOURS + 3) == pytest.approx(6.0)
    assert usual.within(14 * DAY_HOURS * HOUR, (14 * DAY_HOURS + 0.5) * HOUR) == pytest.approx(3.0)
    assert usual.dispersion == pytest.approx(1.2)


def test_nights_are_quiet_and_afternoons_are_not() -> None:
    counts = {hour: (12.0 if 12 <= hour % 24 < 18 else 0.0) for hour in range(20 * DAY_HOURS)}
    usual = Usual(counts, 0, 20 * DAY_HOURS)

    assert usual.expected(20 * DAY_HOURS + 15) > 10
    assert usual.expected(20 * DAY_HOURS + 3) < 1


def test_something_is_always_expected() -> None:
    assert Usual({}, 0, 0).expected(5) == FLOOR
    assert steady(0.0, 10).expected(250) == FLOOR


def test_before_four_days_nobody_knows_how_much_it_swings() -> None:
    assert steady(3.0, 3).dispersion == UNKNOWN_DISPERSION


def test_one_wild_hour_does_not_become_usual() -> None:
    usual = steady(4.0, 10)

    assert usual.tamed(10 * DAY_HOURS, 500.0) < 15
    assert usual.tamed(10 * DAY_HOURS, 5.0) == 5.0


def test_after_four_weeks_a_quiet_weekday_is_expected_to_be_quiet() -> None:
    counts = {hour: (1.0 if hour // 24 % 7 == 2 else 8.0) for hour in range(LONGEST_HOURS)}
    usual = Usual(counts, 0, LONGEST_HOURS)

    assert usual.expected(LONGEST_HOURS + 2 * DAY_HOURS) < 0.5 * usual.expected(LONGEST_HOURS)


def test_an_author_counts_once_an_hour_and_only_while_it_runs() -> None:
    hours = Hours()
    for at, author in ((10.0, "a"), (20.0, "a"), (30.0, "b")):
        hours.add(at, author, at)
    hours.add(HOUR + 1, "a", HOUR + 1)
    hours.add(40.0, "late", HOUR + 2)
    hours.turn(2 * HOUR)

    assert hours.counts == {0: 2.0, 1: 1.0}
    assert Hours.of_json(hours.as_json()).counts == hours.counts


def test_hours_older_than_four_weeks_are_let_go() -> None:
    hours = Hours({0: 3.0}, 0, 1)

    hours.turn((LONGEST_HOURS + 5) * HOUR)

    assert hours.counts == {}
