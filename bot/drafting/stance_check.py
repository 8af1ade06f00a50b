"""Whether what a person wants to say about a cause may be said to everybody, by the rules. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot import commitments, templates_engine
from bot.drafting.brands import ACTION_VARIABLES, Action, Brand
from bot.drafting.library import Library
from bot.drafting.promises import commitments_in
from bot.drafting.request import DraftRequest, context_for, frame_of
from bot.drafting.samples import Sample, request_for
from bot.drafting.under_stance import StanceWords
from bot.errors import TemplateFault
from bot.ports import Commitment, Finding
from bot.rules import check

MOST_TITLE: Final = 120
MOST_SENTENCE: Final = 160
"""Characters of a sentence that everybody is told: it has to leave room for what happened to the person."""
MOST_STEP: Final = 300
"""The same of what we promise, blanks and all."""
MOST_WAYS: Final = 30
BESIDE_THE_POINT: Final = frozenset({"R1", "R14", "R25"})
"""Rules that only a reply to one person can break."""


@dataclass(frozen=True)
class StanceSaid:
    """What somebody has typed. Each list holds ways to say the same."""

    title: str
    happened: tuple[str, ...]
    doing: tuple[str, ...]
    steps: tuple[str, ...]
    owner: str
    what: str
    due: str
    channel: str | None = None


def wrong_with(library: Library, said: StanceSaid, brand: Brand, category: str, now: datetime) -> str | None:
    """Why this may not be said, in words for whoever wrote it; `None` if it may."""
    return next(_faults(library, said, brand, category, now), None)


def _faults(library: Library, said: StanceSaid, brand: Brand, category: str, now: datetime) -> Iterator[str]:
    yield from _missing(said, brand, now)
    yield from _not_plain(said)
    yield from _against_rules(library, said, brand, category, now)


def _missing(said: StanceSaid, brand: Brand, now: datetime) -> Iterator[str]:
    if not said.title:
        yield "Please give it a title."
    if not said.happened:
        yield "Please say what happened, in one plain sentence."
    if not said.steps:
        yield "Please say what we promise each person, in at least one sentence."
    if not (said.owner and said.what):
        yield "A promise needs somebody who keeps it, and what they do."
    if commitments.due_at(Commitment(said.owner, said.what, said.due, str(brand.zone)), now) is None:
        yield "Please say by when in words that name a time, such as: today, tomorrow, within two hours."
    if max(map(len, (said.happened, said.doing, said.steps))) > MOST_WAYS:
        yield f"{MOST_WAYS} ways to say one thing are enough."


def _not_plain(said: StanceSaid) -> Iterator[str]:
    for one in (*said.happened, *said.doing):
        if len(one) > MOST_SENTENCE:
            yield f"This sentence is too long for a reply (at most {MOST_SENTENCE} characters): “{one[:60]}…”"
        if not any(letter.isalpha() for letter in one):
            yield "Each line needs a sentence in it."
    for one in said.steps:
        if len(one) > MOST_STEP:
            yield f"This promise is too long for a reply (at most {MOST_STEP} characters): “{one[:60]}…”"
    for wordings, blanks in (
        ((*said.happened, *said.doing), frozenset[str]()),
        (said.steps, ACTION_VARIABLES),
    ):
        for one in wordings:
            try:
                templates_engine.lint("this sentence", one, blanks)
            except TemplateFault as fault:
                yield f"“{one[:60]}”: {fault.problem}."


def _against_rules(
    library: Library, said: StanceSaid, brand: Brand, category: str, now: datetime
) -> Iterator[str]:
    request = _asked(library, said, brand, category, now)
    frame = frame_of(library, request)
    steps = [frame.fill(one) for one in said.steps]
    for sentence in (*said.happened, *said.doing):
        yield from _faults_in(request, sentence, steps[0], sentence)
    for step in steps:
        yield from _faults_in(request, said.happened[0], step, step)
    short = f"I'm sorry. {min(said.happened, key=len)} {min(steps, key=len)} {brand.sign_off}"
    if not request.measure(short).fits:
        yield "Together this is too long for a reply of 280 characters. Please shorten one of each kind."


def _faults_in(request: DraftRequest, happened: str, step: str, about: str) -> Iterator[str]:
    text = f"I'm sorry about this. {happened} {step} {request.brand.sign_off}"
    # Whether it fits is asked of the shortest ones alone.
    roomy = replace(request, measure=lambda said: replace(request.measure(said), limit=None))
    found = check(text, context_for(roomy, text, language="en"))
    yield from (
        _in_words(one, about) for one in found if one.level == "hard" and one.rule not in BESIDE_THE_POINT
    )
    if why := commitments.refusal(commitments_in(text, request, "template")):
        yield why


def _in_words(found: Finding, about: str) -> str:
    said = f"“{found.words}”" if found.words else f"“{about[:60]}”"
    return f"{said}: {found.why} {found.fix}"


def _asked(library: Library, said: StanceSaid, brand: Brand, category: str, now: datetime) -> DraftRequest:
    """A reply to somebody who complains about just this."""
    action = Action("stance", (), said.steps, said.owner, said.what, said.due)
    words = StanceWords("stance", said.happened, said.doing, action, said.channel)
    tone = library.policy.default_tone
    sample = request_for(Sample("I am not happy about this.", category), words.on(brand), tone)
    return replace(sample, now=now, stance=words)


def one_a_line(typed: str) -> tuple[str, ...]:
    """The ways to say it, one on each line; empty lines are left out, and so is what stands there twice."""
    return tuple(dict.fromkeys(" ".join(each.split()) for each in typed.splitlines() if each.strip()))


def lines(ways: Sequence[str]) -> str:
    """The same as text for a form."""
    return "\n".join(ways)
