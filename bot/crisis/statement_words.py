"""A holding statement in words: what is known, what is not, what is being done, when we speak again. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Final

from bot.models import Category
from bot.text import clean, sha256

DEFAULT_MINUTES: Final = 60
STEP_MINUTES: Final = 5
"""A promised time is a round one."""
LEAST_MINUTES: Final = 15
MOST_MINUTES: Final = 24 * 60
MOST_PART: Final = 400
"""Characters of each part."""
UNKNOWN: Final = "We don't know the cause yet."
DOING: Final = "Our team is working on it now."
_KNOWN: Final = {
    Category.DELAY: "We know that many of you are being held up today, and we're sorry.",
    Category.CANCELLATION: "We know that many of you had a booking cancelled, and we're sorry.",
    Category.LOST: "We know that many of you are missing your things, and we're sorry.",
    Category.DAMAGED: "We know that many of you received something damaged, and we're sorry.",
    Category.QUEUE: "We know that many of you are waiting far too long today, and we're sorry.",
    Category.STAFF: "We know that many of you were treated badly, and we're sorry.",
    Category.BOOKING: "We know that many of you can't book or pay right now, and we're sorry.",
    Category.SUPPORT: "We know that many of you can't reach us right now, and we're sorry.",
    Category.QUALITY: "We know that many of you got less than you paid for, and we're sorry.",
    Category.BILLING: "We know that many of you see a charge that looks wrong, and we're sorry.",
    Category.SAFETY: "We know about what happened, and our thoughts are with everybody it touches.",
    Category.OUTAGE: "We know that our service is down for many of you, and we're sorry.",
    Category.OTHER: "We know that many of you are writing to us about this, and we're sorry.",
}
"""No cause, no fault, and no words of strangers: what can be said in the first minute."""


@dataclass(frozen=True)
class Said:
    """What somebody wants to say, and where. `minutes` are those until the next update."""

    known: str
    unknown: str
    doing: str
    minutes: int
    places: tuple[str, ...]


NOTHING: Final = Said("", "", "", DEFAULT_MINUTES, ())
"""Without words of anybody: only when we speak again stays."""


def suggested(category: str, places: Sequence[str]) -> Said:
    """What can be said before anybody knows more."""
    known = next((words for one, words in _KNOWN.items() if one == category), _KNOWN[Category.OTHER])
    return Said(known, UNKNOWN, DOING, DEFAULT_MINUTES, tuple(places))


def tidy(said: Said) -> Said:
    """Each part on one line, without anything invisible."""
    known, unknown, doing = (" ".join(clean(one).split()) for one in (said.known, said.unknown, said.doing))
    return Said(known, unknown, doing, said.minutes, tuple(dict.fromkeys(said.places)))


def next_update(now: datetime, minutes: int) -> datetime:
    """A round time, so many minutes from now at least."""
    least = (now + timedelta(minutes=minutes)).timestamp()
    step = STEP_MINUTES * 60
    return datetime.fromtimestamp(-(-least // step) * step, now.tzinfo)


def text_of(said: Said, next_at: datetime, zone: tzinfo) -> str:
    """The exact words that go out; the time is in the brand's zone, and says so."""
    local = next_at.astimezone(zone)
    again = f"Next update by {local:%H:%M} {local:%Z}."
    return " ".join(one for one in (said.known, said.unknown, said.doing, again) if one)


def digest(text: str, places: Sequence[str]) -> str:
    """What an approval binds to: the words, and where they go."""
    return sha256("\0".join((text, *sorted(places))))


def incomplete(said: Said) -> str | None:
    """What is missing, in words for whoever wrote it; `None` if nothing is."""
    parts = {"what is known": said.known, "what is not known": said.unknown, "what is being done": said.doing}
    for name, words in parts.items():
        if not any(letter.isalpha() for letter in words):
            return f"Please say {name}, in one plain sentence."
        if len(words) > MOST_PART:
            return f"Please be shorter about {name}: at most {MOST_PART} characters."
    if not said.places:
        return "Please choose where it is published."
    if not LEAST_MINUTES <= said.minutes <= MOST_MINUTES:
        return "Please promise the next update in a quarter of an hour at least, and within a day."
    return None
