"""After how much silence somebody should look."""

from datetime import timedelta

import pytest

from bot.intake.habits import patience
from bot.store.source_hours import Stretch
from tests.intake.bodies import NOON

HOUR = timedelta(hours=1)


def history(*hours: float, deliveries: int = 5) -> list[Stretch]:
    """One delivery each at so many hours from the start."""
    return [Stretch(NOON + one * HOUR, NOON + one * HOUR, deliveries) for one in hours]


def every(step: float, days: float) -> list[float]:
    return [step * number for number in range(int(days * 24 / step) + 1)]


@pytest.mark.parametrize(
    ("hours", "deliveries"),
    [([], 5), ([0, 10], 50), (every(5, 3), 1)],
    ids=["nothing", "less than a day", "fewer than 20"],
)
def test_without_history_there_is_no_habit(hours: list[float], deliveries: int) -> None:
    assert patience(history(*hours, deliveries=deliveries)) is None


def test_it_waits_half_as_long_again_as_the_longest_silence() -> None:
    nights = [day * 24 + hour for day in range(10) for hour in range(8, 20)]

    assert patience(history(*nights)) == 13 * HOUR * 1.5


def test_in_its_first_week_a_day_of_silence_is_never_strange() -> None:
    assert patience(history(*every(1, 3))) == 24 * HOUR


def test_a_busy_source_is_missed_after_two_hours() -> None:
    assert patience(history(*every(1, 8))) == 2 * HOUR


def test_weekends_are_part_of_a_habit() -> None:
    days = [day * 24 for day in range(28) if day % 7 < 5]

    assert patience(history(*days)) == 72 * HOUR * 1.5


def test_one_long_outage_hides_no_other_for_more_than_a_week() -> None:
    assert patience(history(*every(1, 3), *[20 * 24 + one for one in every(1, 3)])) == timedelta(days=7)
