"""A reply fits what is public already."""

import pytest

from bot.rules import check
from tests.rules.checking import GOOD, context, hard

OTHER = "Sorry that your bag got lost on the 7:40, I'll trace it: please send the bag tag number in a DM."
IN_PUBLIC = "I'm sorry your bag was lost on the 7:40. I'll trace it now."
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
    assert ("R25" in hard(IN_PUBLIC, public_turns=turns)) is found


@pytest.mark.parametrize(
    "words",
    [
        "Please send us a DM.",
        "Escríbenos un mensaje directo.",
        "Envoyez-nous un message privé.",
        "Schicken Sie uns eine Direktnachricht.",
        "Envie-nos uma mensagem direta.",
        "Please e-mail us.",
        "Please go on in the Acme chat.",
    ],
)
def test_a_third_reply_that_hands_over_to_private_is_fine(words: str) -> None:
    assert "R25" not in hard(f"{IN_PUBLIC} {words}", public_turns=2, channel="the Acme chat")


FACT = "The last ferry to Ryde leaves at 22:30 on weekdays."


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("The last ferry to Ryde leaves at 23:30.", True),
        ("The last ferry to Ryde leaves at 22:30.", False),
        ("I'll look at your ferry by 17:00.", False),
        ("The last ferry to Ryde leaves late.", False),
    ],
)
def test_a_fact_card_is_not_told_with_another_figure(words: str, found: bool) -> None:
    assert ("R23" in hard(f"{IN_PUBLIC} {words}", facts=(FACT,))) is found


def test_a_figure_that_another_source_gives_contradicts_no_fact() -> None:
    other = "The last ferry to Cowes leaves at 23:30."

    assert "R23" not in hard(f"{IN_PUBLIC} {other}", facts=(FACT, other), sources=(FACT, other))


def test_a_contradicted_fact_is_told_to_the_person() -> None:
    text = f"{IN_PUBLIC} The last ferry to Ryde leaves at 23:30."
    (found,) = [one for one in check(text, context(text, facts=(FACT,))) if one.rule == "R23"]

    assert (found.words, FACT in found.why, "/amends fact" in found.fix) == ("23:30", True, True)
