"""What the company says to many people at once, as a model may draft it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

SpeechKind = Literal["statement", "update", "stance"]
Speech = Mapping[str, tuple[str, ...]]
"""Ways to say each part, by the part's name."""


@dataclass(frozen=True)
class SpeechPart:
    """One thing to be said: `what` belongs in it, in so many `ways` of at most `most` characters each."""

    name: str
    what: str
    ways: int
    most: int


@dataclass(frozen=True)
class SpeechQuestion:
    """All that the model is told. `posts` hold no author's name or handle, and are strangers' words."""

    kind: SpeechKind
    brand: str
    category: str
    known: tuple[str, ...]
    parts: tuple[SpeechPart, ...]
    template: Speech
    posts: tuple[str, ...] = ()
    mend: tuple[str, ...] = ()
    """What was wrong with the last answer; empty for a first one."""


class Speaker(Protocol):
    """The language model as a writer of what is said to many."""

    async def speak(self, question: SpeechQuestion, *, deadline: float) -> Speech:
        """All parts of the question, within `deadline` seconds.

        Raises:
            LlmUnavailable: with the reason for whoever reads the template instead.
        """
        ...
