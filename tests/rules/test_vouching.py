"""The one tick: for what a person typed and nobody can verify, and for nothing else."""

import pytest

from bot.drafting.composing import check_text
from bot.ports import Commitment, Finding
from bot.rules.vouching import tick_of, to_check
from tests.builders import ANN
from tests.drafting.requests import LIBRARY, a_request

BAG = "@Harbourline my bag is lost since the 7:40 to Ryde"
TEXT = "It comes with AA123 at 18:40, within 2 hours."


def found(words: str, rule: str = "R9", level: str = "soft") -> Finding:
    return Finding(rule, "hard" if level == "hard" else "soft", words, "why", "fix")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I'm sorry about your bag. It comes with AA123 and is at the desk at 18:40.", ("AA123", "18:40")),
        ("I'm sorry. Nadia will bring it because the crane broke.", ("Nadia", "because the crane broke")),
        ("I'm sorry about your bag. I'll call the pier by 18:40.", ()),
        ("I'm sorry your bag was lost on the 7:40. Send us a DM with your tag number.", ()),
        ("Sorry!", ()),
    ],
)
def test_a_person_ticks_whole_words_of_what_our_rules_do_not_know(text: str, words: tuple[str, ...]) -> None:
    written = check_text(LIBRARY, a_request(BAG, "lost"), text, made_by=ANN)

    assert to_check(text, written.findings, (), written.commitments) == words


def test_a_word_is_listed_once_in_the_order_it_was_found() -> None:
    findings = [found("18:40", "R8"), found("123"), found("18")]

    assert to_check(TEXT, findings) == ("18:40", "AA123")


def test_style_is_no_fact_and_what_is_hard_is_no_tick() -> None:
    assert to_check(TEXT, [found("sorry if", "R3"), found("AA123", level="hard"), found("")]) == ()


def test_a_tick_or_a_managers_reason_settles_it() -> None:
    assert to_check(TEXT, [found("AA123")], [{"rule": "checked"}]) == ()
    assert to_check(TEXT, [found("AA123"), found("18:40", "R8")], [{"rule": "R9"}]) == ("18:40",)


def test_what_an_owned_promise_says_is_watched_by_its_clock_instead() -> None:
    owned = Commitment(ANN, "call the depot", "within 2 hours")
    nobodys = Commitment(" ", "call the depot", "within 2 hours")

    assert to_check(TEXT, [found("within 2 hours", "R8"), found("2")], (), [owned]) == ()
    assert to_check(TEXT, [found("within 2 hours", "R8")], (), [nobodys]) == ("within 2 hours",)


def test_a_part_of_a_time_is_not_that_time() -> None:
    owned = Commitment(ANN, "call", "by 17:00")
    findings = [found("7"), found("17"), found("17:00", "R8")]

    assert to_check("On 7 or 17 of May, by 17:00.", findings, (), [owned]) == ("7", "17")


def test_a_tick_is_for_these_words_only() -> None:
    assert tick_of(["18:40"]) != tick_of(["18:40", "AA123"])
    assert tick_of(["18:40"]) == tick_of(("18:40",))
