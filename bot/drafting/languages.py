"""Replies in other languages, each from its own phrasebook; where there is none, a person has to write."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bot.drafting.language_names import UNNAMED, language_name
from bot.drafting.library import Library
from bot.drafting.phrasebooks import OTHER, Phrasebook, Trouble
from bot.drafting.request import Candidate, DraftRequest, Frame, frame_of
from bot.drafting.troubles import Told, ask_of, told_in, trouble_of
from bot.ports import Finding, Written

ENGLISH: Final = frozenset({"en", "und", ""})
"""Codes of posts that are answered in English."""
TRIES: Final = 4
"""Wordings tried for each make-up of a reply before parts are left out."""
_NEEDS: Final = "needs_language/"
_FORMAL: Final = "-formal"


@dataclass(frozen=True)
class _Make:
    """Which parts a reply has. `named`: by what the mention tells, else by its category."""

    named: bool
    owning: bool
    greeting: bool


@dataclass(frozen=True)
class _Step:
    """What we will do; `number` is the wording, `is_timed` whether it says by when."""

    text: str
    number: int
    is_timed: bool


_MAKES: Final = (
    _Make(named=True, owning=True, greeting=True),
    _Make(named=True, owning=False, greeting=True),
    _Make(named=False, owning=True, greeting=True),
    _Make(named=False, owning=False, greeting=False),
)


def foreign_texts(library: Library, request: DraftRequest) -> Iterator[Candidate]:
    """Possible replies in the mention's language, best first; none for one without a phrasebook."""
    if request.verdict.language not in library.languages:
        return
    frame = frame_of(library, request)
    book = _phrasebook(library, frame)
    told = told_in(book, request.mention.text)
    for make in _MAKES:
        for shift in range(TRIES):
            yield _text(library, book, frame.shifted(shift), told, make)


def person_needed(request: DraftRequest) -> Written:
    """What stands on the card instead of a draft when nothing of ours can write the language.

    The text is empty, so that nothing can be approved before a person (or the model) has written it.
    """
    code = request.verdict.language
    name = language_name(code)
    post = (
        "This post is in a language that Amends cannot name" if code == UNNAMED else f"This post is in {name}"
    )
    why = f"{post}: it needs a person who writes {name}."
    fix = f"Write the reply in Edit, or ask a colleague who writes {name}."
    finding = Finding("R21", "hard", "", why, fix)
    return Written("", "template", request.tone, f"{_NEEDS}{code}", (finding,), ())


def needed_language(template: str | None) -> str | None:
    """The language whose writer a draft waits for, by its template's name; `None` for a draft with words."""
    if not template or not template.startswith(_NEEDS):
        return None
    return language_name(template.removeprefix(_NEEDS))


def _phrasebook(library: Library, frame: Frame) -> Phrasebook:
    """The mention's language; in its formal address, if it has one, for a formal brand or tone."""
    code = frame.request.verdict.language
    is_formal = frame.request.brand.formal or not frame.tone.contractions
    usual = library.languages[code]
    return library.languages.get(f"{code}{_FORMAL}", usual) if is_formal else usual


def _text(library: Library, book: Phrasebook, frame: Frame, told: Told, make: _Make) -> Candidate:
    request = frame.request
    trouble = trouble_of(book, told, request.verdict.category) if make.named else None
    if trouble and request.verdict.category == OTHER and not frame.critical:
        frame = frame.following(library.playbook(trouble.categories[0]))
    words = _words(book, frame, told)
    step = _step(book, frame, words)
    parts = [_apology(book, frame, trouble, words)]
    if make.owning and _owns(book, frame):
        parts.append(frame.fill(frame.pick("owning", book.owning), **words))
    text = " ".join(part[:1].upper() + part[1:] for part in [*parts, step.text] if part)
    if make.greeting and frame.name and book.greeting:
        text = _after(frame.fill(frame.pick("greeting", book.greeting), **words), text)
    due = request.brand.due(frame.action, request.now) if step.is_timed else "no time given"
    owed = request.brand.owes(frame.action, request.now, due)
    name = f"general.{book.name}/{step.number}"
    whole = f"{text} {request.brand.sign_off}".strip()
    return Candidate(whole, frame.tone.name, name, (owed,), book.code, (frame.action.id,))


def _owns(book: Phrasebook, frame: Frame) -> bool:
    """Whether the reply says that it is ours to mend."""
    return (
        bool(book.owning)
        and "owning" in frame.tone.parts
        and frame.strategy.takes_fault
        and not frame.critical
    )


def _words(book: Phrasebook, frame: Frame, told: Told) -> dict[str, str]:
    brand = frame.request.brand
    due = brand.due(frame.action, frame.request.now)
    return {
        "ask": ask_of(book, told, brand.trade),
        "duration": told.duration,
        "trip": told.trip,
        "due": book.dues.get(due, ""),
        "channel": book.channels.get(brand.channel, ""),
    }


def _apology(book: Phrasebook, frame: Frame, trouble: Trouble | None, words: Mapping[str, str]) -> str:
    if frame.critical:
        return frame.fill(frame.pick("apology", book.sympathy), **words)
    if trouble and trouble.say:
        clause = frame.fill(frame.pick("say", trouble.say), **words)
        return frame.fill(frame.pick("apology", book.apology), **words, problem=clause)
    topics = book.topics.get(frame.request.verdict.category) or book.topics[OTHER]
    topic = frame.fill(frame.pick("about", trouble.about if trouble else topics), **words)
    return frame.fill(frame.pick("apology", book.apology_about), **words, topic=topic)


def _step(book: Phrasebook, frame: Frame, words: Mapping[str, str]) -> _Step:
    """The brand's own words for its action, else the language's for any; a time only where it can be said."""
    own = frame.action.foreign.get(book.name, ())
    is_timed = bool(words["due"] and words["channel"] and (own or book.step))
    steps = (own or book.step) if is_timed else book.step_plain
    number = frame.turn("step", len(steps))
    return _Step(frame.fill(steps[number], **words), number + 1, is_timed)


def _after(greeting: str, text: str) -> str:
    """ "Ana:" and "Siento …" -> "Ana: siento …"; a new sentence keeps its capital."""
    return (
        f"{greeting} {text}" if greeting.endswith((".", "!")) else f"{greeting} {text[:1].lower()}{text[1:]}"
    )
