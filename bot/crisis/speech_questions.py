"""What a model is asked to say to many: the parts, how long each may be, and what our template says. Pure."""

from collections.abc import Sequence
from typing import Final

from bot.crisis.statement_words import DEFAULT_MINUTES, Said
from bot.ports import Speech, SpeechPart, SpeechQuestion

KNOWN, UNKNOWN, DOING, HAPPENED, DONE = "known", "unknown", "doing", "happened", "done"
UPDATE_WAYS: Final = 5
STANCE_WAYS: Final = 4
_MOST_KNOWN, _MOST_SHORT, _MOST_SENTENCE = 120, 60, 110
"""Together, with the time of the next update, a statement fits into the 280 characters of a post on X."""


def statement_question(
    brand: str, category: str, template: Said, known: Sequence[str], posts: Sequence[str]
) -> SpeechQuestion:
    """A holding statement, or the next update of one."""
    return SpeechQuestion(
        kind="statement",
        brand=brand,
        category=category,
        known=tuple(known),
        parts=(
            SpeechPart(KNOWN, "what is known, with one sorry", 1, _MOST_KNOWN),
            SpeechPart(UNKNOWN, "what is not known yet", 1, _MOST_SHORT),
            SpeechPart(DOING, "what is being done now", 1, _MOST_SHORT),
        ),
        template={KNOWN: (template.known,), UNKNOWN: (template.unknown,), DOING: (template.doing,)},
        posts=tuple(posts),
    )


def update_question(
    brand: str, category: str, what: str, template: str, known: Sequence[str]
) -> SpeechQuestion:
    """The news that something is done, to those who were promised it; no post is needed for it."""
    return SpeechQuestion(
        kind="update",
        brand=brand,
        category=category,
        known=(f"This was promised and is done now: {what}", *known),
        parts=(SpeechPart(DONE, "what is done now", UPDATE_WAYS, _MOST_SENTENCE),),
        template={DONE: (template,)},
    )


def stance_question(
    brand: str,
    category: str,
    happened: Sequence[str],
    doing: Sequence[str],
    known: Sequence[str],
    posts: Sequence[str],
) -> SpeechQuestion:
    """What every answer about one cause says; the promise in it stays the brand's own."""
    return SpeechQuestion(
        kind="stance",
        brand=brand,
        category=category,
        known=tuple(known),
        parts=(
            SpeechPart(HAPPENED, "what happened, as far as it is known", STANCE_WAYS, _MOST_SENTENCE),
            SpeechPart(DOING, "what we do about it for everybody", STANCE_WAYS, _MOST_SENTENCE),
        ),
        template={HAPPENED: tuple(happened), DOING: tuple(doing)},
        posts=tuple(posts),
    )


def statement_in(speech: Speech, places: Sequence[str], minutes: int = DEFAULT_MINUTES) -> Said:
    """The statement that a model has written."""
    known, unknown, doing = (speech[one][0] for one in (KNOWN, UNKNOWN, DOING))
    return Said(known, unknown, doing, minutes, tuple(places))
