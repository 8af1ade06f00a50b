"""Finds the phrases of a lexicon in a list of words: one pass, linear time, no regular expressions.

A phrase is written as words without apostrophes: `a|b` is either word, `cancel*` any word that starts so,
`~2` up to two words in between. Where phrases overlap, the leftmost and then the longest wins; so a longer
harmless phrase ("battery died") hides the word inside it.
"""

from collections.abc import Hashable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

Label = TypeVar("Label", bound=Hashable)

STEM_CHARS = 3
"""Stems (`cancel*`) have at least so many letters, and are looked up by them."""


class Hit(NamedTuple, Generic[Label]):
    """A phrase of `label` was found at `words[start:end]`."""

    label: Label
    start: int
    end: int


class _Slot(NamedTuple):
    """One word of a phrase, at most `gap` words after the one before."""

    exact: frozenset[str]
    stems: tuple[str, ...]
    gap: int


class _Phrase(NamedTuple, Generic[Label]):
    label: Label
    rest: tuple[_Slot, ...]


class PhraseIndex(Generic[Label]):
    """A lexicon made ready for searching. `lexicon` maps a label to its phrases, separated by commas."""

    def __init__(self, lexicon: Mapping[Label, str]) -> None:
        self._words: dict[str, list[_Phrase[Label]]] = {}
        self._stems: dict[str, list[tuple[str, _Phrase[Label]]]] = {}
        for label, phrases in lexicon.items():
            for phrase in filter(str.strip, phrases.split(",")):
                self._add(label, _slots(phrase))

    def find(self, words: Sequence[str]) -> list[Hit[Label]]:
        """All hits, from left to right, none overlapping another."""
        hits: list[Hit[Label]] = []
        free = 0
        for at, word in enumerate(words):
            if at < free or (word not in self._words and word[:STEM_CHARS] not in self._stems):
                continue
            hit = self._longest(words, at)
            if hit:
                hits.append(hit)
                free = hit.end
        return hits

    def _longest(self, words: Sequence[str], at: int) -> Hit[Label] | None:
        best: Hit[Label] | None = None
        for phrase in self._starting(words[at]):
            end = _end(phrase.rest, words, at + 1) if phrase.rest else at + 1
            if end and (best is None or end > best.end):
                best = Hit(phrase.label, at, end)
        return best

    def _starting(self, word: str) -> Sequence[_Phrase[Label]]:
        stems = self._stems.get(word[:STEM_CHARS], ())
        return self._words.get(word, []) + [phrase for stem, phrase in stems if word.startswith(stem)]

    def _add(self, label: Label, slots: list[_Slot]) -> None:
        phrase = _Phrase(label, tuple(slots[1:]))
        for word in slots[0].exact:
            self._words.setdefault(word, []).append(phrase)
        for stem in slots[0].stems:
            self._stems.setdefault(stem[:STEM_CHARS], []).append((stem, phrase))


def _end(slots: Sequence[_Slot], words: Sequence[str], at: int) -> int:
    """Where the phrase ends, 0 if it does not go on like this."""
    for exact, stems, gap in slots:
        for place, word in enumerate(words[at : at + gap + 1], at):
            if word in exact or (stems and word.startswith(stems)):
                at = place + 1
                break
        else:
            return 0
    return at


def _slots(phrase: str) -> list[_Slot]:
    slots: list[_Slot] = []
    gap = 0
    for part in phrase.split():
        if part.startswith("~"):
            gap = int(part[1:])
            continue
        choices = part.split("|")
        exact = frozenset(choice for choice in choices if not choice.endswith("*"))
        stems = tuple(choice[:-1] for choice in choices if choice.endswith("*"))
        slots.append(_Slot(exact, stems, gap))
        gap = 0
    return slots
