"""The brand's own posts become no mention, and a source that floods is asked to slow down."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.intake.own import OwnAccounts
from bot.intake.pace import Pace
from bot.intake.parse import parse
from tests.intake.bodies import a_post, body_of

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("author", "is_own"),
    [
        ({"id": "44"}, True),
        ({"id": 44}, True),
        ({"id": "444"}, False),
        ({"id": "45", "handle": "44"}, False),
        ({"id": "45", "handle": "AcmeAir"}, True),
        ({"handle": "@acmeair"}, True),
        ({"handle": "acmeair_help"}, False),
        ({"name": "acmeair"}, False),
        ({}, False),
        (None, False),
    ],
)
def test_an_own_account_is_known_by_id_and_a_name_only_where_it_was_given_as_one(
    author: object, is_own: bool
) -> None:
    parsed = OwnAccounts(["44", "@acmeair"]).leave_out(
        parse(body_of(a_post("1", author=author), a_post("2")))
    )

    assert ([one.id for one in parsed.mentions], parsed.own) == ((["2"], 1) if is_own else (["1", "2"], 0))


def test_its_edits_and_deletions_are_left_out_too() -> None:
    own = {"platform": "x", "author": {"id": "44"}}
    body = body_of({"id": "1", "event": "deleted", **own}, {"id": "2", "event": "edited", "text": "a", **own})

    assert OwnAccounts(["44"]).leave_out(parse(body)).mentions == []


def test_within_its_pace_nobody_waits() -> None:
    pace = Pace(60)

    assert [pace.spend(30, NOON), pace.spend(30, NOON)] == [0, 0]


def test_above_it_the_sender_hears_how_long_and_then_may_again() -> None:
    pace = Pace(60)

    wait = pace.spend(75, NOON)

    assert wait == 15
    assert pace.spend(1, NOON + timedelta(seconds=wait + 1)) == 0


def test_one_giant_body_shuts_nobody_out_for_long() -> None:
    assert Pace(60).spend(1_000_000, NOON) == 60


def test_a_clock_that_goes_back_gives_nothing_away() -> None:
    pace = Pace(60)
    pace.spend(60, NOON)

    assert pace.spend(1, NOON - timedelta(hours=1)) == 1
