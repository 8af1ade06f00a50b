"""What makes a public reply safe and fair to send, as checks that point at words and say how to mend them.

Text made by a machine obeys every hard rule. Text that a person typed keeps as hard only what harms somebody
if it goes out: personal data, liability in critical cases, offers of money, length, leakage, strange links,
invisible characters.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from bot.ports import Finding
from bot.rules import apology, form, leakage, privacy, promises, truth
from bot.rules.reading import Reading, RuleContext, read

__all__ = ["Reading", "RuleContext", "check"]

_Rule = Callable[[Reading], Iterator[Finding]]

_RULES: Final[tuple[_Rule, ...]] = (
    leakage.invisible_characters,
    leakage.leaks,
    privacy.personal_data,
    privacy.asks_in_public,
    privacy.strange_links,
    promises.compensation,
    apology.liability,
    form.length,
    apology.no_apology,
    apology.hollow_apology,
    apology.blame,
    truth.names_the_problem,
    truth.unknown_numbers,
    truth.unknown_names,
    truth.unknown_causes,
    promises.no_next_step,
    promises.one_channel,
    promises.unbacked_time,
    promises.absolute_promise,
    promises.only_asks,
    form.marketing,
    form.never_words,
    form.hard_to_read,
    form.voice,
)

HARD_FOR_PEOPLE: Final = frozenset({"R11", "R12", "R13", "R15", "R22", "invisible", "link"})
"""Rules that stay hard when a person typed the words."""


def check(text: str, context: RuleContext) -> tuple[Finding, ...]:
    """All findings for a text, hard ones first, each once."""
    reading = read(text, context)
    found = [finding for rule in _RULES for finding in rule(reading)]
    if context.by_person:
        found = [_soften(finding) for finding in found]
    return tuple(sorted(dict.fromkeys(found), key=lambda finding: finding.level != "hard"))


def _soften(finding: Finding) -> Finding:
    return finding if finding.rule in HARD_FOR_PEOPLE else replace(finding, level="soft")
