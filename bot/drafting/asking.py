"""One reply asked of the model: the question, the checks, one chance to mend; or why it may not be used."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from bot.commitments import unowned
from bot.drafting.composing import check_text, compose, llm_question
from bot.drafting.foreign_answers import with_translation
from bot.drafting.grounding import Ground, dictated, ungrounded
from bot.drafting.hints import Hints, raised
from bot.drafting.languages import ENGLISH
from bot.drafting.library import Library
from bot.drafting.request import DraftRequest, frame_of
from bot.errors import LlmUnavailable
from bot.models import Severity, Verdict
from bot.ports import Commitment, Finding, LlmAnswer, LlmQuestion, Writer, Written

MIN_SECONDS: Final = 2.0
"""With less time left the model is not asked to mend its answer."""
MAX_MENDED: Final = 6
"""Findings that it is told of."""


@dataclass(frozen=True)
class Suggestion:
    """What asking the model came to: its words, or why they are not used, and how it reads the post."""

    words: Written | None
    why_not: str | None = None
    hints: Hints = field(default_factory=Hints)
    usage: dict[str, Any] = field(default_factory=dict)
    """What the asking took, even if nothing came of it."""


async def suggest(
    writer: Writer,
    library: Library,
    request: DraftRequest,
    base: Written,
    examples: Sequence[str],
    *,
    deadline: float,
) -> Suggestion:
    """Ask within `deadline` seconds. An answer that breaks a hard rule is sent back once, with the reason."""
    loop = asyncio.get_running_loop()
    ends = loop.time() + deadline
    question = replace(llm_question(library, request, base), examples=tuple(examples))
    answers: list[LlmAnswer] = []
    refused = ""
    try:
        while len(answers) < 2 and (not answers or ends - loop.time() >= MIN_SECONDS):
            answers.append(await writer.write(question, deadline=ends - loop.time()))
            read = as_read(request, answers)
            stance = compose(library, read) if _is_graver(read, request) else base
            words = _words(library, read, stance, question, answers[-1])
            hard = [found for found in words.findings if found.level == "hard"]
            if not hard:
                return _suggestion(replace(words, usage=usage_of(answers)), None, answers)
            refused = f"The AI draft was not used: {hard[0].why}"
            question = _to_mend(question, answers[-1].reply, hard)
    except LlmUnavailable as fault:
        return _suggestion(_holding(library, request, answers), refused or fault.reason, answers)
    return _suggestion(_holding(library, request, answers), refused, answers)


def as_read(request: DraftRequest, answers: Sequence[LlmAnswer]) -> DraftRequest:
    """The request with the verdict raised to how the model reads the post: it may add, never take away."""
    verdict = raised(request.verdict, _severity(answers), _flags(answers))
    return replace(request, verdict=verdict)


def usage_of(answers: Sequence[LlmAnswer]) -> dict[str, Any]:
    """What the calls took together, as it is kept with the wording. Money is `None` without a price."""
    if not answers:
        return {}
    costs = [answer.cost_usd for answer in answers]
    return {
        "model": answers[-1].model,
        "input_tokens": sum(answer.input_tokens for answer in answers),
        "cached_tokens": sum(answer.cached_tokens for answer in answers),
        "output_tokens": sum(answer.output_tokens for answer in answers),
        "cost_usd": None if None in costs else sum(cost or 0.0 for cost in costs),
        "seconds": round(sum(answer.seconds for answer in answers), 2),
    }


def _words(
    library: Library, request: DraftRequest, base: Written, question: LlmQuestion, answer: LlmAnswer
) -> Written:
    """The reply as a draft, with everything that checking it found."""
    is_english = request.verdict.language in ENGLISH
    text = _dressed(library, request, answer.reply, with_name=is_english)
    words = check_text(library, request, text, made_by="llm")
    if not is_english:
        words = with_translation(library, request, words, answer.back_translation)
    told = answer.reply if is_english else words.back_translation or ""
    ground = Ground(request.mention.text, request.brand, question.template_draft)
    return replace(
        words,
        tone=question.tone,
        findings=(
            *_inventions(answer),
            *(_nobodys(promise) for promise in unowned(words.commitments)),
            *ungrounded(told, ground),
            *(() if is_english else dictated(answer.reply, ground)),
            *words.findings,
        ),
        strategy=base.strategy,
        strategy_why=base.strategy_why,
        uses=tuple(dict.fromkeys([*_claimed(request, question, answer), *words.uses])),
    )


def _dressed(library: Library, request: DraftRequest, reply: str, *, with_name: bool) -> str:
    """The reply with the name and the signature, which the model was not told, as far as they fit."""
    sign_off = request.brand.sign_off
    signed = f"{reply} {sign_off}" if sign_off and sign_off not in reply else reply
    named = frame_of(library, request).greeted(signed) if with_name else signed
    return next((text for text in (named, signed) if request.measure(text).fits), reply)


def _claimed(request: DraftRequest, question: LlmQuestion, answer: LlmAnswer) -> list[str]:
    """Ids of the facts and actions that the model says it used, among those that it was given."""
    facts = zip(question.facts, request.brand.facts, strict=True)
    actions = zip(question.actions, request.brand.actions, strict=True)
    return [
        *(fact.id for text, fact in facts if text in answer.facts_used),
        *(action.id for text, action in actions if text in answer.actions_used),
    ]


def _inventions(answer: LlmAnswer) -> list[Finding]:
    why = "It relies on a fact or a promise that nobody gave it."
    return [Finding("R9", "hard", claimed, why, "Use only those given.") for claimed in answer.invented]


def _nobodys(promise: Commitment) -> Finding:
    why = "It promises what nobody has agreed to keep."
    return Finding("R9", "hard", promise.what, why, "Promise only what the given actions say.")


def _to_mend(question: LlmQuestion, reply: str, hard: Sequence[Finding]) -> LlmQuestion:
    """The question again, with the answer and what is wrong with it."""
    told = tuple(_told(found) for found in hard[:MAX_MENDED])
    return replace(question, mend=told, last_answer=reply)


def _told(found: Finding) -> str:
    words = f"“{found.words}”: " if found.words else ""
    return f"{words}{found.why} {found.fix}"


def _holding(library: Library, request: DraftRequest, answers: Sequence[LlmAnswer]) -> Written | None:
    """A careful template, if the model reads as grave what our rules did not; else what stands is right."""
    read = as_read(request, answers)
    if _is_graver(read, request):
        return replace(compose(library, read), usage=usage_of(answers))
    return None


def _suggestion(words: Written | None, why_not: str | None, answers: Sequence[LlmAnswer]) -> Suggestion:
    last = answers[-1] if answers else None
    hints = Hints(
        severity=_severity(answers),
        flags=_flags(answers),
        category=last.category if last else None,
        complaint=last.complaint if last else None,
    )
    return Suggestion(words, why_not, hints, usage_of(answers))


def _severity(answers: Sequence[LlmAnswer]) -> int | None:
    return max((answer.severity for answer in answers if answer.severity is not None), default=None)


def _flags(answers: Sequence[LlmAnswer]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(flag for answer in answers for flag in answer.flags))


def _is_graver(read: DraftRequest, request: DraftRequest) -> bool:
    return _is_grave(read.verdict) and not _is_grave(request.verdict)


def _is_grave(verdict: Verdict) -> bool:
    return verdict.severity == Severity.CRITICAL or bool(verdict.flags)
