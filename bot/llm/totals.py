"""What the model was asked, what came of it and what it used, since the start; for metrics and digest."""

from collections import Counter
from dataclasses import dataclass, field

from bot.llm.answers import Usage
from bot.llm.faults import Fault, FaultKind


@dataclass
class Totals:
    """Counts only ever grow. A question makes no call (paused, busy), one, or a few (second tries)."""

    questions: int = 0
    calls: int = 0
    answers: int = 0
    faults: Counter[FaultKind] = field(default_factory=Counter)
    """Questions without an answer, by kind."""
    input_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0

    cost_usd: float = 0.0
    """By the list prices; calls to models that are not on the list are not in it."""

    def called(self, usage: Usage, cost: float | None) -> None:
        """A call was answered, whatever the answer was worth: it is paid for."""
        self.cost_usd += cost or 0.0
        self.input_tokens += usage.input_tokens
        self.cached_tokens += usage.cached_tokens
        self.output_tokens += usage.output_tokens

    def ended(self, outcome: object) -> None:
        """A question is over."""
        self.questions += 1
        if isinstance(outcome, Fault):
            self.faults[outcome.kind] += 1
        else:
            self.answers += 1
