"""What the apology is for: the trouble in the person's own words if they can be read, else the playbook's."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.drafting.details import matches
from bot.drafting.library import GENERAL, UNCLEAR, Library, Problem
from bot.drafting.request import Frame
from bot.rules.subjects import SUBJECTS, subjects_of

MAX_WORDS: Final = 24
"""Words of two clauses joined; a third or a longer pair is read twice."""
MAX_THINGS: Final = 2
"""Things that one sentence names."""


@dataclass(frozen=True)
class Trouble:
    """What a reply names: clauses that follow "I'm sorry", or else a noun that follows "I'm sorry about"."""

    clauses: tuple[str, ...] = ()
    topic: str = ""


def follow(library: Library, frame: Frame) -> tuple[Frame, Problem | None]:
    """The first problem that the mention shows: of its own playbook, of the second guess, of the general one.

    The rest of the reply then follows that playbook. Critical replies stay with theirs.
    """
    verdict = frame.request.verdict
    others = [] if frame.critical else [verdict.second_category or "", GENERAL, UNCLEAR]
    for name in dict.fromkeys([frame.playbook.name, *others]):
        for problem in library.playbooks[name].problems if name in library.playbooks else ():
            if name == UNCLEAR and frame.playbook.name != GENERAL and frame.details.clauses:
                return frame, None  # told in their own words, of a kind that is known
            if matches(problem, frame.details):
                return frame.following(library.playbooks[name]), problem
    return frame, None


def trouble_of(library: Library, frame: Frame, problem: Problem | None, *, second: bool) -> Trouble:
    """The trouble to name; with `second` a second thing that went wrong, if the mention tells one."""
    known = _in_their_words(frame, "say", problem.say, problem) if problem and problem.say else ""
    if frame.critical:
        return Trouble((known,)) if known else Trouble(topic=_topic(library, frame, problem))
    told = [clause.text for clause in frame.details.clauses if not clause.is_noun]
    first = [known, *told] if _is_exact(known, frame) else told or [known]
    if not told and _is_vague(frame, problem) and (topic := _named_topic(library, frame)):
        return Trouble(topic=topic)
    clauses = _apart([*filter(None, first), *(_also(library, frame) if second else ())])
    if not clauses:
        return Trouble(topic=_topic(library, frame, problem))
    return Trouble(clauses[:2] if second and _fit(clauses) else clauses[:1])


def unsaid(library: Library, frame: Frame, said: str) -> str:
    """Things that the post speaks of and the reply does not yet, such as "the crew and your seat"."""
    words, plain = stems(said), library.common.words.plain
    left = [
        thing for thing in frame.details.things if not stems(thing) & words and thing.split()[-1] not in plain
    ]
    return " and ".join(left[:MAX_THINGS])


def stems(text: str) -> set[str]:
    """The words of a text that carry meaning, cut to what tells them apart."""
    return {word[:4] for word in re.findall(r"[a-z]{3,}|\btv\b", text.lower()) if word not in _PLAIN}


def _in_their_words(frame: Frame, slot: str, choices: Sequence[str], problem: Problem) -> str:
    """One of those wordings that share most words with the post."""
    told = stems(frame.request.told)
    filled = [frame.fill(choice, problem) for choice in choices]
    most = max(len(stems(wording) & told) for wording in filled)
    return frame.pick(slot, [wording for wording in filled if len(stems(wording) & told) == most])


def _is_exact(known: str, frame: Frame) -> bool:
    """Whether the playbook's words hold a time or a number of this very mention."""
    details = frame.details
    return bool(
        (details.duration and details.duration in known)
        or (details.trip in known and any(sign.isdigit() for sign in details.trip))
    )


def _is_vague(frame: Frame, problem: Problem | None) -> bool:
    """Whether the playbook knows no more than that somebody is cross."""
    return problem is None or (
        frame.playbook.name in (GENERAL, UNCLEAR) and not problem.things and not problem.needs
    )


def _named_topic(library: Library, frame: Frame) -> str:
    nouns = [clause.text for clause in frame.details.clauses if clause.is_noun]
    if nouns:
        return nouns[0]
    plain = library.common.words.plain
    told = [
        thing for thing in frame.details.things if thing.split()[-1] not in plain - library.common.words.yours
    ]
    things = told[:MAX_THINGS]
    return f"the trouble with {' and '.join(things)}" if things else ""


def _topic(library: Library, frame: Frame, problem: Problem | None) -> str:
    """The trouble as a noun: as told, by the playbook's problem, or by the mention's own subject."""
    nouns = [clause.text for clause in frame.details.clauses if clause.is_noun]
    if nouns and not frame.critical:
        return nouns[0]
    about = subjects_of(frame.request.told)
    topics = library.common.topics
    own = next((topics[subject] for subject in SUBJECTS if subject in about & set(topics)), "")
    if problem and problem.about and not (own and _is_vague(frame, problem)):
        return _in_their_words(frame, "about", problem.about, problem)
    return frame.playbook.topic if not own or about & subjects_of(frame.playbook.topic) else own


def _also(library: Library, frame: Frame) -> Iterable[str]:
    """What else went wrong: what somebody asked for help with, then what all kinds share."""
    second = frame.request.verdict.second_category
    if frame.playbook.name in _ABOUT_PEOPLE and second in _BEHIND_IT and second in library.playbooks:
        known = (each for each in library.playbooks[second].problems if matches(each, frame.details))
        problem = next(known, None)
        if problem and problem.say and (problem.when or problem.needs):
            yield _in_their_words(frame, "also", problem.say, problem)
    for problem in library.common.also:
        if frame.playbook.name not in problem.not_with and matches(problem, frame.details):
            yield frame.fill(frame.pick("also", problem.say), problem)


def _apart(clauses: Iterable[str]) -> tuple[str, ...]:
    """Those clauses that say something new."""
    kept: list[str] = []
    said: set[str] = set()
    for clause in clauses:
        new = stems(clause) - said
        if not kept or (
            _marks(clause).isdisjoint(mark for other in kept for mark in _marks(other))
            and len(new) > len(stems(clause) & said)
        ):
            kept.append(clause)
            said |= new
    return tuple(kept)


def _subject(clause: str) -> tuple[str, ...]:
    return () if clause.startswith(("you ", "we ")) else tuple(clause.split()[:2])


def _marks(clause: str) -> set[tuple[str, ...]]:
    """What one reply tells once: who or what it was, how long it took, and that it was a wait."""
    span = _SPAN.search(clause)
    time = (_DIGITS.get(span.group(1), span.group(1)), span.group(2)) if span else ()
    return {_subject(clause), time, ("wait",) if "wait" in clause else ()} - {()}


def _fit(clauses: Sequence[str]) -> bool:
    joined = " and ".join(clauses[:2])
    return len(joined.split()) <= MAX_WORDS and joined.count(" and ") == 1


_NUMBERS: Final = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_DIGITS: Final = {word: str(number) for number, word in enumerate(_NUMBERS)} | {"a": "1", "an": "1"}
_SPAN: Final = re.compile(rf"\b(\d+|{'|'.join(_DIGITS)}) (minute|hour|day|week|month)s?\b")
_ABOUT_PEOPLE: Final = frozenset({"support", "staff"})
_BEHIND_IT: Final = frozenset({"lost", "damaged", "delay", "cancellation", "outage"})
"""Kinds of trouble that people have first, before they meet ours who do not help."""
_PLAIN_TEXT: Final = """
    the and you your our for was were with that this have had has been what when from not but are out get got
    they them there very really even still about into after before
"""
_PLAIN: Final = frozenset(_PLAIN_TEXT.split())
