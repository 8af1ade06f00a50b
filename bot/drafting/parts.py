"""English replies from parts, the richest first, so that the first one which fits and is sound wins."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.drafting.details import matches
from bot.drafting.library import GENERAL, Library, Problem
from bot.drafting.request import Candidate, DraftRequest, Frame, frame_of
from bot.ports import Commitment
from bot.rules.subjects import SUBJECTS, subjects_of

LAST_RESORT: Final = "I'm sorry about this. I'll look into it and come back to you."
"""Names nothing and promises only to look; said when nothing else is sound."""
TRIES: Final = 4
"""Wordings tried for each make-up of a reply before parts are left out."""


@dataclass(frozen=True)
class _Make:
    """Which parts a reply has. `named` is the clearest way to name the problem."""

    second: bool
    heart: bool
    closing: bool
    greeting: bool
    named: bool = True


_MAKES: Final = (
    _Make(second=True, heart=True, closing=True, greeting=True),
    _Make(second=True, heart=True, closing=False, greeting=True),
    _Make(second=False, heart=True, closing=False, greeting=True),
    _Make(second=True, heart=False, closing=False, greeting=True),
    _Make(second=False, heart=False, closing=False, greeting=True),
    _Make(second=False, heart=True, closing=False, greeting=True, named=False),
    _Make(second=False, heart=False, closing=False, greeting=False, named=False),
)


def candidates(library: Library, request: DraftRequest) -> Iterator[Candidate]:
    """Possible replies, best first."""
    frame = frame_of(library, request)
    for make in _MAKES:
        for shift in range(TRIES):
            yield _candidate(library, frame.shifted(shift), make)


def last_resort(request: DraftRequest) -> Candidate:
    """Sound for any mention."""
    return Candidate(LAST_RESORT, request.tone, "last_resort/1", ())


def _candidate(library: Library, frame: Frame, make: _Make) -> Candidate:
    problem = None
    if make.named:
        frame, problem = _named(library, frame)
    parts = [_apology(library, frame, problem, second=make.second)]
    if make.heart:
        parts.append(_heart(library, frame, problem))
    step = frame.turn("step", len(frame.action.wordings))
    parts.append(frame.fill(frame.action.wordings[step], problem))
    if make.closing and "closing" in frame.tone.parts and not frame.critical:
        parts.append(frame.fill(frame.pick("closing", frame.tone.closing)))
    text = " ".join(_capital(part) for part in parts if part)
    if make.greeting and frame.name and "greeting" in frame.tone.parts:
        text = _after_greeting(frame.fill(frame.pick("greeting", frame.tone.greeting)), text)
    if not frame.tone.contractions:
        text = spelled_out(text)
    text = f"{text} {frame.request.brand.sign_off}".strip()
    brand = frame.request.brand
    owed = Commitment(frame.action.owner, frame.action.what, brand.due(frame.action, frame.request.now))
    return Candidate(text, frame.tone.name, f"{frame.playbook.name}/{step + 1}", (owed,))


def _named(library: Library, frame: Frame) -> tuple[Frame, Problem | None]:
    """The first problem that the mention shows: of its own playbook, of the second guess, of the general one.

    The rest of the reply then follows that playbook. Critical replies stay with theirs.
    """
    verdict = frame.request.verdict
    others = [] if frame.critical else [verdict.second_category or "", GENERAL]
    for name in dict.fromkeys([frame.playbook.name, *others]):
        for problem in library.playbooks[name].problems if name in library.playbooks else ():
            if matches(problem, frame.details):
                return frame.following(library.playbooks[name]), problem
    return frame, None


def _apology(library: Library, frame: Frame, problem: Problem | None, *, second: bool) -> str:
    tone = frame.tone
    if problem is None or problem.about:
        topic = frame.fill(frame.pick("about", problem.about), problem) if problem else _topic(library, frame)
        sentences = tone.sympathy if frame.critical else tone.apology_about
        return frame.fill(frame.pick("apology", sentences), problem, topic=topic)
    clause = frame.fill(frame.pick("say", problem.say), problem)
    extra = _also(library, frame, clause) if second and not frame.critical else ""
    joined = f"{clause} and {extra}" if extra else clause
    return frame.fill(frame.pick("apology", tone.apology), problem, problem=joined)


def _topic(library: Library, frame: Frame) -> str:
    """The playbook's name for it if that speaks to the mention, else one for the mention's own subject."""
    about = subjects_of(frame.details.words)
    if not about or about & subjects_of(frame.playbook.topic):
        return frame.playbook.topic
    known = (
        library.common.topics[subject]
        for subject in SUBJECTS
        if subject in about & set(library.common.topics)
    )
    return next(known, frame.playbook.topic)


def _also(library: Library, frame: Frame, said: str) -> str:
    """A second thing that went wrong, if the mention tells one that was not yet said."""
    if " and " in said:
        return ""
    for problem in library.common.also:
        if frame.playbook.name not in problem.not_with and matches(problem, frame.details):
            clause = frame.fill(frame.pick("also", problem.say), problem)
            if not (_meaning(clause) & _meaning(said)):
                return clause
    return ""


def _heart(library: Library, frame: Frame, problem: Problem | None) -> str:
    """What it cost the person, or else that it is ours to mend."""
    if frame.critical:
        return (
            frame.fill(frame.pick("owning", frame.playbook.owning), problem) if frame.playbook.owning else ""
        )
    if "stakes" in frame.tone.parts:
        for stake in library.common.stakes:
            if frame.playbook.name not in stake.not_with and matches(stake, frame.details):
                return frame.fill(frame.pick("stakes", stake.say), stake)
    if "owning" in frame.tone.parts and frame.playbook.owning:
        return frame.fill(frame.pick("owning", frame.playbook.owning), problem)
    return ""


def _meaning(clause: str) -> set[str]:
    return {word[:4] for word in re.findall(r"[a-z]{4,}", clause.lower())} - _PLAIN


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _after_greeting(greeting: str, text: str) -> str:
    """ "Jo," and "Your bag …" -> "Jo, your bag …"; "I" stays as it is."""
    if not greeting.endswith(",") or re.match(r"I\b", text):
        return f"{greeting} {text}"
    return f"{greeting} {text[:1].lower()}{text[1:]}"


def spelled_out(text: str) -> str:
    """Without contractions, for a formal tone."""
    return _SHORT.sub(
        lambda hit: (
            _LONG[hit.group().lower()] if hit.group()[0].islower() else _capital(_LONG[hit.group().lower()])
        ),
        text,
    )


_PLAIN: Final = frozenset({"your", "were", "with", "that", "this", "have", "what", "when", "from", "been"})
_LONG: Final = {
    "i'm": "I am", "i'll": "I will", "i've": "I have", "i'd": "I would",
    "we're": "we are", "we'll": "we will", "we've": "we have",
    "you're": "you are", "you've": "you have", "you'd": "you would", "you'll": "you will",
    "that's": "that is", "it's": "it is", "there's": "there is", "what's": "what is",
    "isn't": "is not", "wasn't": "was not", "weren't": "were not", "aren't": "are not",
    "didn't": "did not", "don't": "do not", "doesn't": "does not", "won't": "will not", "can't": "cannot",
    "hasn't": "has not", "haven't": "have not", "hadn't": "had not",
    "couldn't": "could not", "shouldn't": "should not", "wouldn't": "would not",
}  # fmt: skip
_SHORT: Final = re.compile(r"\b(?:" + "|".join(re.escape(word) for word in _LONG) + r")\b", re.IGNORECASE)
