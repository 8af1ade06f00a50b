"""Posts of the brand itself: they become no mention, or Amends would answer its own replies."""

from collections.abc import Iterable
from dataclasses import replace

from bot.intake.mention import NewMention
from bot.intake.parse import Parsed


class OwnAccounts:
    """The accounts that speak for the brand on the networks of one source.

    An entry is an account's id, which nobody can take over; or `@name` for sources that tell names only.
    """

    def __init__(self, entries: Iterable[str]) -> None:
        given = list(entries)
        self._ids = frozenset(one for one in given if not one.startswith("@"))
        self._handles = frozenset(one[1:].casefold() for one in given if one.startswith("@"))

    def wrote(self, mention: NewMention) -> bool:
        """Whether one of them wrote it."""
        author = mention.author
        if author is None:
            return False
        handle = (author.handle or "").removeprefix("@").casefold()
        return author.id in self._ids or (handle != "" and handle in self._handles)

    def leave_out(self, parsed: Parsed) -> Parsed:
        """The same without their posts, which are counted."""
        others = [one for one in parsed.mentions if not self.wrote(one)]
        own = len(parsed.mentions) - len(others)
        return replace(parsed, mentions=others, own=parsed.own + own) if own else parsed
