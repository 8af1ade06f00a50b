"""How long a reply may be, counted as each network counts.

Sources of the figures: docs.joinmastodon.org (posting), the AT Protocol lexicon `app.bsky.feed.post`, and the
Google Play Developer API reference (reviews.reply). X is in a file of its own. The figures of the App Store,
Discourse, Facebook, Google Business, Instagram, LinkedIn, Reddit, TikTok, Trustpilot and YouTube are not, or
not certainly, published by the networks: they are on the careful side, and the setting REPLY_LIMITS replaces
them.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from bot.platforms.graphemes import count_graphemes
from bot.platforms.x_length import x_length
from bot.ports import Length

BLUESKY_LIMIT = 300
BLUESKY_BYTES = 3_000
MASTODON_LIMIT = 500
MASTODON_URL = 23
GOOGLE_BUSINESS_BYTES = 4_096

LIMITS = {
    "app_store": 5_970,
    "discourse": 32_000,
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

_LINK = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]*[A-Za-z0-9/_~=#&%+-]")
"""ASCII only, and without the signs that end a sentence: what is left over is counted sign by sign."""
_REMOTE_NAME = re.compile(r"(?<![\w/=])@(\w[\w.-]*)@[\w.-]+\w")


def measure(platform: str, text: str, limits: Mapping[str, int] = MappingProxyType({})) -> Length:
    """How much of the platform's limit a text uses; no limit where we know of none.

    `limits` are the operator's own, by platform, in the network's unit.
    """
    count = _COUNTERS.get(platform)
    length = count(text) if count else Length(len(text), LIMITS.get(platform))
    return replace(length, limit=limits.get(platform, length.limit))


def mastodon_length(
    text: str, limit: int = MASTODON_LIMIT, per_link: int = MASTODON_URL, *, shortens: bool = True
) -> Length:
    """Of `@name@server` only `@name` counts, and a link `per_link`.

    `shortens`: a longer link counts no more than that; otherwise it counts in full, as some servers do.
    """

    def link(hit: re.Match[str]) -> str:
        return "x" * (per_link if shortens else max(per_link, len(hit.group())))

    counted = _LINK.sub(link, text)
    if shortens:
        counted = _REMOTE_NAME.sub(r"@\1", counted)
    return Length(count_graphemes(counted), limit)


def _bluesky(text: str) -> Length:
    """Both limits hold; the one that is used up further is told."""
    size = len(text.encode())
    used = count_graphemes(text)
    if size * BLUESKY_LIMIT > used * BLUESKY_BYTES:
        return Length(size, BLUESKY_BYTES, "bytes")
    return Length(used, BLUESKY_LIMIT)


def _google_business(text: str) -> Length:
    return Length(len(text.encode()), GOOGLE_BUSINESS_BYTES, "bytes")


_COUNTERS: dict[str, Callable[[str], Length]] = {
    "bluesky": _bluesky,
    "google_business": _google_business,
    "mastodon": mastodon_length,
    "x": x_length,
}
