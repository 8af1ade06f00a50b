"""A storm at the desk: nobody is refused by Slack, people are answered, and what is critical comes first."""

import pytest

from bot.bench.figures import Figure
from bot.bench.whole import Bench, Size

SMALL = Size(starts=1, storm=50, storm_s=10.0)
WHOLE = Size(starts=1, storm=500, storm_s=300.0)


def measured(size: Size) -> dict[str, Figure]:
    figures = Bench(("storm",), size, print).measure()
    return {figure.measure.partition(": ")[2]: figure for figure in figures}


def test_a_small_storm_meets_no_limit_and_leaves_nobody_without_an_answer() -> None:
    told = measured(SMALL)

    assert told["refused by Slack for too many calls"].value == 0
    assert told["clicks without an answer"].value == 0
    assert told["clicks"].value > 0


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_five_hundred_mentions_in_five_minutes_meet_every_bar() -> None:
    assert [figure for figure in measured(WHOLE).values() if not figure.is_met] == []
