"""The reply speaks to this post and invents nothing."""

import pytest

from tests.rules.checking import GOOD, hard, soft


def test_a_reply_for_any_complaint_is_found() -> None:
    assert "R1" in hard("I'm sorry about this. I'll be the one to put it right: I'll follow up.")


def test_a_post_about_nothing_in_particular_cannot_be_missed() -> None:
    assert "R1" not in hard("I'm sorry about this. I'll look into it.", mention="Awful. Just awful.")


def test_naming_one_detail_of_many_is_only_a_hint() -> None:
    assert soft("I'm sorry about your bag. I'll trace it.", mention="My bag " + "and so on " * 6) == {"R1"}


@pytest.mark.parametrize(
    "words", ["It took 5 hours.", "Bus 99 is late.", "We owe 3,000 people this.", "It was eight hours."]
)
def test_a_number_from_nowhere_is_found(words: str) -> None:
    assert "R9" in hard(f"{GOOD} {words}")


def test_a_number_may_be_repeated_in_words() -> None:
    assert "R9" not in hard(f"{GOOD} You waited three hours.")


@pytest.mark.parametrize(
    "words", ["I'll ask Nadia about it.", "Nadia will call.", "It went to Heathrow.", "Ask our Berlin team."]
)
def test_a_name_from_nowhere_is_found(words: str) -> None:
    assert "R9" in hard(f"{GOOD} {words}")


def test_names_of_the_post_the_person_and_the_facts_are_fine() -> None:
    text = f"Hi Jo, {GOOD} I'll ask at Ryde and tell Nadia."
    assert "R9" not in hard(text, name="Jo", sources=("Nadia leads our lost property team.",))


@pytest.mark.parametrize(
    "cause", ["because of the storm", "due to a strike", "caused by heavy traffic", "thanks to fog"]
)
def test_a_cause_that_nobody_confirmed_is_found(cause: str) -> None:
    assert "R9" in hard(f"I'm sorry your bag was lost {cause}. I'll trace it.")


def test_a_cause_from_a_fact_card_is_fine() -> None:
    text = "I'm sorry your bag was lost because of the storm. I'll trace it."
    assert "R9" not in hard(text, sources=("The storm on Sunday left bags behind.",))
