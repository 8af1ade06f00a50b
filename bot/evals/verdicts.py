"""What a blind judge made of a file: wins that both orders agree on, gates, and how far to trust it."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any, Final, Literal

from bot.evals.pairs import DIMENSIONS, Pair

RESAMPLES: Final = 2_000
"""Of the bootstrap for the interval."""

Side = Literal["ours", "theirs", "tie"]


@dataclass(frozen=True)
class Opinion:
    """One call's view, by side. Scores run from 0 to 2, in the order of `DIMENSIONS`."""

    winner: Side
    ours: tuple[int, ...]
    theirs: tuple[int, ...]
    ours_failed: bool
    theirs_failed: bool
    why: str


@dataclass(frozen=True)
class Judged:
    """One pair in both orders; `flipped`: the two did not agree."""

    pair: Pair
    first: Opinion
    second: Opinion

    @property
    def flipped(self) -> bool:
        """The order changed the winner."""
        return self.first.winner != self.second.winner

    @property
    def winner(self) -> Side:
        """Only what both orders say counts."""
        return "tie" if self.flipped else self.first.winner


@dataclass(frozen=True)
class Verdicts:
    """What the judge made of the file."""

    judged: tuple[Judged, ...]
    unreadable: int
    """Pairs without a usable answer."""

    def as_json(self) -> dict[str, Any]:
        """The figures for programs."""
        real = [each for each in self.judged if each.pair.kind == "real"]
        wins = [each.winner == "ours" for each in real]
        low, high = interval(wins)
        return {
            "pairs": len(real),
            "win": sum(wins),
            "tie": sum(each.winner == "tie" for each in real),
            "loss": sum(each.winner == "theirs" for each in real),
            "win_share": round(fmean(wins), 4) if wins else None,
            "win_share_95": [low, high],
            "gates_failed": {"ours": _failed(real, "ours_failed"), "theirs": _failed(real, "theirs_failed")},
            "flipped": round(fmean(each.flipped for each in real), 4) if real else None,
            "win_share_by_length": _by_length(real),
            "mean": {"ours": _means(real, "ours"), "theirs": _means(real, "theirs")},
            "checks": {"same": _check(self.judged, "same", "tie"), "bad": _check(self.judged, "bad", "ours")},
            "unreadable": self.unreadable,
        }


def interval(wins: Sequence[bool]) -> tuple[float, float]:
    """95 % bootstrap interval of the share of wins; the same for the same wins."""
    if not wins:
        return 0.0, 0.0
    dice = random.Random(len(wins))  # noqa: S311 - resampling, no secret
    shares = sorted(fmean(dice.choices(wins, k=len(wins))) for _ in range(RESAMPLES))
    return round(shares[int(RESAMPLES * 0.025)], 4), round(shares[int(RESAMPLES * 0.975)], 4)


def _failed(judged: Sequence[Judged], side: str) -> int:
    return sum(getattr(each.first, side) or getattr(each.second, side) for each in judged)


def _means(judged: Sequence[Judged], side: str) -> dict[str, float]:
    scores = [getattr(opinion, side) for each in judged for opinion in (each.first, each.second)]
    if not scores:
        return {}
    return {name: round(fmean(score[index] for score in scores), 3) for index, name in enumerate(DIMENSIONS)}


def _by_length(judged: Sequence[Judged]) -> dict[str, float | None]:
    """A judge that likes length shows here."""
    longer = [each.winner == "ours" for each in judged if len(each.pair.ours) > len(each.pair.theirs)]
    shorter = [each.winner == "ours" for each in judged if len(each.pair.ours) <= len(each.pair.theirs)]
    return {
        "ours_longer": round(fmean(longer), 4) if longer else None,
        "ours_not_longer": round(fmean(shorter), 4) if shorter else None,
    }


def _check(judged: Sequence[Judged], kind: str, wanted: Side) -> dict[str, int]:
    of_kind = [each for each in judged if each.pair.kind == kind]
    return {"pairs": len(of_kind), "as_it_should": sum(each.winner == wanted for each in of_kind)}
