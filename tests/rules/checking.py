"""A complaint about a lost bag, and a shorthand for checking replies to it."""

from dataclasses import replace
from typing import Any

from bot.ports import Length
from bot.rules import RuleContext, check

MENTION = "@Harbourline you lost my bag on the 7:40 to Ryde, 3 hours now, and I want a refund"
GOOD = "I'm sorry your bag was lost on the 7:40. I'll trace it: send me a DM with your bag tag number."


def hard(text: str, **changes: Any) -> set[str]:
    """Ids of the hard rules that a reply breaks."""
    return {finding.rule for finding in check(text, context(text, **changes)) if finding.level == "hard"}


def soft(text: str, **changes: Any) -> set[str]:
    """Ids of the soft rules that a reply breaks."""
    return {finding.rule for finding in check(text, context(text, **changes)) if finding.level == "soft"}


def context(text: str, **changes: Any) -> RuleContext:
    """The usual context with some things changed."""
    base = RuleContext(mention=MENTION, length=Length(len(text), 280), brand="Harbourline")
    return replace(base, **changes)
