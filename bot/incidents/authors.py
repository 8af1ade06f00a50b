"""Who wrote a post and when, as grouping counts it."""

import hashlib
from datetime import datetime

from bot.models import Mention


def author_key(mention: Mention) -> str:
    """The same for all posts of one person; whom nobody names is told apart by what they say."""
    name = mention.author_id or (mention.author_handle or "").lower() or f"text {mention.text}"
    return hashlib.sha256(f"{mention.platform}\0{name}".encode()).hexdigest()[:16]


def is_named(mention: Mention) -> bool:
    """Whether the source says who wrote it."""
    return bool(mention.author_id or mention.author_handle)


def time_of(mention: Mention) -> datetime:
    """When it was posted; never after its arrival, and then where the source does not say."""
    return min(mention.posted_at or mention.received_at, mention.received_at)
