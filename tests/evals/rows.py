"""Complaints of our own, and drafts for them, for tests that measure."""

from dataclasses import replace
from functools import cache

from bot.drafting.composing import seeds
from bot.drafting.library import Library
from bot.evals.drafting import EvalDraft, drafts_for
from bot.evals.rows import Row
from bot.ports import Finding, Length

ROWS = (
    Row(
        "1",
        "3 hours stuck on the 7:40 to Ryde with two kids and nobody tells us anything",
        brand="Harbourline",
    ),
    Row(
        "2",
        "you charged me twice for the same ticket and no refund in sight",
        platform="google_play",
        stars=1,
    ),
    Row("3", "your app crashes every time I open my ticket", brand_reply="Sorry for any trouble. DM us. ^JK"),
)


@cache
def library() -> Library:
    """The shipped templates."""
    return Library.load(seeds())


@cache
def drafts() -> tuple[EvalDraft, ...]:
    """A draft for each of `ROWS`."""
    return tuple(drafts_for(ROWS, library()))


def saying(draft: EvalDraft, text: str, *findings: Finding) -> EvalDraft:
    """The same draft in other words."""
    written = replace(draft.written, text=text, findings=findings)
    return replace(draft, written=written, size=Length(len(text), 280))


def a_finding(rule: str = "R3", words: str = "Sorry if", level: str = "hard") -> Finding:
    """Something that is wrong."""
    return Finding(rule, "hard" if level == "hard" else "soft", words, "It has an “if”.", "Say sorry.")
