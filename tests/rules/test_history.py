"""A reply fits what is public already."""

import pytest

from tests.rules.checking import GOOD, hard

OTHER = "Sorry that your bag got lost on the 7:40, I'll trace it: please send the bag tag number in a DM."
STATEMENT = "A signal fault at Ryde stopped 12 trains. They run again at 20:00 because the signal is mended."


def test_a_copy_of_a_recent_reply_is_found() -> None:
    assert "R14" in hard(GOOD.replace("your bag", "your own bag"), recent=("Something else.", GOOD))


def test_the_same_thing_in_other_words_is_no_copy() -> None:
    assert "R14" not in hard(GOOD, recent=(OTHER,))


def test_what_is_no_copy_to_strangers_is_one_in_the_same_thread() -> None:
    near = (
        "I'm sorry your bag was lost on the 7:40. I'll look for it: send us your bag tag number in a message."
    )
    assert "R14" not in hard(GOOD, recent=(near,))
    assert "R14" in hard(GOOD, in_thread=(near,))


@pytest.mark.parametrize(
    "words",
    ["Trains run again at 18:00.", "It stopped 15 trains.", "It was stopped because of a strike."],
)
def test_what_the_approved_statement_says_otherwise_is_found(words: str) -> None:
    assert "R23" in hard(f"{GOOD} {words}", holding=STATEMENT)


@pytest.mark.parametrize(
    "words",
    [
        "They run again at 20:00.",
        "It stopped 12 trains.",
        "It stopped because the signal is mended.",
        "Sorry.",
    ],
)
def test_what_the_approved_statement_says_may_be_said(words: str) -> None:
    assert "R23" not in hard(f"{GOOD} {words}", holding=STATEMENT)


def test_figures_of_the_post_may_be_repeated_beside_a_statement() -> None:
    assert "R23" not in hard(f"{GOOD} You waited 3 hours for it.", holding="It took 2 hours.")


@pytest.mark.parametrize(("turns", "found"), [(0, False), (1, False), (2, True), (5, True)])
def test_after_two_public_replies_it_goes_on_in_private(turns: int, found: bool) -> None:
    assert ("R25" in hard(GOOD, public_turns=turns)) is found
