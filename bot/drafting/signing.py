"""Who answers for a draft signs it: of a mention that somebody has taken, every further draft too."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from bot.drafting.brands import signed
from bot.drafting.composing import check_text
from bot.drafting.library import Library
from bot.drafting.request import DraftRequest
from bot.ports import Written

Initials = Callable[[str], Awaitable[str | None]]
"""A user's id -> how they sign; `None` if Slack does not tell their name."""


@dataclass(frozen=True)
class Taker:
    """Who has taken a mention, and how they sign. Nobody has, where `user` is `None`."""

    user: str | None = None
    initials: str | None = None


async def nobodys_initials(_user: str) -> str | None:
    """Nobody signs."""
    return None


def signed_for(library: Library, request: DraftRequest, words: Written, taker: Taker) -> Written:
    """The draft with its taker's initials, unless they would break a hard rule, such as the length."""
    text = signed(words.text, request.brand, taker.initials or "")
    if not taker.initials or text == words.text:
        return words
    broken = _hard(library, request, text, words.made_by) - _hard(library, request, words.text, words.made_by)
    return words if broken else replace(words, text=text)


def _hard(library: Library, request: DraftRequest, text: str, made_by: str) -> set[str]:
    found = check_text(library, request, text, made_by=made_by).findings
    return {each.rule for each in found if each.level == "hard"}
