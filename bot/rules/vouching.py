"""What a person typed and nobody can verify: times, numbers, names, causes. They tick that they checked.

Machine text may not state such things at all; a person may know them, and answers for them with their name.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from bot.ports import Finding
from bot.text import sha256

CHECKED: Final = "checked"
"""Stands as the rule of an override that is such a tick."""
VOUCHED: Final = frozenset({"R8", "R9"})
"""Rules about what is stated as true: times without backing, unknown numbers, names and causes."""
TICK_LENGTH: Final = 16


def to_check(findings: Iterable[Finding], overrides: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """The words that somebody still has to vouch for, each once; none where they or a manager have."""
    settled = {one.get("rule") for one in overrides}
    if CHECKED in settled:
        return ()
    open_ones = VOUCHED - settled
    words = (found.words for found in findings if found.level == "soft" and found.rule in open_ones)
    return tuple(dict.fromkeys(one for one in words if one))


def tick_of(words: Iterable[str]) -> str:
    """What a tick for exactly these words carries, so that it does not hold for others."""
    return sha256("\n".join(words))[:TICK_LENGTH]
