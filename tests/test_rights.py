"""Who may approve: empty lists let nobody through, and sensitive replies are for few."""

import pytest

from bot.models import Severity
from bot.ports import People
from bot.rights import approvers, is_sensitive

NOBODY: frozenset[str] = frozenset()
ANN, MAYA, LEA = frozenset({"A"}), frozenset({"M"}), frozenset({"L"})


@pytest.mark.parametrize(
    ("people", "careful"),
    [
        (People(ANN, MAYA, NOBODY, LEA), LEA),
        (People(ANN, MAYA, NOBODY, NOBODY), MAYA),
        (People(ANN, NOBODY, NOBODY, NOBODY), ANN),
        (People(ANN, NOBODY, NOBODY, NOBODY, names_managers=True), NOBODY),
        (People(ANN, MAYA, NOBODY, NOBODY, names_legal=True), NOBODY),
        (People(NOBODY, MAYA, NOBODY, LEA), NOBODY),
    ],
)
def test_sensitive_replies_are_for_legal_people_else_for_managers_where_any_are_named(
    people: People, careful: frozenset[str]
) -> None:
    assert approvers(people, sensitive=True) == careful


def test_other_replies_are_for_every_approver() -> None:
    assert approvers(People(ANN, MAYA, NOBODY, LEA), sensitive=False) == ANN


@pytest.mark.parametrize(
    ("severity", "flags", "expected"),
    [
        (Severity.CRITICAL, [], True),
        (Severity.LOW, ["legal"], True),
        (Severity.HIGH, ["press", "safety"], False),
        (Severity.HIGH, [], False),
    ],
)
def test_critical_and_legal_cases_are_sensitive(severity: Severity, flags: list[str], expected: bool) -> None:
    assert is_sensitive(severity, flags) is expected
