"""What makes a public reply safe and fair to send, as checks that point at words and say how to mend them.

Text made by a machine obeys every hard rule. Text that a person typed keeps as hard only what harms somebody
if it goes out: personal data, liability in critical cases, offers of money, length, leakage, strange links,
invisible characters.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from bot.ports import Finding
from bot.rules import (
    apology,
    blame,
    form,
    history,
    language,
    leakage,
    money,
    privacy,
    promises,
    truth,
    voice,
    words,
)
from bot.rules.catalog import HARD_FOR_PEOPLE, OVERRIDABLE, Rule, catalog
from bot.rules.reading import Reading, RuleContext, read

__all__ = ["HARD_FOR_PEOPLE", "OVERRIDABLE", "Reading", "Rule", "RuleContext", "catalog", "check"]

_Check = Callable[[Reading], Iterator[Finding]]

_CHECKS: Final[tuple[_Check, ...]] = (
    leakage.invisible_characters,
    leakage.leaks,
    privacy.personal_data,
    privacy.asks_in_public,
    privacy.strange_links,
    money.compensation,
    blame.liability,
    form.length,
    apology.no_apology,
    apology.hollow_apology,
    apology.vague_apology,
    blame.blame,
    truth.names_the_problem,
    truth.unknown_numbers,
    truth.unknown_names,
    truth.unknown_causes,
    promises.no_next_step,
    promises.one_channel,
    promises.unbacked_time,
    promises.absolute_promise,
    promises.only_asks,
    history.copies,
    history.contradicts_statement,
    history.too_many_turns,
    language.other_language,
    voice.disclosure,
    voice.personal,
    voice.stock_phrases,
    words.marketing,
    words.brand_words,
    form.hard_to_read,
)


def check(text: str, context: RuleContext, overridden: frozenset[str] = frozenset()) -> tuple[Finding, ...]:
    """All findings for a text, hard ones first, each once.

    Those of `overridden` that are in `OVERRIDABLE` become soft: a manager gave a written reason for them.
    """
    reading = read(text, context)
    found = dict.fromkeys(each for look in _CHECKS for each in look(reading))
    eased = OVERRIDABLE & overridden
    if context.by_person:
        eased = OVERRIDABLE
    weighed = [_soften(each) if each.rule in eased else each for each in found]
    return tuple(sorted(dict.fromkeys(weighed), key=lambda each: each.level != "hard"))


def _soften(each: Finding) -> Finding:
    return replace(each, level="soft")
