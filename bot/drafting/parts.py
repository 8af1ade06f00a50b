"""English replies from parts, the richest first, so that the first one which fits and is sound wins."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.drafting.details import matches
from bot.drafting.library import Library, Problem
from bot.drafting.naming import Trouble, follow, trouble_of, unsaid
from bot.drafting.promises import NO_TIME
from bot.drafting.request import Candidate, DraftRequest, Frame, frame_of
from bot.drafting.strategy import Posture
from bot.rules.history import MAX_PUBLIC_TURNS

LAST_RESORT: Final = "I'm sorry about this. I'll look into it and come back to you."
"""Names nothing and promises only to look; said when nothing else is sound."""
LAST_HAND_OVER: Final = "I'm sorry about this. Please go on with me in {channel}: I'll look into it there."
"""The same where nothing more is said in public."""
TRIES: Final = 8
"""Wordings tried for each make-up of a reply before parts are left out."""


@dataclass(frozen=True)
class _Make:
    """Which parts a reply has. `named` is the clearest way to name the problem."""

    second: bool = False
    heart: bool = False
    noted: bool = False
    closing: bool = False
    greeting: bool = True
    named: bool = True


_MAKES: Final = (
    _Make(second=True, heart=True, noted=True, closing=True),
    _Make(second=True, heart=True, noted=True),
    _Make(heart=True, noted=True),
    _Make(second=True, noted=True),
    _Make(second=True, heart=True),
    _Make(heart=True),
    _Make(second=True),
    _Make(),
    _Make(heart=True, named=False),
    _Make(greeting=False, named=False),
)
_SHORT_MAKES: Final = (_Make(), _Make(greeting=False), _Make(greeting=False, named=False))
"""Where the details belong in private, or nothing should be said at length."""


def candidates(library: Library, request: DraftRequest) -> Iterator[Candidate]:
    """Possible replies, best first."""
    frame = frame_of(library, request)
    strategy = frame.strategy
    is_short = library.policy.private_first or strategy.hands_over or strategy.name == Posture.NO_REPLY
    for make in _SHORT_MAKES if is_short and not frame.critical else _MAKES:
        for shift in range(TRIES):
            yield _candidate(library, frame.shifted(shift), make)


def last_resort(library: Library, request: DraftRequest) -> Candidate:
    """Sound for any mention."""
    hands_over = request.public_turns >= MAX_PUBLIC_TURNS
    text = LAST_HAND_OVER.format(channel=request.brand.channel) if hands_over else LAST_RESORT
    action = frame_of(library, request).action
    owed = request.brand.owes(action, request.now, NO_TIME)
    return Candidate(text, request.tone, "last_resort/1", (owed,), uses=(action.id,))


def _candidate(library: Library, frame: Frame, make: _Make) -> Candidate:
    problem = None
    if make.named:
        frame, problem = follow(library, frame)
    trouble = trouble_of(library, frame, problem, second=make.second)
    parts = [apology(frame, trouble, problem)]
    if make.heart:
        parts.append(_heart(library, frame, problem))
    turn = frame.turn("step", len(frame.action.wordings))
    step = frame.fill(frame.action.wordings[turn], problem)
    if make.noted:
        parts.append(noted(library, frame, " ".join([*parts, step])))
    parts.append(step)
    if make.closing and "closing" in frame.tone.parts and not frame.critical:
        parts.append(frame.fill(frame.pick("closing", frame.tone.closing)))
    return finished(frame, parts, f"{frame.playbook.name}/{turn + 1}", greeting=make.greeting)


def finished(frame: Frame, parts: list[str], template: str, *, greeting: bool) -> Candidate:
    """The parts as one text, with what it commits to and relies on."""
    text = " ".join(_capital(part) for part in parts if part)
    if greeting and frame.name and "greeting" in frame.tone.parts:
        text = _after_greeting(frame.fill(frame.pick("greeting", frame.tone.greeting)), text)
    if not frame.tone.contractions:
        text = spelled_out(text)
    brand, fact = frame.request.brand, frame.strategy.fact
    used = [fact.id] if fact and fact.statement in text else []
    return Candidate(
        text=f"{text} {brand.sign_off}".strip(),
        tone=frame.tone.name,
        template=template,
        commitments=(brand.owes(frame.action, frame.request.now),),
        uses=(*used, frame.action.id),
    )


def apology(frame: Frame, trouble: Trouble, problem: Problem | None) -> str:
    """Sorry for what happened to this person, in their words as far as we understand them."""
    tone = frame.tone
    if trouble.clauses:
        return frame.fill(frame.pick("apology", tone.apology), problem, problem=" and ".join(trouble.clauses))
    sentences = tone.sympathy if frame.critical else tone.apology_about
    return frame.fill(frame.pick("apology", sentences), problem, topic=trouble.topic)


def _heart(library: Library, frame: Frame, problem: Problem | None) -> str:
    """What it cost the person, or that it is ours to mend; for nobody's failure, care without fault."""
    owning, common = frame.playbook.owning, library.common
    if frame.critical:
        return frame.fill(frame.pick("owning", owning), problem) if owning else ""
    if frame.strategy.fact and common.correction:
        known = frame.strategy.fact.statement
        return frame.fill(frame.pick("correction", common.correction), problem, fact=known)
    if "stakes" in frame.tone.parts and frame.strategy.takes_fault:
        for stake in common.stakes:
            if frame.playbook.name not in stake.not_with and matches(stake, frame.details):
                return frame.fill(frame.pick("stakes", stake.say), stake)
    full = common.full if frame.strategy.name == Posture.REBUILD else ()
    lines = (*owning, *full) if frame.strategy.takes_fault else common.care
    return frame.fill(frame.pick("owning", lines), problem) if "owning" in frame.tone.parts and lines else ""


def noted(library: Library, frame: Frame, said: str) -> str:
    """What else the post speaks of, so that nobody feels half heard."""
    things = unsaid(library, frame, said)
    if not things or frame.critical or "noted" not in frame.tone.parts:
        return ""
    return frame.fill(frame.pick("noted", library.common.noted), None, things=things)


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
