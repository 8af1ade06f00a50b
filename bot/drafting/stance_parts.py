"""Replies under a stance: the person's own trouble first, then what we say and do about its cause. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from bot.drafting.library import Library
from bot.drafting.naming import follow, trouble_of
from bot.drafting.parts import apology, finished, noted
from bot.drafting.request import Candidate, DraftRequest, Frame, frame_of
from bot.drafting.under_stance import StanceWords

TRIES: Final = 6
"""Wordings tried for each make-up of a reply in each tone: many are answered about the same."""


@dataclass(frozen=True)
class _Make:
    """Which parts a reply has besides the apology and the step."""

    happened: bool = True
    doing: bool = False
    second: bool = False
    noted: bool = False
    closing: bool = False
    greeting: bool = True


_MAKES: Final = (
    _Make(doing=True, second=True, noted=True),
    _Make(doing=True, second=True, closing=True),
    _Make(doing=True, second=True),
    _Make(doing=True),
    _Make(second=True, noted=True),
    _Make(second=True, closing=True),
    _Make(second=True),
    _Make(noted=True),
    _Make(),
    _Make(greeting=False),
    _Make(happened=False, doing=True, second=True),
    _Make(happened=False, doing=True, greeting=False),
)
"""Every one says what happened or what we do about it: a reply that says neither is none under a stance."""


def stance_candidates(library: Library, request: DraftRequest, stance: StanceWords) -> Iterator[Candidate]:
    """Possible replies, the asked-for tone first, the richest first."""
    frame = frame_of(library, request)
    for tone in dict.fromkeys((frame.tone.name, *library.tones)):
        toned = replace(frame, tone=library.tone(tone))
        for make in _MAKES:
            if make.doing and not stance.doing:
                continue
            for shift in range(TRIES):
                yield _candidate(library, toned.shifted(shift), stance, make)


def _candidate(library: Library, frame: Frame, stance: StanceWords, make: _Make) -> Candidate:
    followed, problem = follow(library, frame)
    # Whatever playbook the post's own words call for, the step is the stance's.
    frame = replace(followed, action=stance.action)
    parts = [apology(frame, trouble_of(library, frame, problem, second=make.second), problem)]
    parts += [frame.pick("happened", stance.happened)] if make.happened else []
    parts += [frame.pick("doing", stance.doing)] if make.doing else []
    turn = frame.turn("step", len(stance.action.wordings))
    step = frame.fill(stance.action.wordings[turn], problem)
    parts += [noted(library, frame, " ".join([*parts, step]))] if make.noted else []
    parts.append(step)
    if make.closing and "closing" in frame.tone.parts:
        parts.append(frame.fill(frame.pick("closing", frame.tone.closing)))
    return finished(frame, parts, f"stance/{turn + 1}", greeting=make.greeting)
