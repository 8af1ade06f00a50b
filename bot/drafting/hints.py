"""How the model reads a post, merged into triage's verdict by rule: it adds, and never takes away. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.models import Complaint, Severity, Verdict
from bot.models.mentions import AI_AGREES, AI_GRAVER


@dataclass(frozen=True)
class Hints:
    """What the model said beside its reply; `None` where it said nothing."""

    severity: int | None = None
    flags: tuple[str, ...] = ()
    category: str | None = None
    complaint: bool | None = None


def raised(verdict: Verdict, severity: int | None, flags: Sequence[str]) -> Verdict:
    """A copy of the verdict with these merged in; an equal one if they add nothing."""
    worse = Severity(min(max(severity or 0, verdict.severity), Severity.CRITICAL))
    merged = list(dict.fromkeys([*verdict.flags, *flags]))
    return Verdict(**verdict.model_dump() | {"severity": worse, "flags": merged})


def merge(verdict: Verdict, hints: Hints) -> bool:
    """Bring a verdict up to what the model reads, with reasons for the card; whether anything was new.

    A graver reading counts. Another kind of trouble becomes the second guess, where there is room for one.
    That it is no complaint is only told: a person decides whether to answer. What a person has corrected
    stands.
    """
    reasons = [] if verdict.is_corrected else list(_news(verdict, hints))
    if not reasons:
        return False
    read = raised(verdict, hints.severity, hints.flags)
    verdict.severity, verdict.flags = read.severity, read.flags
    if _is_second_guess(verdict, hints):
        verdict.second_category = hints.category
    verdict.reasons = [*verdict.reasons, *reasons]
    verdict.judged_by = "rules+llm"
    return True


def _news(verdict: Verdict, hints: Hints) -> Iterator[str]:
    read = raised(verdict, hints.severity, hints.flags)
    if (read.severity, read.flags) != (verdict.severity, verdict.flags):
        yield AI_GRAVER
    elif hints.severity == Severity.CRITICAL and not verdict.is_seconded:
        yield AI_AGREES
    if _is_second_guess(verdict, hints):
        yield f"AI reads it as {hints.category}"
    told = "AI reads it as no complaint"
    if hints.complaint is False and verdict.complaint != Complaint.NO and told not in verdict.reasons:
        yield told


def _is_second_guess(verdict: Verdict, hints: Hints) -> bool:
    is_other = hints.category not in (None, "other", verdict.category)
    return is_other and verdict.second_category is None
