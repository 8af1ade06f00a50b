"""People who were hurt are heard, angry or not; and who only says so in an idiom rings nobody."""

import pytest

from bot.models import Complaint, RiskFlag, Severity
from bot.triage import disposition
from tests.triage.harmless import HARMLESS
from tests.triage.harms import HARMS
from tests.triage.judged import judged


def each(texts: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(language, text) for language in texts for text in texts[language]]


@pytest.mark.parametrize(("language", "text"), each(HARMS))
def test_harm_is_flagged_urgent_and_before_a_person(language: str, text: str) -> None:
    judgement = judged(text, language=language)
    assert RiskFlag.SAFETY.value in judgement.flags
    assert judgement.complaint is not Complaint.NO
    assert judgement.severity >= Severity.HIGH
    assert disposition(judgement, "judge") == "open"


@pytest.mark.parametrize(("language", "text"), each(HARMLESS))
def test_an_idiom_is_no_harm(language: str, text: str) -> None:
    assert RiskFlag.SAFETY.value not in judged(text, language=language).flags
