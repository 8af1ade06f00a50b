"""Turns follow the handoff in the rotation's own zone; stand-ins win; a ladder is read strictly."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rota.ladders import Ladder, Step, ladder_of, read_ladder
from bot.rota.rotations import Rotation, StandIn, rotations_of

PRIMARY: dict[str, Any] = {
    "people": ["U1A", "U2B", "U3C"],
    "zone": "Europe/London",
    "handoff": "mon 09:00",
    "every": "1w",
    "start": date(2026, 1, 5),
}
STEPS = [{"after": 0, "notify": ["oncall"]}, {"after": 10, "notify": ["primary", "pagerduty"]}]


def primary(**changes: Any) -> Rotation:
    return rotations_of({"primary": PRIMARY | changes})["primary"]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "user"),
    [
        ("2026-01-05T09:00", "U1A"),
        ("2026-01-12T08:59", "U1A"),
        ("2026-01-12T09:00", "U2B"),
        ("2026-01-05T08:59", "U3C"),
        ("2026-03-30T07:59", "U3C"),
        ("2026-03-30T08:00", "U1A"),
        ("2026-10-26T08:59", "U3C"),
        ("2026-10-26T09:00", "U1A"),
    ],
)
def test_a_turn_begins_at_nine_local_time_in_summer_and_winter(moment: str, user: str) -> None:
    assert primary().at(at(moment)) == user


def test_daily_turns_need_no_weekday() -> None:
    daily = primary(handoff="08:00", every="1d", zone="UTC")
    assert [daily.at(at(f"2026-01-{day:02}T08:00")) for day in (5, 6, 7, 8)] == ["U1A", "U2B", "U3C", "U1A"]


def test_the_stand_in_named_last_is_on_call_for_that_time_alone() -> None:
    first = StandIn("U2B", at("2026-01-06T00:00"), at("2026-01-08T00:00"))
    last = StandIn("U3C", at("2026-01-07T00:00"), at("2026-01-07T12:00"))
    days = (
        "2026-01-05T12:00",
        "2026-01-06T12:00",
        "2026-01-07T06:00",
        "2026-01-07T12:00",
        "2026-01-08T00:00",
    )
    assert [primary().at(at(day), [first, last]) for day in days] == ["U1A", "U2B", "U3C", "U2B", "U1A"]


def test_overrides_in_the_file_are_times_of_its_zone() -> None:
    over = {"from": datetime(2026, 7, 1, 9), "to": datetime(2026, 7, 1, 10), "who": "U9Z"}
    assert primary(overrides=[over]).at(at("2026-07-01T08:30")) == "U9Z"


def test_nobody_is_on_call_in_an_empty_rotation() -> None:
    assert primary(people=[]).at(at("2026-01-05T09:00")) is None


def test_who_comes_next_and_when_somebodys_next_turn_is() -> None:
    now = at("2026-01-06T00:00")
    assert primary().next(now).user == "U2B"
    mine = primary().next_of("U1A", now)
    assert mine is not None
    assert mine.begins == at("2026-01-26T09:00")
    assert primary().next_of("U9Z", now) is None


@given(st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)))
def test_every_moment_lies_in_exactly_one_turn(moment: datetime) -> None:
    now = moment.replace(tzinfo=UTC)
    shift = primary().shift(now)
    assert shift.begins <= now < shift.ends
    assert abs(shift.ends - shift.begins - timedelta(days=7)) <= timedelta(hours=1)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"people": ["jo"]}, "no user id"),
        ({"people": "U1A"}, "must be lists"),
        ({"zone": "Mars/Base"}, "no time zone"),
        ({"handoff": "noon"}, "no time"),
        ({"every": "9w"}, "every"),
        ({"every": "0d"}, "every"),
        ({"start": "soon"}, "start"),
        ({"overrides": [{"who": "U1A"}]}, "override"),
        ({"overrides": [{"from": date(2026, 1, 1), "to": 3, "who": "U1A"}]}, "no time"),
        ({"peolpe": []}, "means nothing"),
    ],
)
def test_a_rotation_that_makes_no_sense_is_refused_in_words(changes: dict[str, Any], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        primary(**changes)


def test_a_ladder_reads_back_as_it_was_dumped() -> None:
    ladder = ladder_of(
        {"steps": STEPS, "repeat": 2, "from": "critical", "lease": 45, "wait": 5}, {"primary": 1}
    )
    assert ladder is not None
    assert read_ladder(ladder.dump()) == ladder
    assert ladder.steps[1] == Step(10, ("primary", "pagerduty"))


def test_the_last_step_waits_before_the_next_round() -> None:
    ladder = Ladder((Step(0, ("oncall",)), Step(10, ("oncall",))), wait=25)
    assert [ladder.gap(place) for place in (0, 1)] == [timedelta(minutes=10), timedelta(minutes=25)]


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ({"steps": STEPS, "repeat": 4}, "repeat"),
        ({"steps": STEPS, "repeat": True}, "repeat"),
        ({"steps": list(reversed(STEPS))}, "order"),
        ({"steps": [{"after": 0}]}, "step"),
        ({"steps": [{"after": 0, "notify": []}]}, "notify"),
        ({"steps": [{"after": 0, "notify": ["@channel"]}]}, "notify"),
        ({"steps": [{"after": 0, "notify": ["secondary"]}]}, "no rotation"),
        ({"steps": STEPS * 6}, "order|more than"),
        ({"stpes": STEPS}, "means nothing"),
        ([], "below a line"),
    ],
)
def test_a_ladder_that_makes_no_sense_is_refused_in_words(raw: object, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        ladder_of(raw, {"primary": 1})


def test_no_steps_are_no_ladder() -> None:
    assert ladder_of({}, {}) is None
