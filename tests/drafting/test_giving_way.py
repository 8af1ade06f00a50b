"""Which older drafts give way by themselves when their author posts again: none that anybody worked on."""

from datetime import timedelta
from typing import Any

import pytest

from bot.drafting.giving_way import is_covered, is_untouched
from bot.models import DraftState, RiskFlag, Severity
from bot.store.drafts import CardRows, as_revision
from tests.builders import ANN, NOON, a_draft, a_mention, a_verdict, written

MENTION = a_mention()
LATER = NOON + timedelta(hours=1)


def rows(made_by: str = "template", **changes: Any) -> CardRows:
    draft, revision = a_draft(MENTION, **changes), as_revision(MENTION.id, 1, written(made_by=made_by), NOON)
    return CardRows(MENTION, a_verdict(MENTION), draft, revision, None, None, None)


def test_a_machines_draft_that_nobody_touched_gives_way() -> None:
    assert is_untouched(rows())
    assert is_untouched(rows("llm"))


@pytest.mark.parametrize(
    "touched",
    [
        {"assignee": ANN},
        {"edited_by": ANN},
        {"made_by": ANN},
        {"first_approver": ANN},
        {"approval_id": "a1"},
        {"offered_revision": 1},
        {"asked": 2},
        {"snoozed_until": LATER},
        {"escalated_at": NOON},
        *[{"state": state} for state in DraftState if state != DraftState.WAITING],
    ],
)
def test_what_somebody_worked_on_stays(touched: dict[str, Any]) -> None:
    assert not is_untouched(rows(**touched))


@pytest.mark.parametrize(
    ("newer", "covers"),
    [
        ({}, True),
        ({"severity": Severity.CRITICAL}, True),
        ({"category": "delay"}, False),
        ({"severity": Severity.LOW}, False),
    ],
)
def test_a_newer_post_stands_for_one_about_the_same_that_is_no_graver(
    newer: dict[str, Any], covers: bool
) -> None:
    assert is_covered(a_verdict(MENTION), Severity.NORMAL, a_verdict(MENTION, **newer)) is covers


def test_a_sign_of_risk_is_never_lost() -> None:
    risky = a_verdict(MENTION, flags=[RiskFlag.LEGAL])

    assert not is_covered(risky, Severity.NORMAL, a_verdict(MENTION))
    assert is_covered(risky, Severity.NORMAL, risky)
    assert not is_covered(a_verdict(MENTION), Severity.CRITICAL, a_verdict(MENTION))
