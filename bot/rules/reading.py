"""A text made ready for checking: as it stands, and with disguises taken off."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final, Literal

from bot.models import Severity
from bot.ports import Finding, Length
from bot.rules.catalog import Level, finding
from bot.rules.phrases import Phrases
from bot.text import clean

MAX_CHECKED: Final = 10_000
"""Characters looked at; anything longer fails on its length anyway."""


@dataclass(frozen=True)
class RuleContext:
    """What a text is checked against.

    `sources` are the words it may rely on: fact cards, declared actions, the sign-off. `links` and `handles`
    are the only ones it may carry (handles without "@"). `name` is how the person may be greeted. `never` and
    `prefer` are the brand's words: what it does not say, and (poor, better).

    What else is public: `recent` are the brand's latest replies and those of the same incident,
    `in_thread` those of the same thread, `public_turns` counts the ones this person already has; `channel` is
    where it goes on in private. `holding` is an approved statement on this very case, `facts` are the
    brand's on anything. `account` tells whose voice it is: the brand's, or a colleague's own.
    """

    mention: str
    length: Length
    brand: str = ""
    name: str | None = None
    sources: tuple[str, ...] = ()
    links: frozenset[str] = frozenset()
    handles: frozenset[str] = frozenset()
    never: tuple[str, ...] = ()
    prefer: tuple[tuple[str, str], ...] = ()
    sign_off: str = ""
    recent: tuple[str, ...] = ()
    in_thread: tuple[str, ...] = ()
    public_turns: int = 0
    channel: str = ""
    holding: str | None = None
    facts: tuple[str, ...] = ()
    account: Literal["official", "personal"] = "official"
    severity: Severity = Severity.NORMAL
    flags: frozenset[str] = frozenset()
    language: str = "en"
    by_person: bool = False

    @property
    def critical(self) -> bool:
        """A person may have been harmed, or a court may read this: sympathy and help, no fault."""
        return self.severity == Severity.CRITICAL or bool(self.flags)


@dataclass(frozen=True)
class Reading:
    """A text with its context. `plain` is what an eye reads: no invisible or look-alike characters."""

    text: str
    context: RuleContext

    @cached_property
    def plain(self) -> str:
        """The text's skeleton, case kept."""
        return skeleton(self.text)

    @cached_property
    def lower(self) -> str:
        """`plain` in small letters."""
        return self.plain.lower()

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """Split at full stops, question and exclamation marks followed by space, and at line ends."""
        return tuple(part for part in re.split(r"(?<=[.!?])\s+|\n+", self.plain) if part.strip())

    @cached_property
    def mention(self) -> str:
        """What the person wrote, skeleton, lower case."""
        return _lower_skeleton(self.context.mention)

    @cached_property
    def known(self) -> str:
        """Everything that the brand's own files say, skeleton, lower case."""
        return " \n ".join(map(_lower_skeleton, (*self.context.sources, self.context.brand)))

    def hits(
        self,
        pattern: re.Pattern[str] | Phrases,
        rule: str,
        *,
        why: str | None = None,
        fix: str | None = None,
        level: Level | None = None,
    ) -> Iterator[Finding]:
        """One finding for each different match."""
        if isinstance(pattern, Phrases):
            found = list(pattern.hits(self.plain))
        else:
            found = [hit.group() for hit in pattern.finditer(self.plain)]
        for words in dict.fromkeys(words.strip() for words in found):
            yield finding(rule, words, why=why, fix=fix, level=level)


def read(text: str, context: RuleContext) -> Reading:
    """A text ready to be checked."""
    return Reading(text[:MAX_CHECKED], context)


def skeleton(text: str) -> str:
    """NFKC, without invisible characters, look-alikes and typographic quotes turned plain."""
    return unicodedata.normalize("NFKC", clean(text[:MAX_CHECKED])).translate(_LOOK_ALIKES)


@lru_cache(maxsize=1_024)
def _lower_skeleton(text: str) -> str:
    """Posts, facts and actions are looked at for every wording that is tried."""
    return skeleton(text).lower()


_CYRILLIC_AND_GREEK = "аеорсухіјѕԁһӏАВЕКМНОРСТУХІЈЅαονρτικΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
_LATIN = "aeopcyxijsdhlABEKMHOPCTYXIJSaovptikABEZHIKMNOPTYX"
_LOOK_ALIKES: Final = str.maketrans(_CYRILLIC_AND_GREEK, _LATIN) | str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "‑": "-", "‐": "-"}
)
"""The letters that make foreign words pass for English ones:
https://www.unicode.org/reports/tr39/#Confusable_Detection
"""
