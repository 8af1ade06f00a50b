"""What was said in private is never answered in public. Pure."""

from bot.models import Mention, Reach
from bot.ports import Eligibility

PRIVATE = "direct"
"""Mastodon's visibility of a message that only those named in it may read."""


def private_message(mention: Mention) -> Eligibility | None:
    """Why there is no public reply; `None` for what was said in public."""
    if mention.target.get("visibility") != PRIVATE:
        return None
    why = (
        "This is a private message: a public reply would show it to everybody. Answer it where it came from."
    )
    return Eligibility(Reach.NEVER, why)
