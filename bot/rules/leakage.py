"""R22 and invisible characters: nothing of the machine, of Slack or of a disguise reaches the public."""

import re
from collections.abc import Iterator
from typing import Final

from bot.ports import Finding
from bot.rules.reading import Reading
from bot.text import invisible_in


def invisible_characters(reading: Reading) -> Iterator[Finding]:
    """What people approve is what they see."""
    for name in invisible_in(reading.text)[:5]:
        yield Finding(
            "invisible", "hard", name, "There is an invisible character in it.", "Type these words anew."
        )


def leaks(reading: Reading) -> Iterator[Finding]:
    """R22: no template marks, Slack commands, talk of prompts, or markup."""
    why = "This is not meant for people to read."
    yield from reading.hits(_LEAKS, "R22", why, "Take it out.")


_LEAKS: Final = re.compile(
    r"\{\{[^}]{0,80}\}{0,2}|\}\}|\{%[^%]{0,80}%?\}?|%\}|\{#|#\}|<!\w{0,40}>?|<[@#][UWC]?\w{0,40}>?|"
    r"<https?:[^>\s]{0,200}>?|@(?:everyone|channel|here)\b|"
    r"</?(?:system|user|assistant|mention|script|img|a|b|i|p|br|div|instructions?)\b[^>]{0,80}>?|```|"
    r"\bas an? (?:ai|language model|llm|assistant|chatbot|bot)\b|\bi(?:'m| am) an? (?:ai|"
    r"language model|bot|chatbot|assistant)\b|"
    r"\b(?:system|developer) (?:prompt|message|instructions?)\b|\b(?:my|these|your|previous|prior|"
    r"above) instructions\b|"
    r"\bignore (?:all |any |the )?(?:previous|prior|above)\b|\bhere(?:'s| is) (?:a|the|your) (?:draft|"
    r"reply|response)\b|"
    r"\[(?:your |insert |customer |agent |brand )?(?:name|brand|link|agent|number|date|time)\]|"
    r"\[insert[^\]]{0,40}\]|"
    r"\b(?:lorem ipsum|undefined|nan)\b|"
    r"\b(?:api|bot|slack|openai)[_ ](?:key|token)\b|\bsk-[a-z0-9]{8,}|\bxox[abp]-[\w-]{6,}|"
    r"\bautomated (?:reply|response|message)\b",
    re.IGNORECASE,
)
