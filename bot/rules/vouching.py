"""What a person typed and nobody can verify: times, numbers, names, causes. They tick that they checked.

Machine text may not state such things at all; a person may know them, and answers for them with their name.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from bot.ports import Commitment, Finding
from bot.text import sha256

CHECKED: Final = "checked"
"""Stands as the rule of an override that is such a tick."""
VOUCHED: Final = frozenset({"R8", "R9"})
"""Rules about what is stated as true: times without backing, unknown numbers, names and causes."""
TICK_LENGTH: Final = 16


def to_check(
    findings: Iterable[Finding],
    overrides: Iterable[Mapping[str, Any]],
    commitments: Iterable[Commitment] = (),
) -> tuple[str, ...]:
    """The words that somebody still has to vouch for, each once; none where they or a manager have.

    What is said of a promise needs no tick: its owner makes it true, and a clock watches over it.
    """
    settled = {one.get("rule") for one in overrides}
    if CHECKED in settled:
        return ()
    open_ones = VOUCHED - settled
    promised = " ".join(f"{one.what} {one.due}" for one in commitments if one.owner.strip()).lower()
    words = (found.words for found in findings if found.level == "soft" and found.rule in open_ones)
    return tuple(dict.fromkeys(one for one in words if one and not _says(promised, one.lower())))


def _says(text: str, words: str) -> bool:
    """Whether the words stand in the text as such: the 7 of 17:00 or of 7:40 does not."""
    return bool(re.search(rf"(?<![\w:.]){re.escape(words)}(?!\w|[:.]\w)", text))


def tick_of(words: Iterable[str]) -> str:
    """What a tick for exactly these words carries, so that it does not hold for others."""
    return sha256("\n".join(words))[:TICK_LENGTH]
