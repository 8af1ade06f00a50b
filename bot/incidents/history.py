"""How often each word occurs in a brand's mentions, older ones counting less, within bounded memory."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import log
from typing import Any

HALF_LIFE = 14 * 86_400.0
"""Seconds after which a mention counts half."""
MOST_TERMS = 20_000
KEPT_TERMS = 15_000
"""What remains when there are too many: the most frequent."""
REBASE = 1e6
UNSEEN = 0.3
"""Mentions that a word is believed to have had before anybody looked."""
UNSEEN_DOCS = 60.0
UNSEEN_CODE = 0.1
"""The same for one code among all that there are, and for one wording."""
EVERYDAY = 2.0
"""The same for a word that anybody may write any day."""


@dataclass
class TermHistory:
    """Document frequencies. Weights grow with time instead of all counts shrinking; `weight` is today's."""

    counts: dict[str, float] = field(default_factory=dict)
    total: float = 0.0
    start: float | None = None
    weight: float = 1.0

    def add(self, terms: Iterable[str], at: float, share: float = 1.0) -> None:
        """A mention had these terms; `share` is how much it says about what is usual."""
        self._turn(at)
        each = self.weight * share
        counts = self.counts
        for term in terms:
            counts[term] = counts.get(term, 0.0) + each
        self.total += each
        if len(counts) > MOST_TERMS:
            self._forget()

    @property
    def docs(self) -> float:
        """Mentions that are counted, in today's weight."""
        return self.total / self.weight

    def share(self, term: str, prior: float = UNSEEN) -> float:
        """The part of all mentions expected to have a term."""
        return (self.counts.get(term, 0.0) / self.weight + prior) / (self.docs + UNSEEN_DOCS)

    def rarity(self, term: str) -> float:
        """How much a shared term says: its inverse document frequency."""
        return -log(self.share(term, 0.5))

    def as_json(self) -> dict[str, Any]:
        """For the database, rounded."""
        terms = {term: round(count / self.weight, 3) for term, count in self.counts.items()}
        return {"terms": terms, "docs": self.docs, "at": self._at()}

    @classmethod
    def of_json(cls, stored: Mapping[str, Any]) -> "TermHistory":
        """As it was written down."""
        if not stored:
            return cls()
        terms = {str(term): float(count) for term, count in stored["terms"].items()}
        return cls(terms, float(stored["docs"]), stored["at"])

    def _turn(self, at: float) -> None:
        if self.start is None:
            self.start = at
        self.weight = max(self.weight, 2.0 ** ((at - self.start) / HALF_LIFE))
        if self.weight > REBASE:
            self.counts = {term: count / self.weight for term, count in self.counts.items()}
            self.total, self.start, self.weight = self.docs, at, 1.0

    def _at(self) -> float | None:
        """The time that today's weight belongs to."""
        return None if self.start is None else self.start + HALF_LIFE * log(self.weight, 2)

    def _forget(self) -> None:
        kept = sorted(self.counts.items(), key=lambda each: -each[1])[:KEPT_TERMS]
        self.counts = dict(kept)
