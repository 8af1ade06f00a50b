"""When a crisis may end, and what is usual."""

from datetime import timedelta
from typing import Any

import pytest

from bot.crisis.conditions import baseline, quiet
from bot.models import Crisis, CrisisState, Severity
from tests.builders import NOON

NOW = NOON + timedelta(hours=5)


def a_crisis(**changes: Any) -> Crisis:
    values: dict[str, Any] = {
        "id": "c1",
        "incident_id": "i1",
        "brand": "harbourline",
        "state": CrisisState.RUNNING,
        "started_at": NOON,
        "baseline": 2.0,
    }
    return Crisis(**(values | changes))


@pytest.mark.parametrize(
    ("minutes_ago", "waiting", "is_met"),
    [
        ([], {}, True),
        ([10, 20], {}, True),
        ([10, 20, 30], {}, False),
        ([70, 80, 90], {}, False),
        ([130, 140, 150], {}, True),
        ([], {Severity.HIGH: 1}, False),
        ([], {Severity.CRITICAL: 1}, False),
        ([], {Severity.NORMAL: 9}, True),
    ],
)
def test_it_may_end_when_each_of_the_last_hours_was_usual_and_nobody_grave_waits(
    minutes_ago: list[int], waiting: dict[Severity, int], is_met: bool
) -> None:
    times = [NOW - timedelta(minutes=each) for each in minutes_ago]

    assert quiet(a_crisis(), times, waiting, NOW).is_met is is_met


def test_it_never_ends_before_it_has_run_for_that_long() -> None:
    crisis = a_crisis(started_at=NOW - timedelta(hours=1, minutes=59))

    assert not quiet(crisis, [], {}, NOW).is_met
    assert quiet(crisis, [], {}, NOW + timedelta(minutes=1)).is_met


@pytest.mark.parametrize(
    ("posts", "hours", "usual"), [(0, 0, 1.0), (5, 0.5, 1.0), (0, 168, 1.0), (504, 168, 3.0), (10, 4, 2.5)]
)
def test_the_usual_is_what_came_in_an_hour_before_and_never_less_than_one(
    posts: int, hours: float, usual: float
) -> None:
    assert baseline(posts, hours) == usual
