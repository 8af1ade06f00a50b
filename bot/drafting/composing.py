"""The reply in words: names the problem, says sorry, owns it, gives one true next step. Pure; never fails."""

from dataclasses import replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain
from pathlib import Path

from bot.drafting.languages import foreign_texts
from bot.drafting.library import Library
from bot.drafting.parts import candidates, last_resort
from bot.drafting.promises import commitments_in
from bot.drafting.request import Candidate, DraftRequest, context_for, frame_of
from bot.ports import Finding, LlmQuestion, Written
from bot.rules import check

__all__ = ["DraftRequest", "check_text", "compose", "llm_question", "seeds"]

MAX_ASKED_TEXT = 4_000
"""Characters of a mention that the model is given."""


def compose(library: Library, request: DraftRequest) -> Written:
    """The best template reply that obeys every hard rule: an approvable text, whatever the mention says.

    A mention in a language without templates gets the English text as a base, with a finding that says so.
    """
    for candidate in chain(foreign_texts(library, request), candidates(library, request)):
        written = _written(library, request, candidate)
        if request.measure(candidate.text).fits and not any(
            each.level == "hard" for each in written.findings
        ):
            return _with_language_note(library, request, written)
    return _with_language_note(library, request, _written(library, request, last_resort(request)))


def check_text(library: Library, request: DraftRequest, text: str, *, made_by: str) -> Written:
    """Findings and commitments for words that the model (`made_by="llm"`) or a person (a Slack id) wrote."""
    context = context_for(request, text, language=request.verdict.language)
    context = replace(context, by_person=made_by not in ("llm", "template"))
    return Written(
        text=text,
        made_by=made_by,
        tone=request.tone,
        template="",
        findings=check(text, context),
        commitments=commitments_in(text, request),
    )


def llm_question(library: Library, request: DraftRequest, base: Written) -> LlmQuestion:
    """What the model is told. The author's name and handle stay with us."""
    frame = frame_of(library, request)
    brand = request.brand
    size = request.measure(base.text)
    return LlmQuestion(
        text=request.mention.text[:MAX_ASKED_TEXT],
        platform=request.mention.platform,
        language=request.verdict.language,
        category=request.verdict.category,
        severity=int(request.verdict.severity),
        brand=brand.name,
        voice=brand.voice,
        tone=frame.tone.name,
        tone_guide=frame.tone.guide,
        strategy=frame.playbook.strategy,
        limit=size.limit,
        actions=tuple(frame.promise(action) for action in brand.actions),
        facts=tuple(fact.text for fact in brand.facts),
        channel=brand.channel,
        template_draft=frame.without_name(base.text),
        instruction=request.instruction,
    )


def seeds() -> Traversable:
    """Where the shipped templates are: in the wheel, or beside the package in a checkout."""
    packed = files("bot").joinpath("_seed", "templates")
    return packed if packed.is_dir() else Path(__file__).parents[2] / "templates"


def _written(library: Library, request: DraftRequest, candidate: Candidate) -> Written:
    context = context_for(request, candidate.text, language=candidate.language)
    return Written(
        text=candidate.text,
        made_by="template",
        tone=candidate.tone,
        template=candidate.template,
        findings=check(candidate.text, context),
        commitments=candidate.commitments,
    )


def _with_language_note(library: Library, request: DraftRequest, written: Written) -> Written:
    language = request.verdict.language
    if language in ("en", "und", "") or language in library.languages:
        return written
    why = f"The post is in another language ({language}); this is only a base in English."
    note = Finding("R21", "soft", "", why, "Ask a person who writes it.")
    return replace(written, template=f"needs_language/{language}", findings=(note, *written.findings))
