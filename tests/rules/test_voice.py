"""One person speaks to another, in the brand's words, and says who they are."""

import pytest

from bot.rules import check
from tests.rules.checking import GOOD, context, hard, soft


def test_the_brands_sign_off_is_missed_in_a_machines_text_only() -> None:
    assert "R17" in soft(GOOD, sign_off="– Harbourline Care")
    assert "R17" not in soft(f"{GOOD} – Harbourline Care AM", sign_off="– Harbourline Care")
    assert "R17" not in soft(GOOD, sign_off="– Harbourline Care", by_person=True)


def test_a_name_said_once_is_enough() -> None:
    assert "R17" not in soft(f"Jo, {GOOD}", name="Jo")
    assert "R17" in soft(f"Jo, {GOOD} Bye, Jo.", name="Jo")


def test_we_alone_is_nobody() -> None:
    assert "R18" in soft("We're sorry your bag was lost. We'll trace it.")
    assert "R18" not in soft(GOOD)


@pytest.mark.parametrize("words", ["your bad experience", "this experience", "the poor experience"])
def test_sorry_for_an_experience_is_hinted_at(words: str) -> None:
    assert "R4" in soft(f"I'm sorry about {words}. I'll trace your bag.")


def test_sorry_for_what_happened_is_not() -> None:
    assert "R4" not in soft(GOOD)


@pytest.mark.parametrize(
    "words", ["I work at Harbourline.", "I'm with the Harbourline team.", "Trabajo en Harbourline."]
)
def test_a_colleague_who_says_so_may_speak(words: str) -> None:
    assert "R24" not in hard(f"{words} {GOOD}", account="personal", by_person=True)


def test_a_colleague_who_does_not_say_so_may_not() -> None:
    assert "R24" in hard(GOOD, account="personal", by_person=True)


@pytest.mark.parametrize("words", ["As a happy customer myself, I disagree.", "I'm a regular passenger too."])
def test_the_brand_plays_no_customer(words: str) -> None:
    assert "R24" in hard(f"{GOOD} {words}")


def test_a_better_word_is_offered() -> None:
    found = check(f"{GOOD} Dear user.", context(GOOD, prefer=(("user", "passenger"),)))
    assert [(each.level, each.words, each.fix) for each in found if each.rule == "R26"] == [
        ("soft", "user", "Say “passenger”.")
    ]


def test_a_word_inside_another_is_not_meant() -> None:
    assert "R26" not in hard(f"{GOOD} It is unused.", never=("used",))


def test_what_the_brand_never_says_is_a_hint_to_a_person() -> None:
    assert "R26" in soft(f"{GOOD} Valued customer.", never=("valued customer",), by_person=True)
