"""One piece of news, told to many, each time in other words. Pure."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

OPENERS: Final = (
    "An update on this:",
    "News since we last wrote:",
    "As promised, we're back with an answer.",
    "Following up on our reply:",
    "We said we would tell you.",
    "Just to let you know:",
    "Here is what has changed.",
    "You asked, and we have done it.",
)
CLOSERS: Final = (
    "We know how annoying this was.",
    "If it still goes wrong for you, please write to us and I'll look at it.",
    "We're sorry that you had to wait.",
    "Do tell us if anything is left open on your side.",
    "I'm sorry about the trouble that this made.",
    "Is there anything else that we can put right for you?",
    "I hope the rest of your day goes more smoothly.",
    "We know that this took longer than it should have.",
)
MOST_WAY: Final = 200
"""Characters of one way to say it."""
MOST_WAYS: Final = 30


def ways_of(typed: str) -> tuple[str, ...]:
    """The ways to say it, one on each line, each once."""
    return tuple(dict.fromkeys(" ".join(each.split()) for each in typed.splitlines() if each.strip()))


def suggested(what: str) -> str:
    """What a form starts with: only a person knows how to say it."""
    return f"{what[:1].upper()}{what[1:].rstrip('.')}: done."


def wordings(ways: Sequence[str], sign_off: str, number: int) -> Iterator[str]:
    """All that can be said, from another place in the list for each `number`."""
    # Neighbours share as little as they can: both ends change with every step.
    ends = sorted(product(range(len(OPENERS)), range(len(CLOSERS))), key=lambda each: (each[1] - each[0]) % 8)
    count = len(ways) * len(ends)
    for step in range(count):
        place = (number + step) % count
        opener, closer = ends[place // len(ways)]
        said = f"{OPENERS[opener]} {ways[place % len(ways)]} {CLOSERS[closer]}"
        yield f"{said} {sign_off}".strip()
