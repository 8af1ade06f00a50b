"""Asks a blind judge: every pair in both orders, answers read strictly, gates applied.

A reply that fails a gate (truthful, safe) loses whatever its sum.
"""

import asyncio
import json
from collections.abc import Callable, Sequence
from typing import Annotated, Final, Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.errors import LlmUnavailable
from bot.evals.pairs import DIMENSIONS, RUBRIC, Pair, question
from bot.evals.verdicts import Judged, Opinion, Side, Verdicts

GATES: Final = (7, 8)
"""Numbers of the dimensions that decide alone."""
AT_ONCE: Final = 4
"""Pairs under way."""
PATIENCE: Final = 5
"""Failed pairs, with none judged, after which the others are not tried."""


class Judge(Protocol):
    """A language model that answers one question."""

    async def ask(self, system: str, user: str) -> str:
        """Its answer.

        Raises:
            LlmUnavailable: with the reason.
        """
        ...


async def judge_pairs(judge: Judge, pairs: Sequence[Pair], tell: Callable[[int], None]) -> Verdicts:
    """Each pair in both orders. `tell` hears how many pairs are done.

    Raises:
        LlmUnavailable: not one pair could be judged.
    """
    court = _Court(judge, tell)
    found = await asyncio.gather(*(court.hear(pair) for pair in pairs))
    if court.faults and court.judged == 0:
        raise court.faults[0]
    return Verdicts(tuple(each for each in found if each), found.count(None))


class _Court:
    """Hears some pairs at once and counts."""

    def __init__(self, judge: Judge, tell: Callable[[int], None]) -> None:
        self.faults: list[LlmUnavailable] = []
        self.judged = 0
        self._judge, self._tell = judge, tell
        self._done = 0
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def hear(self, pair: Pair) -> Judged | None:
        """The pair in both orders; `None` without two usable answers."""
        async with self._slots:
            judged = await self._both_orders(pair) if self._is_worth_asking else None
        self._done += 1
        self._tell(self._done)
        return judged

    @property
    def _is_worth_asking(self) -> bool:
        return self.judged > 0 or len(self.faults) < PATIENCE

    async def _both_orders(self, pair: Pair) -> Judged | None:
        try:
            first = _opinion(await self._judge.ask(RUBRIC, question(pair, ours_first=True)), ours="A")
            second = _opinion(await self._judge.ask(RUBRIC, question(pair, ours_first=False)), ours="B")
        except LlmUnavailable as fault:
            self.faults.append(fault)
            return None
        self.judged += 1
        return Judged(pair, first, second) if first and second else None


class _Answer(BaseModel):
    model_config = ConfigDict(extra="ignore")

    A: dict[str, Annotated[int, Field(ge=0, le=2)]]
    B: dict[str, Annotated[int, Field(ge=0, le=2)]]
    gate_fail: list[str] = []
    winner: Literal["A", "B", "tie"]
    why: str = ""


def _opinion(said: str, *, ours: Literal["A", "B"]) -> Opinion | None:
    """The answer by side, gates applied; `None` if it is not in the form that was asked for."""
    start = said.find("{")
    try:
        answer = _Answer.model_validate(json.JSONDecoder().raw_decode(said, max(start, 0))[0])
    except (ValueError, ValidationError, RecursionError):
        return None
    scores = {"A": _scores(answer.A), "B": _scores(answer.B)}
    if len(scores["A"]) != len(DIMENSIONS) or len(scores["B"]) != len(DIMENSIONS):
        return None
    theirs: Literal["A", "B"] = "B" if ours == "A" else "A"
    failed = {side: _fails_gate(side, scores[side], answer.gate_fail) for side in scores}
    return Opinion(
        winner=_winner(answer.winner, ours, ours_failed=failed[ours], theirs_failed=failed[theirs]),
        ours=scores[ours],
        theirs=scores[theirs],
        ours_failed=failed[ours],
        theirs_failed=failed[theirs],
        why=answer.why[:300],
    )


def _scores(raw: dict[str, int]) -> tuple[int, ...]:
    numbers = [str(number) for number in range(1, len(DIMENSIONS) + 1)]
    return tuple(raw[number] for number in numbers if number in raw)


def _fails_gate(side: str, scores: tuple[int, ...], named: Sequence[str]) -> bool:
    by_score = any(scores[gate - 1] == 0 for gate in GATES)
    return by_score or any(name.replace(" ", "").startswith(f"{side}:") for name in named)


def _winner(said: str, ours: str, *, ours_failed: bool, theirs_failed: bool) -> Side:
    if ours_failed != theirs_failed:
        return "theirs" if ours_failed else "ours"
    if said == "tie":
        return "tie"
    return "ours" if said == ours else "theirs"
