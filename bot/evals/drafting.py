"""Row -> draft, on the way that every mention goes: cleaned, judged by triage, composed, checked."""

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

from bot.drafting.brands import Brand
from bot.drafting.composing import DraftRequest, compose
from bot.drafting.library import DEFAULT_BRAND, Library
from bot.evals.rows import Row
from bot.models import Mention, Verdict
from bot.platforms.limits import measure
from bot.ports import Finding, Judgement, Length, Written
from bot.text import clean, mention_id
from bot.triage import Judge, TriageInput

SOURCE = "eval"
NOON = datetime(2026, 1, 14, 12, 0, tzinfo=UTC)
"""Every row is answered at this time, so that two runs on one file give the same words."""
REMEMBERED = 500
"""Earlier replies that a new one may not repeat, as in the service."""


@dataclass(frozen=True)
class EvalDraft:
    """One row with its draft. `cost_usd` is `None` where no model was asked, or its price is not known."""

    row: Row
    severity: int
    category: str
    written: Written
    size: Length
    seconds: float

    @property
    def cost_usd(self) -> float | None:
        """What the model took for it."""
        return (self.written.usage or {}).get("cost_usd")

    @property
    def hard(self) -> tuple[Finding, ...]:
        """The findings that keep a machine's text from being approved."""
        return tuple(found for found in self.written.findings if found.level == "hard")

    def breaks(self, *rules: str) -> bool:
        """Whether any of these rules found something, hard or soft."""
        return any(found.rule in rules for found in self.written.findings)

    def as_json(self) -> dict[str, Any]:
        """The line for programs."""
        findings = [
            {key: asdict(found)[key] for key in ("rule", "level", "words")} for found in self.written.findings
        ]
        return {
            "id": self.row.id,
            "text": self.written.text,
            "strategy": self.written.strategy,
            "template": self.written.template,
            "tone": self.written.tone,
            "category": self.category,
            "severity": self.severity,
            "length": self.size.used,
            "limit": self.size.limit,
            "findings": findings,
        }


Ask = Callable[[Library, DraftRequest, Written], Written]
"""Betters a template draft with a model; gives the draft back when the model does not serve."""


def drafts_for(rows: Sequence[Row], library: Library, ask: Ask | None = None) -> Iterator[EvalDraft]:
    """A draft for each row, in order, each unlike the ones before it."""
    judge = Judge()
    recent: deque[str] = deque(maxlen=REMEMBERED)
    for row in rows:
        draft = _draft(row, library, judge, tuple(recent), ask)
        recent.append(draft.written.text)
        yield draft


def _draft(row: Row, library: Library, judge: Judge, recent: tuple[str, ...], ask: Ask | None) -> EvalDraft:
    began = time.perf_counter()
    request = request_for(row, library, judge)
    written = compose(library, request, recent)
    if ask is not None:
        written = ask(library, request, written)
    return EvalDraft(
        row=row,
        severity=int(request.verdict.severity),
        category=str(request.verdict.category),
        written=written,
        size=request.measure(written.text),
        seconds=time.perf_counter() - began,
    )


def request_for(row: Row, library: Library, judge: Judge) -> DraftRequest:
    """What drafting is asked for one row: its brand's name on the neutral brand, and no fact cards."""
    mention = _mention(row)
    brand = _brand(row, library)
    seen = TriageInput(text=mention.text, stars=row.stars, brand=brand.name)
    return DraftRequest(
        mention=mention,
        verdict=_verdict(mention, judge.judge([seen])[0]),
        brand=brand,
        tone=library.policy.default_tone,
        attempt=1,
        measure=lambda text: measure(row.platform, text),
        now=NOON,
    )


def _brand(row: Row, library: Library) -> Brand:
    neutral = replace(library.brands[DEFAULT_BRAND], facts=())
    return replace(neutral, name=row.brand) if row.brand else neutral


def _mention(row: Row) -> Mention:
    author = row.author or ""
    return Mention(
        id=mention_id(SOURCE, row.id),
        source=SOURCE,
        external_id=row.id,
        platform=row.platform,
        text=clean(row.text),
        brand=row.brand,
        posted_at=NOON,
        received_at=NOON,
        author_handle=author.removeprefix("@") if author and " " not in author else None,
        author_name=row.author,
        stars=row.stars,
        delivery_id=SOURCE,
    )


def _verdict(mention: Mention, judgement: Judgement) -> Verdict:
    best, second, *_ = (*judgement.categories, None, None)
    return Verdict(
        mention_id=mention.id,
        mention_revision=mention.revision,
        complaint=judgement.complaint,
        score=judgement.score,
        category=best or "other",
        second_category=second,
        severity=judgement.severity,
        flags=list(judgement.flags),
        language=judgement.language,
        reasons=list(judgement.reasons),
        judged_at=NOON,
    )
