"""What the model promises is owned, or not used; in any language, as far as its translation tells."""

from dataclasses import replace

import pytest

from tests.drafting.desk import answer
from tests.drafting.requests import a_request
from tests.drafting.test_asking import GOOD, HONEST, POST, asked, in_language


@pytest.mark.parametrize(
    "promise",
    [
        "We'll have someone ring you tomorrow.",
        "A new one will be shipped today.",
        "Our head of baggage will call you today.",
    ],
)
async def test_a_promise_that_nobody_owns_is_named_and_not_used(promise: str) -> None:
    found, (_, second) = await asked(f"{GOOD} {promise}", f"{GOOD} {promise}")

    assert found.words is None
    assert second.mend


async def test_a_promise_that_nobody_owns_is_mended_once() -> None:
    found, questions = await asked(f"{GOOD} I'll phone your family tonight.", GOOD)

    assert found.words is not None
    assert all(promise.owner for promise in found.words.commitments)
    assert len(questions) == 2


async def test_promises_in_a_language_that_we_do_not_read_are_found_in_the_translation() -> None:
    _, reply, meant = HONEST["it"]
    found, _ = await asked(replace(answer(reply), back_translation=meant), request=in_language("it"))

    assert found.words is not None
    (promise,) = found.words.commitments
    assert promise.owner


async def test_a_third_public_reply_in_such_a_language_is_held_to_private_too() -> None:
    _, reply, meant = HONEST["ja"]
    third = replace(in_language("ja"), public_turns=2)
    said = replace(answer(reply), back_translation=meant)

    found, (_, second) = await asked(said, said, request=third)

    assert found.words is None
    assert any("two public replies" in told for told in second.mend)


async def test_an_english_reply_that_hands_over_is_used_as_the_third() -> None:
    request = replace(a_request(POST, "lost"), public_turns=2)
    found, _ = await asked(f"{GOOD} Please send us a DM.", request=request)

    assert found.words is not None
