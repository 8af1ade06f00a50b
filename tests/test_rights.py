"""Who may approve: empty lists let nobody through, and sensitive replies are for few."""

import pytest

from bot.models import Severity
from bot.ports import People
from bot.rights import FourEyes, alone, approvers, is_sensitive, needs_two

NOBODY: frozenset[str] = frozenset()
ANN, MAYA, LEA = frozenset({"A"}), frozenset({"M"}), frozenset({"L"})


@pytest.mark.parametrize(
    ("people", "careful"),
    [
        (People(ANN, MAYA, NOBODY, LEA, names_legal=True), LEA),
        (People(ANN, MAYA, NOBODY, LEA), MAYA | LEA),
        (People(ANN, NOBODY, NOBODY, LEA), ANN | LEA),
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
    assert approvers(people, sensitive=True, group=None) == careful


def test_other_replies_are_for_every_approver() -> None:
    assert approvers(People(ANN, MAYA, NOBODY, LEA), sensitive=False, group=None) == ANN


ON_CALL = frozenset({"C"})


@pytest.mark.parametrize(
    ("people", "sensitive", "group", "expected"),
    [
        (People(ANN, MAYA, ON_CALL, NOBODY, oncall_approves=True), False, None, ANN | ON_CALL),
        (People(ANN, MAYA, ON_CALL, NOBODY), False, None, ANN),
        (People(ANN, MAYA, ON_CALL, NOBODY, oncall_approves=True), True, None, MAYA),
        (People(ANN, NOBODY, ON_CALL, NOBODY, oncall_approves=True), True, None, ANN),
        (People(ANN, MAYA, ON_CALL, NOBODY, oncall_approves=True), False, "S0NORTH", MAYA),
        (People(NOBODY, MAYA, ON_CALL, NOBODY, oncall_approves=True), False, None, NOBODY),
    ],
)
def test_whoever_is_on_call_approves_what_is_neither_sensitive_nor_for_few(
    people: People, sensitive: bool, group: str | None, expected: frozenset[str]
) -> None:
    assert approvers(people, sensitive=sensitive, group=group) == expected


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


GROUP, FRED = "S0NORTH,UF", frozenset({"F"})
ROUTED = {GROUP: FRED}


@pytest.mark.parametrize(
    ("people", "sensitive", "expected"),
    [
        (People(ANN, MAYA, NOBODY, LEA, groups=ROUTED), False, FRED | MAYA),
        (People(ANN, NOBODY, NOBODY, NOBODY, groups=ROUTED), False, FRED),
        (People(ANN, MAYA, NOBODY, LEA, names_legal=True, groups=ROUTED), True, LEA),
        (People(ANN, MAYA, NOBODY, NOBODY, groups=ROUTED), True, MAYA),
        (People(ANN, NOBODY, NOBODY, NOBODY, groups=ROUTED), True, FRED),
        (People(ANN, MAYA, NOBODY, LEA), False, MAYA),
        (People(ANN, NOBODY, NOBODY, NOBODY), False, NOBODY),
        (People(NOBODY, MAYA, NOBODY, LEA, groups=ROUTED), False, NOBODY),
    ],
)
def test_a_routed_draft_is_for_its_group_and_managers_and_a_sensitive_one_still_for_few(
    people: People, sensitive: bool, expected: frozenset[str]
) -> None:
    assert approvers(people, sensitive=sensitive, group=GROUP) == expected


def test_who_alone_approves_some_draft_is_on_the_team() -> None:
    assert People(ANN, MAYA, NOBODY, LEA, groups=ROUTED).team == ANN | MAYA | LEA | FRED


MANY = frozenset("ABCD")


@pytest.mark.parametrize(
    ("mode", "people", "group", "expected"),
    [
        ("auto", People(MANY, NOBODY, NOBODY, NOBODY), None, True),
        ("auto", People(frozenset("AB"), NOBODY, NOBODY, NOBODY), None, False),
        ("auto", People(MANY, NOBODY, NOBODY, NOBODY, groups={GROUP: frozenset("FG")}), GROUP, False),
        ("auto", People(ANN, NOBODY, NOBODY, NOBODY, groups={GROUP: frozenset("FGH")}), GROUP, True),
        ("auto", People(MANY, NOBODY, NOBODY, NOBODY), GROUP, False),
        ("on", People(ANN, NOBODY, NOBODY, NOBODY), None, True),
        ("off", People(MANY, MAYA, NOBODY, LEA), None, False),
    ],
)
def test_four_eyes_count_those_who_may_approve_this_very_draft(
    mode: FourEyes, people: People, group: str | None, expected: bool
) -> None:
    assert needs_two(mode, people, Severity.HIGH, ["press"], group=group) is expected


@pytest.mark.parametrize(
    ("people", "sensitive", "expected"),
    [
        (People(ANN, MAYA, NOBODY, LEA, names_legal=True), False, MAYA),
        (People(ANN, MAYA, NOBODY, LEA, names_legal=True), True, NOBODY),
        (People(ANN, MAYA, NOBODY, LEA | MAYA, names_legal=True), True, MAYA),
        (People(ANN, MAYA, NOBODY, NOBODY), True, MAYA),
        (People(NOBODY, MAYA, NOBODY, NOBODY), False, NOBODY),
    ],
)
def test_a_manager_goes_alone_with_what_they_could_answer_for(
    people: People, sensitive: bool, expected: frozenset[str]
) -> None:
    assert alone(people, sensitive=sensitive, group=None) == expected
