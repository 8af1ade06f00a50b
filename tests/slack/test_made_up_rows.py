"""Whatever stands in the rows: Slack takes what is drawn of them, and nothing of a stranger's comes alive."""

import time
from typing import Any

import pytest

from bot.sandbox.limits.blocks import block_faults
from bot.sandbox.limits.view import view_faults
from bot.slack.blocks import Rendered
from tests.slack import second_opinion
from tests.slack.made_up import SOMEWHERE, Drawn, MadeUp
from tests.slack.test_hostile_text import MAX_UPDATE_TEXT, strangers_alive

SHORT = 2_000
LONG = 100_000
OTHERS_EVERY = 100
"""Cards for each round of all modals, messages and Homes."""


def alive(payload: Any) -> list[str]:
    """What is not ours; a link to a card in Slack is."""
    return [token for token in strangers_alive(payload) if not token.startswith(f"<{SOMEWHERE}|")]


def check(drawn: Drawn, what: str) -> None:
    """Both opinions on the limits, and what would come alive."""
    if isinstance(drawn, Rendered):
        assert block_faults(drawn.blocks, "message") == [], what
        assert len(drawn.text) <= MAX_UPDATE_TEXT, what
        assert alive([{"text": drawn.text}, drawn.blocks]) == [], what
        second_opinion.message(drawn.text, drawn.blocks)
    else:
        assert view_faults(drawn, "home" if drawn["type"] == "home" else "modal") == [], what
        assert alive(drawn) == [], what
        second_opinion.view(drawn)


def check_many(first: int, count: int) -> None:
    for seed in range(first, first + count):
        made = MadeUp(seed)
        check(made.card(), f"the card of seed {seed}")
        if seed % OTHERS_EVERY == 0:
            for number, drawn in enumerate(made.everything_else()):
                check(drawn, f"number {number} of seed {seed}")


def test_thousands_of_made_up_rows_are_drawn_within_slacks_limits() -> None:
    check_many(time.time_ns() % 10**12, SHORT)


@pytest.mark.slow
@pytest.mark.timeout(3_600)
def test_a_hundred_thousand_made_up_rows_are_drawn_within_slacks_limits() -> None:
    check_many(0, LONG)
