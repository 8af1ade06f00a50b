"""Posts of our own making that templates are tried on before anybody relies on them."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files

from bot.drafting.brands import Brand
from bot.drafting.composing import DraftRequest
from bot.models import Complaint, Mention, Severity, Verdict
from bot.ports import Length
from bot.text import mention_id

LIMIT = 280
"""Characters: what the tightest of the large networks takes."""
NOON = datetime(2026, 1, 14, 12, 0, tzinfo=UTC)
SOURCE = "sample"


@dataclass(frozen=True)
class Sample:
    """One post with what triage would make of it."""

    text: str
    category: str
    severity: Severity = Severity.NORMAL
    flags: tuple[str, ...] = ()
    language: str = "en"


@cache
def samples() -> tuple[Sample, ...]:
    """All of them, in the order of the file."""
    raw = tomllib.loads(files("bot.drafting").joinpath("samples.toml").read_text(encoding="utf-8"))
    return tuple(
        Sample(
            text=each["text"],
            category=each["category"],
            severity=Severity(each.get("severity", Severity.NORMAL)),
            flags=tuple(each.get("flags", ())),
            language=each.get("language", "en"),
        )
        for each in raw["sample"]
    )


def in_280(text: str) -> Length:
    """Plain characters, at most `LIMIT`."""
    return Length(len(text), LIMIT)


def request_for(
    sample: Sample, brand: Brand, tone: str, *, measure: Callable[[str], Length] = in_280
) -> DraftRequest:
    """A first draft for a sample, asked for at noon."""
    mention, verdict = _rows(sample)
    return DraftRequest(mention, verdict, brand, tone, 1, measure, NOON)


@cache
def _rows(sample: Sample) -> tuple[Mention, Verdict]:
    mention = Mention(
        id=mention_id(SOURCE, sample.text),
        source=SOURCE,
        external_id=sample.text,
        platform="x",
        text=sample.text,
        received_at=NOON,
        delivery_id=SOURCE,
    )
    verdict = Verdict(
        mention_id=mention.id,
        mention_revision=1,
        complaint=Complaint.YES,
        score=1.0,
        category=sample.category,
        severity=sample.severity,
        flags=list(sample.flags),
        language=sample.language,
        judged_at=NOON,
    )
    return mention, verdict
