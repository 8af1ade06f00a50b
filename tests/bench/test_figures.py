"""Figures beside their bars, and what people and programs read of them."""

import pytest

from bot.bench.figures import Bar, Figure, Unit, percentile, table

START = Figure("start", 2.5, Unit.SECONDS, Bar(3.0))
HEAVY = Figure("memory", 250e6, Unit.MEGABYTES, Bar(200e6))


def test_a_figure_stands_beside_its_bar_in_the_units_people_use() -> None:
    assert "| start | ≤ 3.00 s | 2.50 s |" in table([START])


def test_a_missed_bar_is_said_in_words() -> None:
    assert "| memory | ≤ 200 MB | **250 MB**, misses the bar |" in table([HEAVY])


def test_more_is_better_where_the_bar_says_at_least() -> None:
    bar = Bar(2_000.0, at_least=True)
    assert (bar.is_met_by(2_000.0), bar.is_met_by(1_999.0)) == (True, False)


def test_a_figure_without_a_bar_is_only_told() -> None:
    told = Figure("p50", 0.123, Unit.MILLISECONDS)
    assert told.is_met
    assert "| p50 | – | 123 ms |" in table([told])


def test_programs_get_base_units() -> None:
    assert HEAVY.as_json() == {"measure": "memory", "bar": 200e6, "here": 250e6, "met": False}


@pytest.mark.parametrize(("share", "value"), [(0.5, 51.0), (0.9, 91.0), (0.99, 100.0)])
def test_a_percentile_is_one_of_the_values(share: float, value: float) -> None:
    assert percentile([float(one) for one in range(100, 0, -1)], share) == value


def test_of_few_values_the_highest_percentile_is_the_worst() -> None:
    assert percentile([0.1, 0.9, 0.2], 0.99) == 0.9
