"""R20, R26: nothing is sold, and the brand speaks in its own words."""

import re
from collections.abc import Iterator
from typing import Final

from bot.ports import Finding
from bot.rules.catalog import finding
from bot.rules.phrases import phrases
from bot.rules.reading import Reading


def marketing(reading: Reading) -> Iterator[Finding]:
    """R20: nothing is sold, tagged or compared in an apology."""
    yield from reading.hits(_SELLS, "R20")


def brand_words(reading: Reading) -> Iterator[Finding]:
    """R26: what the brand never says; and what it would rather say, with the better word."""
    for word in reading.context.never:
        if said := _said(word, reading):
            yield finding("R26", said)
    for poor, better in reading.context.prefer:
        if said := _said(poor, reading):
            why, fix = "The brand has a better word for this.", f"Say “{better}”."
            yield finding("R26", said, why=why, fix=fix, level="soft")


def _said(word: str, reading: Reading) -> str | None:
    if word.lower() not in reading.lower:
        return None
    hit = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", reading.plain, re.IGNORECASE)
    return hit.group() if hit else None


_SELLS: Final = phrases(
    r"(?<!&)#[a-z]\w{1,50}",
    r"check out our|have you tried our",
    r"(?:download|try|upgrade to|subscribe to|sign up (?:for|to)|join) (?:our|the) "
    r"(?:new|app|premium|plus|newsletter|loyalty|vip|pro)\w*",
    r"(?:special|exclusive|limited|great|amazing) (?:offer|deal|price)s?",
    r"promo(?:tion)? codes?",
    r"don't miss|limited time|while stocks last",
    r"buy (?:now|one)|shop now|order now",
    r"book (?:now|again today|your next)",
    r"(?:better|cheaper|worse|faster) than (?:our competitors?|the competition|the others?|our rivals?)",
    r"(?:our )?competitors?|our rivals?",
    r"the best (?:in the (?:business|world|country)|on the market)|award-winning|number one|"
    r"market[- ]leading",
)
