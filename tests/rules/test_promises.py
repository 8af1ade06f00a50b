"""One owned step, one place, times that are agreed, no gifts."""

import pytest

from tests.rules.checking import hard

SORRY = "I'm sorry your bag was lost."


@pytest.mark.parametrize(
    "words", ["Please be patient.", "This is being looked into.", "Bags matter.", "Send us a DM."]
)
def test_a_reply_in_which_nobody_does_anything_is_found(words: str) -> None:
    assert "R6" in hard(f"{SORRY} {words}")


@pytest.mark.parametrize(
    "words",
    [
        "I'll look into it.",
        "I've asked the crew.",
        "We're tracing it now.",
        "We will call you.",
        "I'm checking with Ryde.",
    ],
)
def test_an_owned_step_is_seen(words: str) -> None:
    assert "R6" not in hard(f"{SORRY} {words}")


def test_two_places_to_go_are_one_too_many() -> None:
    assert "R7" in hard(f"{SORRY} I'll help: send us a DM or e-mail us.")


@pytest.mark.parametrize(
    "time",
    ["today", "within 2 hours", "by 17:00", "tomorrow", "in the next 24 hours", "by noon", "right away"],
)
def test_a_time_that_nobody_agreed_to_is_found(time: str) -> None:
    assert "R8" in hard(f"{SORRY} I'll trace it {time}.")


def test_a_time_from_the_actions_is_fine() -> None:
    assert "R8" not in hard(f"{SORRY} I'll trace it today.", sources=("I'll trace it today",))


def test_a_time_from_the_post_may_be_named_and_not_promised() -> None:
    assert "R8" not in hard("I'm sorry you missed the 7:40 with your bag. I'll trace it.")
    assert "R8" not in hard("I'm sorry about your bag. I'll go through the 7:40 to Ryde with the crew.")
    assert "R8" in hard("I'm sorry about your bag. I'll trace it by 7:40.")


@pytest.mark.parametrize(
    "words",
    [
        "I guarantee it.",
        "We promise to do better.",
        "This will never happen again.",
        "Rest assured.",
        "It won't happen again.",
    ],
)
def test_a_promise_that_nobody_can_keep_is_found(words: str) -> None:
    assert "R10" in hard(f"{SORRY} I'll trace it. {words}")


@pytest.mark.parametrize(
    "words",
    [
        "I'll refund you.",
        "We'll give you a voucher.",
        "You'll get your money back.",
        "A full refund is on its way.",
        "Here is a discount.",
        "Your next trip is free of charge, with a free upgrade.",
        "We'll credit your account.",
        "We'll pay $50.",
        "I'll waive the fee.",
        "Have a gift card.",
        "I'll make it up to you.",
    ],
)
def test_an_offer_of_money_or_gifts_is_found(words: str) -> None:
    assert "R11" in hard(f"{SORRY} I'll trace it. {words}")


@pytest.mark.parametrize(
    "words",
    [
        "I'll find out where your refund is.",
        "Feel free to ask.",
        "I'll check the credit card receipt with you by DM.",
    ],
)
def test_words_that_are_no_offer_are_fine(words: str) -> None:
    assert "R11" not in hard(f"{SORRY} I'll trace it. {words}")


def test_an_offer_that_the_brand_declared_is_fine() -> None:
    assert "R11" not in hard(f"{SORRY} I'll trace it and send a voucher.", sources=("a voucher",))


def test_a_question_alone_is_found() -> None:
    assert {"R19", "R6"} <= hard(f"{SORRY} What did your bag look like?")
