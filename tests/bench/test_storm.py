"""A storm at the desk: nobody is refused by Slack, people are answered, and what is critical comes first."""

import pytest

from bot.bench.desk import Weather
from bot.bench.figures import Figure
from bot.bench.whole import Bench, Size

SMALL = Size(starts=1, busy=Weather(count=50, seconds=10.0, critical=2, card=10.0))


def measured(part: str, size: Size) -> dict[str, Figure]:
    figures = Bench((part,), size, print).measure()
    return {figure.measure.partition(": ")[2]: figure for figure in figures}


def test_a_small_storm_meets_no_limit_loses_nothing_and_leaves_nobody_without_an_answer() -> None:
    told = measured("busy", SMALL)

    assert told["refused by Slack for too many calls"].value == 0
    assert told["clicks without an answer"].value == 0
    assert told["clicks"].value > 0
    assert told["mentions lost"].value == 0


@pytest.mark.slow
@pytest.mark.timeout(1_200)
@pytest.mark.parametrize("part", ["busy", "storm"])
def test_many_mentions_in_a_few_minutes_meet_every_bar(part: str) -> None:
    assert [figure for figure in measured(part, Size(starts=1)).values() if not figure.is_met] == []
