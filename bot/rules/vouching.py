"""What a person typed and nobody can verify: times, numbers, names, causes. They tick that they checked.

Machine text may not state such things at all; a person may know them, and answers for them with their name.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from bot.ports import Commitment, Finding
from bot.text import sha256

CHECKED: Final = "checked"
"""Stands as the rule of an override that is such a tick."""
VOUCHED: Final = frozenset({"R8", "R9"})
"""Rules about what is stated as true: times without backing, unknown numbers, names and causes."""
TICK_LENGTH: Final = 16
_EDGES: Final = ".,;:!?()[]\"'“”‘’…–-"


def to_check(
    text: str,
    findings: Iterable[Finding],
    overrides: Iterable[Mapping[str, Any]] = (),
    commitments: Iterable[Commitment] = (),
) -> tuple[str, ...]:
    """The words of a text that somebody still has to vouch for, whole and each once.

    None where they or a manager have. What is said of a promise needs no tick: its owner makes it true,
    and a clock watches over it.
    """
    settled = {one.get("rule") for one in overrides}
    if CHECKED in settled:
        return ()
    open_ones = VOUCHED - settled
    found = [one.words for one in findings if one.level == "soft" and one.rule in open_ones and one.words]
    words = list(dict.fromkeys(whole for one in found for whole in _whole(text, one)))
    promised = " ".join(f"{one.what} {one.due}" for one in commitments if one.owner.strip())
    return tuple(one for one in words if not _says(promised, one) and not _is_part_of_another(one, words))


def tick_of(words: Iterable[str]) -> str:
    """What a tick for exactly these words carries, so that it does not hold for others."""
    return sha256("\n".join(words))[:TICK_LENGTH]


def _whole(text: str, words: str) -> Iterator[str]:
    """The words as a person reads them: a rule finds the 123 of AA123, or the 18 of 18:40."""
    around = re.findall(rf"\S*(?<!\d){re.escape(words)}(?!\d)\S*", text)
    whole = [one.strip(_EDGES) for one in around]
    yield from [words] if words in whole or not whole else whole


def _is_part_of_another(words: str, others: Sequence[str]) -> bool:
    return any(one != words and _says(one, words) for one in others)


def _says(text: str, words: str) -> bool:
    """Whether the words stand in the text as such: the 7 of 17:00 or of 7:40 does not."""
    pattern = rf"(?<![\w:.]){re.escape(words)}(?!\w|[:.]\w)"
    return bool(re.search(pattern, text, re.IGNORECASE))
