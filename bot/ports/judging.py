"""What triage says of one text."""

from dataclasses import dataclass

from bot.models import Category, Complaint, Severity


@dataclass(frozen=True)
class Judgement:
    """Triage's view of one text. `categories` holds the best guess first and, if any, a second."""

    complaint: Complaint
    score: float
    categories: tuple[Category, ...]
    severity: Severity
    flags: tuple[str, ...]
    language: str
    """ISO 639-1; `und` where there is nothing to tell it by, `mis` for a foreign one that we cannot name."""
    reasons: tuple[str, ...]
