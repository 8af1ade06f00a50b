"""Whatever strangers send: it never raises, takes bounded time, and is judged the same again."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.models import Category, Complaint, RiskFlag, Severity
from bot.ports import Judgement
from bot.triage import TriageInput
from tests.triage.judged import JUDGE, judged

KILOBYTES_64 = 65_536
UNITS = [
    *(
        "a",
        "bad ",
        "but bad ",
        "not ",
        "waiting ",
        "thanks for ",
        "love it ",
        "WORST EVER! ",
        "aB",
        "fail",
        "a'",
    ),
    *("@", "@a ", "#", "#aB ", "#failx", "http://", "www. ", ". ", "a.", "!?", "&", "&amp;", "\n", " ", "\0"),
    *("😡", "😡 ", "\u200b", "\u200d", "\u202e", "שלום ", "e\u0301", "\ufdfa", "最", "\ud800"),
    *("<!channel> ", "{{x}} "),
]

texts = st.text(max_size=600) | st.lists(st.sampled_from(UNITS), max_size=80).map("".join)
items = st.builds(
    TriageInput,
    text=texts,
    stars=st.none() | st.integers(-3, 9),
    sentiment=st.none() | st.floats(),
    language=st.none() | st.text(max_size=12),
    followers=st.none() | st.integers(-5, 10**9),
    brand=st.none() | st.text(max_size=80),
)


@settings(deadline=None)
@given(st.lists(items, max_size=5))
def test_a_batch_is_judged_as_one_by_one_and_again(batch: list[TriageInput]) -> None:
    together = JUDGE.judge(batch)
    assert together == [JUDGE.judge([item])[0] for item in batch] == JUDGE.judge(batch)


@settings(deadline=None)
@given(items)
def test_any_item_gets_a_whole_judgement(item: TriageInput) -> None:
    judgement = JUDGE.judge([item])[0]
    assert _is_whole(judgement)


@settings(deadline=None)
@given(texts)
def test_one_star_is_a_complaint_whatever_the_words(text: str) -> None:
    assert judged(text, stars=1).complaint is Complaint.YES


@pytest.mark.parametrize("unit", UNITS, ids=ascii)
def test_a_huge_text_of_one_thing_takes_bounded_time(unit: str) -> None:
    text = (unit * KILOBYTES_64)[:KILOBYTES_64]
    start = time.process_time()
    assert _is_whole(judged(text))
    assert time.process_time() - start < 2.0


def test_both_ends_of_a_huge_text_are_read() -> None:
    filler = "and so on " * 9_000
    assert judged("I was injured. " + filler).flags == judged(filler + " I was injured.").flags == ("safety",)


def test_no_items_no_judgements() -> None:
    assert JUDGE.judge([]) == []


def _is_whole(judgement: Judgement) -> bool:
    return (
        judgement.complaint in Complaint
        and judgement.severity in Severity
        and 1 <= len(judgement.categories) <= 2
        and len(set(judgement.categories) & set(Category)) == len(judgement.categories)
        and set(judgement.flags) <= set(RiskFlag)
        and bool(judgement.reasons)
        and len(judgement.language) in (2, 3)
        and all(len(reason) <= 140 for reason in judgement.reasons)
    )
