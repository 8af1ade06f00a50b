"""Triage against what people say: every text judged as the service judges it, only counts kept."""

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from bot.evals.labelled import Labelled
from bot.models import Category, Complaint
from bot.ports import Judgement
from bot.triage import Judge, TriageInput, disposition

BATCH = 64
"""As many as the service judges in one go."""
SHOWN = 5
"""Worst misses that are kept of each kind."""
SHOWN_CHARS = 200


@dataclass(frozen=True, order=True)
class Miss:
    """A text that was judged wrongly. `how_bad` is the score's distance from where it should be."""

    how_bad: float
    id: str
    text: str


@dataclass
class Tally:
    """What was counted. `seconds` is the processor's time for judging alone."""

    decisions: Counter[tuple[bool, bool]] = field(default_factory=Counter)
    """(a complaint, judged to be one) -> texts."""
    unsure: int = 0
    set_aside_wrongly: int = 0
    """Complaints that `trust` mode would not give a card."""
    guesses: Counter[tuple[str, tuple[Category, ...]]] = field(default_factory=Counter)
    """(reason as the file names it, our guesses) -> texts."""
    missed: list[Miss] = field(default_factory=list)
    alarms: list[Miss] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def n(self) -> int:
        """Texts that were judged."""
        return self.decisions.total()

    def add(self, row: Labelled, judgement: Judgement) -> None:
        """Count one text. The yes or no is the score's: above 0 is a complaint."""
        says_yes = judgement.score > 0
        self.decisions[row.is_complaint, says_yes] += 1
        self.unsure += judgement.complaint is Complaint.UNSURE
        if row.is_complaint and disposition(judgement, "trust") == "set_aside":
            self.set_aside_wrongly += 1
        if row.reason is not None:
            self.guesses[row.reason, judgement.categories] += 1
        if row.is_complaint != says_yes:
            worst = self.missed if row.is_complaint else self.alarms
            _keep_worst(worst, Miss(abs(judgement.score), row.id, row.text[:SHOWN_CHARS]))


def measure(
    rows: Iterable[Labelled],
    judge: Judge,
    seconds: Callable[[], float],
    told: Callable[[int], None] = lambda _done: None,
) -> Tally:
    """Judge every row; `seconds` is a clock, `told` hears after each batch how many are done."""
    tally = Tally()
    for batch in _batches(rows):
        began = seconds()
        judgements = judge.judge([_input(row) for row in batch])
        tally.seconds += seconds() - began
        for row, judgement in zip(batch, judgements, strict=True):
            tally.add(row, judgement)
        told(tally.n)
    return tally


def _batches(rows: Iterable[Labelled]) -> Iterator[list[Labelled]]:
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        yield batch


def _input(row: Labelled) -> TriageInput:
    return TriageInput(row.text, stars=row.stars, brand=row.brand)


def _keep_worst(worst: list[Miss], miss: Miss) -> None:
    if len(worst) < SHOWN:
        heapq.heappush(worst, miss)
    else:
        heapq.heappushpop(worst, miss)
