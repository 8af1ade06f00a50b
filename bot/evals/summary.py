"""Drafts -> figures: how many obey the rules, say what a good reply says, fit, differ, and what they took."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import Any

from rapidfuzz import fuzz, process

from bot.evals.drafting import EvalDraft

ALIKE = 85.0
"""`token_sort_ratio` from which two replies count as one: people who read both feel it."""


@dataclass(frozen=True)
class RuleCount:
    """How many drafts break one rule."""

    rule: str
    hard: int
    soft: int


@dataclass(frozen=True)
class Variety:
    """How unlike the drafts are. `alike` pairs reach `ALIKE`; `highest` is the closest pair's ratio."""

    pairs: int
    alike: int
    highest: float
    closest: tuple[str, str] | None
    """The ids of the closest pair; `None` with fewer than two drafts."""


@dataclass(frozen=True)
class Summary:
    """The figures of one file. Shares run from 0 to 1 and are of the drafts that have words.

    `left_to_people` is how many have none, because a person must write them: nobody's templates speak the
    language. `cost_usd` is `None` where no price is known.
    """

    n: int
    left_to_people: int
    hard_pass: float
    apology: float
    named: float
    step: float
    all_three: float
    fit: float
    rules: tuple[RuleCount, ...]
    length_median: float
    length_max: int
    variety: Variety
    strategies: dict[str, int]
    seconds_mean: float
    seconds_max: float
    cost_usd: float | None

    def as_json(self) -> dict[str, Any]:
        """The figures for programs."""
        return {
            "n": self.n,
            "left_to_people": self.left_to_people,
            "hard_pass": _share(self.hard_pass),
            "apology": _share(self.apology),
            "named": _share(self.named),
            "step": _share(self.step),
            "all_three": _share(self.all_three),
            "fit": _share(self.fit),
            "rules": {
                each.rule: {
                    "hard": each.hard,
                    "soft": each.soft,
                    "share": _share((each.hard + each.soft) / self.n),
                }
                for each in self.rules
            },
            "length": {"median": self.length_median, "max": self.length_max},
            "variety": {
                "pairs": self.variety.pairs,
                "above_85": self.variety.alike,
                "highest": round(self.variety.highest, 1),
                "closest": self.variety.closest,
            },
            "strategies": self.strategies,
            "seconds_per_draft": {"mean": round(self.seconds_mean, 5), "max": round(self.seconds_max, 5)},
            "cost_usd": self.cost_usd,
        }


def summarise(drafts: Sequence[EvalDraft]) -> Summary:
    """The figures of at least one draft."""
    written = [draft for draft in drafts if draft.written.text]
    lengths = [draft.size.used for draft in written] or [0]
    costs = [draft.cost_usd for draft in drafts if draft.cost_usd is not None]
    return Summary(
        n=len(drafts),
        left_to_people=len(drafts) - len(written),
        hard_pass=_of(written, lambda draft: not draft.hard),
        apology=_of(written, apologises),
        named=_of(written, names_it),
        step=_of(written, has_step),
        all_three=_of(written, says_all_three),
        fit=_of(written, lambda draft: draft.size.fits),
        rules=_rules(written),
        length_median=median(lengths),
        length_max=max(lengths),
        variety=variety([draft.row.id for draft in written], [draft.written.text for draft in written]),
        strategies=dict(Counter(draft.written.strategy or "none" for draft in drafts).most_common()),
        seconds_mean=fmean(draft.seconds for draft in drafts),
        seconds_max=max(draft.seconds for draft in drafts),
        cost_usd=round(sum(costs), 6) if costs else None,
    )


def apologises(draft: EvalDraft) -> bool:
    """It says sorry, without an "if" and not for the person's feelings."""
    return not draft.breaks("R2", "R3")


def names_it(draft: EvalDraft) -> bool:
    """It names what the person wrote about; two details of a long post."""
    return not draft.breaks("R1")


def has_step(draft: EvalDraft) -> bool:
    """It says what we will do."""
    return not draft.breaks("R6")


def says_all_three(draft: EvalDraft) -> bool:
    """What of sixty real replies of brands 8 % did."""
    return apologises(draft) and names_it(draft) and has_step(draft)


def variety(ids: Sequence[str], texts: Sequence[str]) -> Variety:
    """Every pair compared. Sorting the words once makes `ratio` the same as `token_sort_ratio`."""
    sorted_words = [" ".join(sorted(text.split())) for text in texts]
    alike, highest, closest = 0, 0.0, None
    for index, words in enumerate(sorted_words):
        later = sorted_words[index + 1 :]
        alike += len(process.extract(words, later, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None))
        best = process.extractOne(words, later, scorer=fuzz.ratio, score_cutoff=highest)
        if best is not None and (closest is None or best[1] > highest):
            highest, closest = best[1], (ids[index], ids[index + 1 + best[2]])
    return Variety(len(texts) * (len(texts) - 1) // 2, alike, highest, closest)


def _of(drafts: Sequence[EvalDraft], holds: Callable[[EvalDraft], bool]) -> float:
    """The share of which it is true; nothing is wrong with none."""
    return fmean(map(holds, drafts)) if drafts else 1.0


def _rules(drafts: Sequence[EvalDraft]) -> tuple[RuleCount, ...]:
    hard: Counter[str] = Counter()
    soft: Counter[str] = Counter()
    for draft in drafts:
        levels = {(found.rule, found.level) for found in draft.written.findings}
        hard.update(rule for rule, level in levels if level == "hard")
        soft.update(rule for rule, level in levels if level == "soft" and (rule, "hard") not in levels)
    worst_first = sorted({*hard, *soft}, key=lambda rule: (-hard[rule], -soft[rule], rule))
    return tuple(RuleCount(rule, hard[rule], soft[rule]) for rule in worst_first)


def _share(value: float) -> float:
    return round(value, 4)
