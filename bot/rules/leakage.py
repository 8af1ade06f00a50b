"""R22 and invisible characters: nothing of the machine, of Slack or of a disguise reaches the public."""

import re
from collections.abc import Iterator
from typing import Final

from bot.ports import Finding
from bot.rules.catalog import finding
from bot.rules.phrases import phrases
from bot.rules.reading import Reading
from bot.text import invisible_in

MOST_NAMED: Final = 5
"""Invisible characters that are named one by one."""


def invisible_characters(reading: Reading) -> Iterator[Finding]:
    """What people approve is what they see."""
    for name in invisible_in(reading.text)[:MOST_NAMED]:
        yield finding("invisible", name)


def leaks(reading: Reading) -> Iterator[Finding]:
    """R22: no template marks, Slack commands, talk of prompts, placeholders or markup."""
    if _MARK.search(reading.plain):
        yield from reading.hits(_MARKUP, "R22")
    yield from reading.hits(_MACHINE_TALK, "R22")
    yield from reading.hits(_UNFINISHED, "R22")


_MARK: Final = re.compile(r"[{}<\[@`#_]")
_MARKUP: Final = re.compile(
    r"\{\{[^}]{0,80}\}{0,2}|\}\}|\{%[^%]{0,80}%?\}?|%\}|\{#|#\}|\{[a-z_]{1,30}\}|<!\w{0,40}>?|"
    r"<[@#][UWC]?\w{0,40}>?|"
    r"<https?:[^>\s]{0,200}>?|@(?:everyone|channel|here|all)\b|"
    r"</?(?:system|user|assistant|mention|complaint|script|img|svg|iframe|a|b|i|p|br|div|instructions?|name|"
    r"date|time|number|agent)\b[^>]{0,80}>?|```|"
    r"\[(?:your |insert |customer |agent |brand |first |last |the |their )?(?:name|brand|link|agent|number|"
    r"date|time|handle|"
    r"company|product|reason|issue|city|url|e-?mail|phone)\]|"
    r"\[insert[^\]]{0,40}\]|<\|[^|>]{1,40}\|>|_{4,}|"
    r"\b(?:api|bot|slack|openai)_(?:key|token)\b",
    re.IGNORECASE,
)
_MACHINE_TALK: Final = phrases(
    r"as an? (?:ai|artificial intelligence|language model|llm|assistant|chatbot|bot|virtual)",
    r"i(?:'m| am) an? (?:ai|artificial intelligence|language model|bot|chatbot|assistant|virtual assistant|"
    r"llm)",
    r"(?:large )?language model",
    r"system prompt|developer (?:prompt|message)|system instructions?",
    r"(?:my|these|previous|prior|above|initial|original) instructions(?= (?:say|are|tell|state|were|forbid|"
    r"do not|don't|not to)|[.!?,]|$)",
    r"(?:ignor|disregard|forget)\w* (?:all |any |the |my |your )?(?:previous|prior|above|earlier)",
    r"here(?:'s| is) (?:a|the|your|my) (?:draft|revised|suggested|rewritten|improved|updated|new) ?"
    r"(?:draft|reply|response|version|apology|tweet|post)?",
    r"here(?:'s| is) (?:a|the|your) (?:reply|response):?$",
    r"(?:sure|certainly|of course)[,!:]+ here(?:'s| is)",
    r"lorem ipsum|undefined|placeholder text",
    r"(?:api|bot|slack|openai) (?:key|token)",
    r"this (?:is|was) an automated",
    r"back[- ]?translation:|strategy:|json schema",
) + phrases(r"sk-[a-z0-9]{8,}\w*|xox[abp]-[\w-]{6,}|xapp-[\w-]{6,}|whsec_\w{6,}")
_UNFINISHED: Final = re.compile(r"\b(?:NaN|TODO|FIXME|XXX+|TBD|TBC|null)\b")
