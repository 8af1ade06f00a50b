"""No two replies alike: how near a text comes to what was said before."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from rapidfuzz import fuzz, process

LIKE_A_RECENT: Final = 85
"""`token_sort_ratio` from which two replies to different people count as copies."""
LIKE_IN_THREAD: Final = 70
"""The same inside one thread, where both are read in a row."""


@dataclass(frozen=True)
class Others:
    """What was said before: the brand's latest public replies, and those of the same thread."""

    recent: Sequence[str] = ()
    in_thread: Sequence[str] = ()

    def differ(self, text: str) -> bool:
        """Whether a text is no copy of any of them."""
        said = _sorted(text)
        return not _near(said, self._recent, LIKE_A_RECENT) and not _near(said, self._thread, LIKE_IN_THREAD)

    @cached_property
    def _recent(self) -> list[str]:
        return [_sorted(text) for text in self.recent]

    @cached_property
    def _thread(self) -> list[str]:
        return [_sorted(text) for text in self.in_thread]


NOBODY: Final = Others()


def _sorted(text: str) -> str:
    return " ".join(sorted(text.split()))


def _near(text: str, others: Sequence[str], bound: float) -> bool:
    return process.extractOne(text, others, scorer=fuzz.ratio, score_cutoff=bound) is not None
