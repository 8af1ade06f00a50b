"""How long a reply may be, counted as each network counts.

Sources of the figures: docs.x.com (counting characters), docs.joinmastodon.org (posting), the AT Protocol
lexicon `app.bsky.feed.post`, and the Google Play Developer API reference (reviews.reply). Figures that a
network does not publish are on the careful side.
"""

import re
import unicodedata
from collections.abc import Callable

from bot.platforms.graphemes import count_graphemes
from bot.ports import Length

X_LIMIT = 280
X_URL = 23
BLUESKY_LIMIT = 300
BLUESKY_BYTES = 3_000
MASTODON_LIMIT = 500
MASTODON_URL = 23
GOOGLE_BUSINESS_BYTES = 4_096

LIMITS = {
    "app_store": 5_970,
    "facebook": 8_000,
    "google_play": 350,
    "instagram": 300,
    "linkedin": 1_250,
    "reddit": 10_000,
    "threads": 500,
    "tiktok": 150,
    "trustpilot": 4_096,
    "youtube": 10_000,
}
"""Platform -> characters (UTF-16 units would be fewer signs; code points are what their counters show)."""

_LINK = re.compile(r"https?://[^\s<>]+")
_BARE_DOMAIN = re.compile(r"(?<![\w@./-])(?:[a-z0-9-]+\.)+[a-z]{2,24}(?:/[^\s<>]*)?(?![\w@])", re.IGNORECASE)
_REMOTE_NAME = re.compile(r"(?<![\w/])@(\w[\w.-]*)@[\w.-]+\w")
_EMOJI = re.compile(
    "(?:[\U0001f1e6-\U0001f1ff]{2})"
    "|(?:[0-9#*]\ufe0f?\u20e3)"
    "|(?:[\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff][\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*"
    "(?:\u200d[\u2190-\u2bff\U0001f000-\U0001faff][\ufe0f\U0001f3fb-\U0001f3ff]*)*)"
)
_X_LIGHT = re.compile("[\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")


def measure(platform: str, text: str) -> Length:
    """How much of the platform's limit a text uses; no limit where we know of none."""
    count = _COUNTERS.get(platform)
    return count(text) if count else Length(len(text), LIMITS.get(platform))


def _x(text: str) -> Length:
    """Light signs count 1, all others 2, an emoji 2 whatever it is made of, a link 23."""
    rest = unicodedata.normalize("NFC", text)
    rest, links = _LINK.subn("", rest)
    longest = [max(X_URL, len(link)) for link in _BARE_DOMAIN.findall(rest)]
    rest = _BARE_DOMAIN.sub("", rest)
    rest, emoji = _EMOJI.subn("", rest)
    light = len(_X_LIGHT.findall(rest))
    used = links * X_URL + sum(longest) + emoji * 2 + light + (len(rest) - light) * 2
    return Length(used, X_LIMIT)


def _bluesky(text: str) -> Length:
    """Both limits hold; the one that is used up further is told."""
    size = len(text.encode())
    used = count_graphemes(text)
    if size * BLUESKY_LIMIT > used * BLUESKY_BYTES:
        return Length(size, BLUESKY_BYTES, "bytes")
    return Length(used, BLUESKY_LIMIT)


def _mastodon(text: str) -> Length:
    """A link counts 23, and of `@name@server` only `@name`."""
    counted = _REMOTE_NAME.sub(r"@\1", _LINK.sub("x" * MASTODON_URL, text))
    return Length(count_graphemes(counted), MASTODON_LIMIT)


def _google_business(text: str) -> Length:
    return Length(len(text.encode()), GOOGLE_BUSINESS_BYTES, "bytes")


_COUNTERS: dict[str, Callable[[str], Length]] = {
    "bluesky": _bluesky,
    "google_business": _google_business,
    "mastodon": _mastodon,
    "x": _x,
}
