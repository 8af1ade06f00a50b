"""Whether a text that a network shows is the one that was approved. Pure.

Networks tidy what they are given: they trim it, join spaces, compose letters and replace links. None of that
makes it another text, and nothing else is forgiven.
"""

import re
import unicodedata
from datetime import datetime, timedelta
from typing import Any

from bot.platforms.odd_json import when

CLOCKS_DIFFER = timedelta(minutes=5)
"""A network's clock may be behind ours by so much."""

_SPACE = re.compile(r"[\s\u200b\ufeff]+")


def same_text(shown: str, approved: str) -> bool:
    """Whether a reader would see the same signs."""
    return _plain(shown) == _plain(approved)


def is_since(told: Any, approved_at: datetime) -> bool:
    """Whether it was posted after the approval; a time that cannot be read counts as after."""
    at = when(told)
    return at is None or at >= approved_at - CLOCKS_DIFFER


def _plain(text: str) -> str:
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()
