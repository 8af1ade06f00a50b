"""Two template sets on one file: which drafts got better, which worse, and how they read now."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from bot.evals.drafting import EvalDraft
from bot.evals.summary import apologises, has_step, names_it

Verdict = Literal["better", "worse", "reworded", "same"]

_MERITS = (
    ("there is a draft", lambda draft: bool(draft.written.text)),
    ("it obeys every hard rule", lambda draft: not draft.hard),
    ("it fits the network", lambda draft: draft.size.fits),
    ("it apologises without an if", apologises),
    ("it names the problem", names_it),
    ("it has an owned next step", has_step),
)
"""What makes one draft better than another, the weightiest first."""


@dataclass(frozen=True)
class Change:
    """One row under both sets. `why` names what was won or lost."""

    id: str
    verdict: Verdict
    before: str
    after: str
    why: str


@dataclass(frozen=True)
class Comparison:
    """All rows of a file under both sets."""

    changes: tuple[Change, ...]

    def count(self, verdict: Verdict) -> int:
        """How many rows came out so."""
        return sum(change.verdict == verdict for change in self.changes)

    @property
    def changed(self) -> tuple[Change, ...]:
        """The rows that read otherwise: first the worse, then the better, then the reworded."""
        order = {"worse": 0, "better": 1, "reworded": 2}
        told = [change for change in self.changes if change.verdict != "same"]
        return tuple(sorted(told, key=lambda change: order[change.verdict]))

    def as_json(self) -> dict[str, Any]:
        """For programs; rows that stayed the same are only counted."""
        counts = {verdict: self.count(verdict) for verdict in ("better", "worse", "reworded", "same")}
        return {**counts, "changes": [asdict(change) for change in self.changed]}


def compare(before: Sequence[EvalDraft], after: Sequence[EvalDraft]) -> Comparison:
    """Both sequences are drafts for the same rows in the same order."""
    return Comparison(tuple(_change(old, new) for old, new in zip(before, after, strict=True)))


def _change(old: EvalDraft, new: EvalDraft) -> Change:
    verdict, why = _judge(old, new)
    return Change(new.row.id, verdict, old.written.text, new.written.text, why)


def _judge(old: EvalDraft, new: EvalDraft) -> tuple[Verdict, str]:
    """The weightiest merit that differs decides; then fewer findings; else it only reads otherwise."""
    for words, has in _MERITS:
        if has(old) != has(new):
            return ("better", f"now: {words}") if has(new) else ("worse", f"no longer: {words}")
    fewer = len(old.written.findings) - len(new.written.findings)
    if fewer:
        return ("better", "fewer findings") if fewer > 0 else ("worse", "more findings")
    if old.written.text != new.written.text:
        return "reworded", "in other words"
    return "same", ""
