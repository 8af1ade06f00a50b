"""The model's reading adds to the verdict and never takes anything away; each addition has its reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drafting.hints import Hints, merge
from bot.models import Category, Complaint, RiskFlag, Severity, Verdict
from tests.builders import a_mention, a_verdict


def read(hints: Hints, **changes: object) -> Verdict:
    """The verdict after the hints."""
    verdict = a_verdict(a_mention(), **changes)
    merge(verdict, hints)
    return verdict


def test_another_kind_of_trouble_is_the_second_guess() -> None:
    verdict = read(Hints(category="staff"))

    assert (verdict.category, verdict.second_category) == ("lost", "staff")
    assert (verdict.reasons, verdict.judged_by) == (["AI reads it as staff"], "rules+llm")


@pytest.mark.parametrize("category", ["lost", "other", None])
def test_the_same_or_no_kind_changes_nothing(category: str | None) -> None:
    verdict = read(Hints(category=category))

    assert (verdict.second_category, verdict.reasons, verdict.judged_by) == (None, [], "rules")


def test_a_second_guess_of_ours_stays() -> None:
    assert read(Hints(category="staff"), second_category="delay").second_category == "delay"


def test_that_it_is_no_complaint_is_told_and_decided_by_people() -> None:
    verdict = read(Hints(complaint=False))

    assert (verdict.complaint, verdict.reasons) == (Complaint.YES, ["AI reads it as no complaint"])


def test_the_same_hints_again_are_no_news() -> None:
    hints = Hints(severity=4, flags=("legal",), category="staff", complaint=False)
    verdict = read(hints)
    reasons = list(verdict.reasons)

    assert not merge(verdict, hints)
    assert verdict.reasons == reasons


@given(
    st.builds(
        Hints,
        severity=st.none() | st.integers(-5, 9),
        flags=st.lists(st.sampled_from([one.value for one in RiskFlag])).map(tuple),
        category=st.none() | st.sampled_from([one.value for one in Category]),
        complaint=st.none() | st.booleans(),
    ),
    st.sampled_from(list(Severity)),
)
def test_nothing_is_ever_taken_away(hints: Hints, severity: Severity) -> None:
    verdict = read(hints, severity=severity, flags=["safety"])

    assert verdict.severity >= severity
    assert "safety" in verdict.flags
    assert (verdict.category, verdict.complaint) == ("lost", Complaint.YES)


def test_what_a_person_corrected_is_not_raised_again() -> None:
    verdict = a_verdict(a_mention(), judged_by="U0STAFF")
    assert not merge(verdict, Hints(severity=4, flags=("safety",), category="billing", complaint=False))
    assert (verdict.severity, verdict.flags, verdict.judged_by) == (2, [], "U0STAFF")
