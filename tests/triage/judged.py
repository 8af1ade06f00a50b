"""One judge for all tests of triage, and a short way to ask it."""

from typing import Any

from bot.ports import Judgement
from bot.triage import Judge, TriageInput

JUDGE = Judge()


def judged(text: str, **known: Any) -> Judgement:
    return JUDGE.judge([TriageInput(text, **known)])[0]
