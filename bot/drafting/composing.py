"""The reply in words: names the problem, says sorry, owns it, gives one true next step. Pure; never fails."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from bot.drafting.brands import MAX_INITIALS, signed
from bot.drafting.languages import ENGLISH, foreign_texts, person_needed
from bot.drafting.library import Library
from bot.drafting.parts import candidates, last_resort
from bot.drafting.promises import commitments_in
from bot.drafting.request import Candidate, DraftRequest, context_for, frame_of, strategy_of
from bot.drafting.stance_parts import stance_candidates
from bot.drafting.variety import NOBODY, Others
from bot.ports import LlmQuestion, Written
from bot.rules import check

__all__ = ["DraftRequest", "check_text", "compose", "llm_question", "seeds"]

LOOK_FURTHER = 12
"""Sound choices looked at for one that names more of the problem."""
MAX_ASKED_TEXT = 4_000
"""Characters of a mention that the model is given."""


def compose(
    library: Library, request: DraftRequest, recent: Sequence[str] = (), in_thread: Sequence[str] = ()
) -> Written:
    """The best template reply that obeys every hard rule: an approvable text, whatever the mention says.

    It sounds like none of the brand's `recent` public replies and those `in_thread` (nor the request's own
    lists of them), as far as there are wordings left. A mention in a language that no template can answer
    gets no text, and a finding that says who has to write it.
    """
    others = Others((*request.recent, *recent), (*request.in_thread, *in_thread))
    strategy = strategy_of(library, request)
    if request.verdict.language in ENGLISH:
        written = _english(library, request, others)
    else:
        foreign = foreign_texts(library, request)
        written = _first_sound(library, request, foreign, others) or person_needed(request)
    return replace(written, strategy=strategy.name.value, strategy_why=strategy.why)


def check_text(library: Library, request: DraftRequest, text: str, *, made_by: str) -> Written:
    """Findings and commitments for words that the model (`made_by="llm"`) or a person (a Slack id) wrote."""
    language = request.verdict.language
    context = context_for(request, text, language=language, told=library.told_in(language))
    context = replace(context, by_person=made_by not in ("llm", "template"))
    return Written(
        text=text,
        made_by=made_by,
        tone=request.tone,
        template="",
        findings=check(text, context),
        commitments=commitments_in(text, request, made_by),
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
        strategy=f"{frame.strategy.name.value}: {frame.strategy.why}. {frame.playbook.strategy}",
        limit=size.limit,
        actions=tuple(frame.promise(action) for action in brand.actions),
        facts=tuple(fact.statement for fact in brand.facts),
        channel=brand.channel,
        template_draft=frame.without_name(base.text or _english(library, request).text),
        instruction=request.wish,
        links=brand.links,
        forbidden=brand.never,
    )


def seeds() -> Traversable:
    """Where the shipped templates are: in the wheel, or beside the package in a checkout."""
    packed = files("bot").joinpath("_seed", "templates")
    return packed if packed.is_dir() else Path(__file__).parents[2] / "templates"


def _english(library: Library, request: DraftRequest, others: Others = NOBODY) -> Written:
    stance = request.stance
    choices = stance_candidates(library, request, stance) if stance else candidates(library, request)
    sound = _first_sound(library, request, choices, others)
    return sound or _written(library, request, last_resort(library, request))


def _first_sound(
    library: Library, request: DraftRequest, choices: Iterable[Candidate], others: Others
) -> Written | None:
    """The first choice that is sound, fits and sounds like no other reply; else the first that is sound.

    One of the next few is taken instead if it names more of the problem.
    """
    spare = new = None
    left = LOOK_FURTHER
    for candidate in choices:
        is_new = others.differ(candidate.text)
        if (spare and not is_new) or not _has_room(request, candidate.text):
            continue
        written = _written(library, request, candidate)
        if any(each.level == "hard" for each in written.findings):
            continue
        if is_new and not any(each.rule == "R1" for each in written.findings):
            return written
        new = new or (written if is_new else None)
        spare = spare or written
        left -= 1
        if new and left <= 0:
            break
    return new or spare


def _has_room(request: DraftRequest, text: str) -> bool:
    """Whether it fits, and still does when somebody who takes the mention signs it."""
    return request.measure(signed(text, request.brand, "M" * MAX_INITIALS)).fits


def _written(library: Library, request: DraftRequest, candidate: Candidate) -> Written:
    told = library.told_in(candidate.language)
    context = context_for(request, candidate.text, language=candidate.language, told=told)
    return Written(
        text=candidate.text,
        made_by="template",
        tone=candidate.tone,
        template=candidate.template,
        findings=check(candidate.text, context),
        commitments=candidate.commitments,
        uses=candidate.uses,
    )
