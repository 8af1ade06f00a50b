"""Counts -> how good triage is: the decision, what is set aside wrongly, and the reasons. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from bot.evals.triage import Tally
from bot.evals.vocabularies import Vocabulary, plain_name
from bot.models import Category

DIGITS = 4


@dataclass(frozen=True)
class ClassFigures:
    """One class. `n` texts are of it; precision is 0 if it was never guessed."""

    name: str
    n: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True)
class ReasonFigures:
    """How well reasons are guessed: the first guess that the file has a word for. `classes` go by size."""

    accuracy: float
    macro_f1: float
    classes: tuple[ClassFigures, ...]


@dataclass(frozen=True)
class TriageFigures:
    """All figures of one file; shares run from 0 to 1.

    `unknown` are reasons that nobody has said what they mean, with how many texts: they count nowhere.
    """

    n: int
    accuracy: float
    macro_f1: float
    precision: float
    recall: float
    unsure: float
    set_aside_wrongly: float
    complaints: int
    reasons: ReasonFigures | None
    unknown: tuple[tuple[str, int], ...]
    texts_per_second: float

    def as_json(self) -> dict[str, Any]:
        """What `--json` prints; a contract with other programs."""
        names = ("accuracy", "macro_f1", "precision", "recall", "unsure", "set_aside_wrongly")
        return {
            "n": self.n,
            "complaint": {name: round(float(getattr(self, name)), DIGITS) for name in names},
            "category": self.reasons
            and {
                "accuracy": round(self.reasons.accuracy, DIGITS),
                "macro_f1": round(self.reasons.macro_f1, DIGITS),
                "classes": [one.name for one in self.reasons.classes],
            },
            "texts_per_second": round(self.texts_per_second, 1),
        }


def summarise(tally: Tally, words: Vocabulary) -> TriageFigures:
    """The figures of a file with at least one text."""
    complaint, other = _decision_figures(tally.decisions)
    named = {name for name, _ in tally.guesses if plain_name(name) in words}
    unknown = Counter[str]()
    for (name, _), count in tally.guesses.items():
        unknown[name] += count * (name not in named)
    right = tally.decisions[True, True] + tally.decisions[False, False]
    return TriageFigures(
        n=tally.n,
        accuracy=right / tally.n,
        macro_f1=fmean(one.f1 for one in (complaint, other) if one is not None),
        precision=complaint.precision if complaint else 0.0,
        recall=complaint.recall if complaint else 0.0,
        unsure=tally.unsure / tally.n,
        set_aside_wrongly=_share(tally.set_aside_wrongly, complaint.n if complaint else 0),
        complaints=complaint.n if complaint else 0,
        reasons=_reasons(tally, {name: words[plain_name(name)] for name in named}),
        unknown=tuple(one for one in unknown.most_common() if one[1]),
        texts_per_second=_share(tally.n, tally.seconds),
    )


def _decision_figures(
    decisions: Counter[tuple[bool, bool]],
) -> tuple[ClassFigures | None, ClassFigures | None]:
    """Of "complaint" and "none"; `None` for one that neither people nor triage ever said."""
    pairs = Counter({(str(truth), str(said)): count for (truth, said), count in decisions.items()})
    seen = {word for pair in +pairs for word in pair}
    yes, no = (_class(word, pairs) if word in seen else None for word in ("True", "False"))
    return yes, no


def _reasons(tally: Tally, meant: Vocabulary) -> ReasonFigures | None:
    """Of the lines whose reason says something; `None` without such a line."""
    classes = {name: categories for name, categories in meant.items() if categories}
    pairs: Counter[tuple[str, str]] = Counter()
    for (name, guesses), count in tally.guesses.items():
        if name in classes:
            pairs[name, _said(name, guesses, classes)] += count
    if not pairs:
        return None
    figures = sorted((_class(name, pairs) for name in classes), key=lambda one: (-one.n, one.name))
    right = sum(count for (truth, said), count in pairs.items() if truth == said)
    return ReasonFigures(right / pairs.total(), fmean(one.f1 for one in figures), tuple(figures))


def _said(truth: str, guesses: Sequence[Category], classes: Vocabulary) -> str:
    """The class of the first guess that the file has a word for; empty if it has none."""
    for guess in guesses:
        names = sorted(name for name, categories in classes.items() if guess in categories)
        if names:
            return truth if truth in names else names[0]
    return ""


def _class(name: str, pairs: Counter[tuple[str, str]]) -> ClassFigures:
    hits = pairs[name, name]
    true = sum(count for (truth, _), count in pairs.items() if truth == name)
    guessed = sum(count for (_, said), count in pairs.items() if said == name)
    return ClassFigures(
        name, true, _share(hits, guessed), _share(hits, true), _share(2 * hits, true + guessed)
    )


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
