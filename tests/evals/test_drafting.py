"""Rows go the way of every mention, and come out the same each time."""

from dataclasses import replace

import pytest

from bot.evals.drafting import drafts_for
from bot.evals.rows import Row
from tests.evals.rows import ROWS, drafts, library


def test_every_row_gets_a_draft_that_may_be_approved() -> None:
    assert [(draft.row.id, draft.hard, draft.size.fits) for draft in drafts()] == [
        ("1", (), True),
        ("2", (), True),
        ("3", (), True),
    ]


def test_two_runs_say_the_same() -> None:
    again = drafts_for(ROWS, library())
    assert [draft.written.text for draft in again] == [draft.written.text for draft in drafts()]


def test_triage_tells_category_and_severity() -> None:
    assert [draft.category for draft in drafts()] == ["delay", "billing", "outage"]
    assert all(1 <= draft.severity <= 4 for draft in drafts())


def test_the_limit_is_the_platforms_own() -> None:
    assert [draft.size.limit for draft in drafts()] == [280, 350, 280]


def test_a_line_for_programs_has_exactly_the_agreed_fields() -> None:
    line = drafts()[0].as_json()
    assert list(line) == [
        "id", "text", "strategy", "template", "tone", "category", "severity", "length", "limit", "findings",
    ]  # fmt: skip
    assert line["length"] == len(line["text"])


def test_no_fact_card_of_a_brand_gets_into_a_draft() -> None:
    row = Row("f", "3 hours late, will you pay?", brand="Harbourline")
    assert "Delay Desk" not in next(drafts_for([row], library())).written.text


@pytest.mark.parametrize(
    "text", ["", "@acme", "🙃" * 300, "{{ brand }} {% for x in y %}", "\u202eevil\u0000"]
)
def test_a_strange_row_is_no_trouble(text: str) -> None:
    (draft,) = drafts_for([replace(ROWS[0], text=text)], library())
    assert not draft.hard


def test_a_row_that_comes_twice_is_answered_in_two_ways() -> None:
    first, second = drafts_for([ROWS[0], replace(ROWS[0], id="1b")], library())
    assert first.written.text != second.written.text
