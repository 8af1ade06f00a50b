"""Who fits an incident best: each sign counts, says why, and reach alone never decides."""

from datetime import timedelta
from typing import Any

from bot.advocates.forbidding import Block
from bot.advocates.ranking import Subject, Suggestion, ranked, suggestion
from tests.advocates.people import an_advocate
from tests.builders import NOON
from tests.incidents.standing import an_incident

SUBJECT = Subject(
    an_incident(title="checkout error 503", terms=["checkout", "error 503"]),
    {"en": 3, "de": 1},
    {"x": 4},
    {"booking": 4},
)


def of(name: str = "kim", **more: Any) -> Suggestion:
    who = {"topics": [], "languages": [], "accounts": ["mastodon:kim"]} | more.pop("who", {})
    values: dict[str, Any] = {"defences": 0, "reach": 0, "blocks": (), "now": NOON}
    return suggestion(an_advocate(name, **who), SUBJECT, **(values | more))


def test_every_sign_is_a_reason_and_counts() -> None:
    plain = of()
    for changes, why in (
        ({"who": {"topics": ["Checkouts"]}}, "knows about Checkouts"),
        ({"who": {"topics": ["booking"]}}, "knows about booking"),
        ({"who": {"languages": ["fr", "en"]}}, "writes “en”, as 75% of these posts"),
        ({"who": {"accounts": ["x:kim"]}}, "is on x, where all of it is said"),
        ({"defences": 1}, "spoke well of you once in 30 days, unasked"),
        ({"reach": 1200}, "1,200 followers"),
    ):
        better = of(**changes)
        assert better.score > plain.score
        assert why in better.reasons


def test_nothing_in_common_is_no_reason() -> None:
    assert of(who={"topics": ["cats", "on"], "languages": ["fr"]}).reasons == ("was never asked before",)


def test_who_rests_is_told_with_the_days() -> None:
    rested = of(who={"last_contacted_at": NOON - timedelta(days=94)})

    assert rested.reasons == ("last asked 94 days ago",)


def test_knowing_the_subject_beats_a_million_followers() -> None:
    expert, star = of("ada", who={"topics": ["checkout"]}), of("bob", reach=1_000_000)

    assert [one.advocate.id for one in ranked([star, expert])] == ["ada", "bob"]


def test_who_may_not_be_asked_comes_last_however_well_they_fit() -> None:
    held = of("ada", who={"topics": ["checkout"]}, defences=3, blocks=(Block.NO_CONSENT,))

    assert [one.advocate.id for one in ranked([held, of("bob")])] == ["bob", "ada"]
