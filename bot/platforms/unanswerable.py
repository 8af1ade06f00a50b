"""Posts that nobody may or can answer in public, whatever network they stand on. Pure."""

from bot.models import Mention, Reach
from bot.ports import Eligibility

PRIVATE = "direct"
"""Mastodon's visibility of a message that only those named in it may read; other sources say so too."""
_PRIVATE = (
    "This is a private message: a public reply would show it to everybody. Answer it where it came from."
)
_LOCKED = "This thread is locked, so nobody can reply there."
_OWN = "This is your own post."


def unanswerable(mention: Mention, *ours: str | None) -> Eligibility | None:
    """Why there is no public reply; `None` if there may be one. `ours` are our ids and names there."""
    if mention.target.get("visibility") == PRIVATE:
        return Eligibility(Reach.NEVER, _PRIVATE)
    if mention.target.get("locked") is True:
        return Eligibility(Reach.NEVER, _LOCKED)
    theirs = {_name(one) for one in (mention.author_id, mention.author_handle) if one}
    if theirs & {_name(one) for one in ours if one}:
        return Eligibility(Reach.NEVER, _OWN)
    return None


def _name(told: str) -> str:
    return told.removeprefix("@").casefold()
