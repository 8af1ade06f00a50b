"""Replies in a crisis, before more is agreed: they say what the statement says, as soundly as others."""

import pytest

from bot.crisis.statement_words import suggested, text_of
from bot.drafting.composing import compose
from bot.drafting.crisis_wording import OWNER, held_words
from bot.models import CrisisStatement
from tests.builders import ANN, NOON
from tests.drafting.requests import LIBRARY, POSTS, a_request
from tests.drafting.test_under_stance import ANSWERED, BRAND


def a_statement(category: str) -> CrisisStatement:
    said = suggested(category, ["x"])
    text = text_of(said, NOON, BRAND.zone)
    return CrisisStatement(
        id="s1",
        crisis_id="c1",
        version=1,
        known=said.known,
        unknown=said.unknown,
        doing=said.doing,
        next_at=NOON,
        text=text,
        sha256="0" * 64,
        written_by=ANN,
        written_at=NOON,
    )


@pytest.mark.parametrize("category", ANSWERED)
def test_a_reply_says_what_the_statement_says_and_promises_only_to_write_again(category: str) -> None:
    said = a_statement(category)
    words = held_words(said)
    request = a_request(POSTS[category], category, brand=words.on(BRAND), stance=words)

    written = compose(LIBRARY, request)

    assert [found for found in written.findings if found.level == "hard"] == []
    assert said.known in written.text or said.doing in written.text
    assert [one.owner for one in written.commitments] == [OWNER]
