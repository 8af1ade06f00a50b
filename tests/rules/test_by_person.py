"""What a person typed is theirs, unless it harms somebody."""

import pytest

from bot.models import Severity
from tests.rules.checking import GOOD, hard, soft


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("R1", "I'm sorry about this. I'll follow it up."),
        ("R2", "I'll trace your bag."),
        ("R3", "I'm sorry if your bag was lost. I'll trace it."),
        ("R6", "I'm sorry about your bag."),
        ("R8", "I'm sorry about your bag. I'll trace it by 18:40."),
        ("R9", "I'm sorry about your bag. I'll ask Nadia."),
        ("R10", "I'm sorry about your bag. I'll trace it, I promise you."),
    ],
)
def test_these_become_hints(rule: str, text: str) -> None:
    assert rule in hard(text)
    assert rule not in hard(text, by_person=True)
    assert rule in soft(text, by_person=True)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("R12", "Call +44 20 7946 0999."),
        ("R11", "I'll refund you."),
        ("R22", "<!channel>"),
        ("link", "https://evil.example"),
        ("invisible", "\u202e"),
        ("R13", "We are liable."),
    ],
)
def test_these_stay_hard(rule: str, words: str) -> None:
    assert rule in hard(f"{GOOD} {words}", by_person=True)


def test_fault_in_a_critical_case_stays_hard() -> None:
    assert "R13" in hard(f"{GOOD} That's on us.", by_person=True, severity=Severity.CRITICAL)
