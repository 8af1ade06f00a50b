"""The one tick: for what a person typed and nobody can verify, and for nothing else."""

from bot.ports import Commitment, Finding
from bot.rules.vouching import tick_of, to_check
from tests.builders import ANN


def found(words: str, rule: str = "R9", level: str = "soft") -> Finding:
    return Finding(rule, "hard" if level == "hard" else "soft", words, "why", "fix")


def test_unverified_words_are_listed_once_in_their_order() -> None:
    findings = [found("18:40", "R8"), found("AA123"), found("18:40")]

    assert to_check(findings, []) == ("18:40", "AA123")


def test_style_is_no_fact_and_what_is_hard_is_no_tick() -> None:
    assert to_check([found("sorry if", "R3"), found("AA123", level="hard"), found("")], []) == ()


def test_a_tick_or_a_managers_reason_settles_it() -> None:
    assert to_check([found("AA123")], [{"rule": "checked"}]) == ()
    assert to_check([found("AA123"), found("18:40", "R8")], [{"rule": "R9"}]) == ("18:40",)


def test_what_an_owned_promise_says_is_watched_by_its_clock_instead() -> None:
    owned = Commitment(ANN, "call the depot", "within 2 hours")
    nobodys = Commitment(" ", "call the depot", "within 2 hours")

    assert to_check([found("within 2 hours", "R8"), found("2")], [], [owned]) == ()
    assert to_check([found("within 2 hours", "R8")], [], [nobodys]) == ("within 2 hours",)


def test_a_part_of_a_time_is_not_that_time() -> None:
    owned = Commitment(ANN, "call", "by 17:00")

    assert to_check([found("7"), found("17"), found("17:00", "R8")], [], [owned]) == ("7", "17")


def test_a_tick_is_for_these_words_only() -> None:
    assert tick_of(["18:40"]) != tick_of(["18:40", "AA123"])
    assert tick_of(["18:40"]) == tick_of(("18:40",))
