"""Many phrases looked for at once, quickly: a pattern is tried only where a piece of it is in the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import chain
from typing import Final

SHORTEST_CUE: Final = 2
"""Letters; a shorter piece stands in every text and saves nothing."""


@dataclass(frozen=True)
class Phrases:
    """Patterns of whole words; nothing is worked out of them before the first text asks for it."""

    patterns: tuple[str, ...]

    @cached_property
    def parts(self) -> tuple[tuple[tuple[str, ...], str], ...]:
        """Each choice of the patterns with its cues: pieces of plain text of which every match has one.

        Without cues a choice is always tried.
        """
        choices = (choice for pattern in self.patterns for choice in _choices(pattern))
        return tuple((_cues(choice), choice) for choice in choices)

    def hits(self, text: str) -> Iterator[str]:
        """The words of all matches, pattern by pattern, written as in the text."""
        lower = text.lower()
        written = text if len(lower) == len(text) else lower
        for cues, choice in self.parts:
            for cue in cues:  # a plain loop: this is where checking spends its time
                if cue in lower:
                    break
            else:
                if cues:
                    continue
            for hit in _compiled(choice).finditer(lower):
                yield written[hit.start() : hit.end()]

    def found_in(self, text: str) -> bool:
        """Whether there is any."""
        return next(self.hits(text), None) is not None

    def __add__(self, other: "Phrases") -> "Phrases":
        return Phrases(self.patterns + other.patterns)


def phrases(*patterns: str) -> Phrases:
    """Regular expressions in small letters, to be found as whole words in letters of any size."""
    return Phrases(patterns)


@cache
def _compiled(choice: str) -> re.Pattern[str]:
    # Most are never asked for: there are a thousand of them, and a text has the cues of a few.
    return re.compile(rf"(?<!\w)(?:{choice})(?!\w)")


@dataclass
class _Pieces:
    """What a pattern is made of: its runs of plain text, and its groups that no match can do without."""

    runs: list[str] = field(default_factory=lambda: [""])
    groups: list[str] = field(default_factory=list)

    def end_run(self) -> None:
        self.runs.append("")

    def add_letter(self, letter: str, quantifier: str) -> None:
        if not quantifier.startswith(("?", "*", "{")):
            self.runs[-1] += letter
        if quantifier:
            self.end_run()


_TOKEN: Final = re.compile(
    r"(?P<escape>\\.)|(?P<set>\[\^?\]?(?:\\.|[^\]])*\])|(?P<any>[.^$])|(?P<letter>[^\\()\[\]|])", re.DOTALL
)
_QUANTIFIER: Final = re.compile(r"[?*+]\??|\{\d*,?\d*\}\??|")
_EVERYWHERE: Final = frozenset({"sorry", "apolog", "regret", "you", "your", "the", "our", "and", "for"})

_LOOKS_AROUND: Final = ("(?!", "(?=", "(?<!", "(?<=")


def _cues(choice: str) -> tuple[str, ...]:
    """Of its runs of plain text and of its groups, the one that fewest texts will have."""
    pieces = _pieces(choice)
    found: list[tuple[str, ...]] = [(run,) for run in pieces.runs if len(run) >= SHORTEST_CUE]
    for group in pieces.groups:
        cues = [_cues(inner) for inner in _choices(group)]
        if all(cues):
            found.append(tuple(dict.fromkeys(chain.from_iterable(cues))))
    return min(found, key=_commonness, default=())


def _commonness(cues: tuple[str, ...]) -> float:
    """About how often a text has one of these: long ones seldom, words of apology nearly always."""
    return sum(1.0 if cue.strip() in _EVERYWHERE else 0.5 ** len(cue.strip()) for cue in cues)


def _pieces(choice: str) -> _Pieces:
    pieces, at = _Pieces(), 0
    while at < len(choice):
        token = _TOKEN.match(choice, at)
        end = token.end() if token else _group_end(choice, at)
        quantifier = _quantifier(choice, end)
        if token and token["letter"]:
            pieces.add_letter(token["letter"], quantifier)
        else:
            pieces.end_run()
            if not token and not quantifier.startswith(("?", "*", "{0")):
                pieces.groups += _inside(choice[at:end])
        at = end + len(quantifier)
    return pieces


def _quantifier(choice: str, at: int) -> str:
    found = _QUANTIFIER.match(choice, at)
    return found.group() if found else ""


def _inside(group: str) -> list[str]:
    """A group's own pattern; nothing of one that only looks around."""
    if group.startswith(_LOOKS_AROUND):
        return []
    return [group.removeprefix("(").removeprefix("?:").removesuffix(")")]


def _group_end(pattern: str, at: int) -> int:
    depth = 0
    while at < len(pattern):
        token = _TOKEN.match(pattern, at)
        at = token.end() if token else at + 1
        depth += {"(": 1, ")": -1}.get(pattern[at - 1], 0) if not token else 0
        if depth == 0:
            return at
    return at


def _choices(pattern: str) -> list[str]:
    """Split at the bars that stand outside of all groups."""
    choices, start, at = [], 0, 0
    while at < len(pattern):
        token = _TOKEN.match(pattern, at)
        if token:
            at = token.end()
        elif pattern[at] == "|":
            choices.append(pattern[start:at])
            at += 1
            start = at
        else:
            at = _group_end(pattern, at)
    return [*choices, pattern[start:]]
