"""What a network is called, and which addresses are its own.

A link to a post is shown only if it leads to its own network.
"""

import re
from urllib.parse import urlsplit

HOSTS: dict[str, tuple[str, ...]] = {
    "app_store": ("apps.apple.com", "appstoreconnect.apple.com"),
    "bluesky": ("bsky.app",),
    "facebook": ("facebook.com",),
    "g2": ("g2.com",),
    "glassdoor": ("glassdoor.com",),
    "google_business": ("google.com", "maps.app.goo.gl", "g.page"),
    "google_play": ("play.google.com",),
    "hacker_news": ("news.ycombinator.com",),
    "instagram": ("instagram.com",),
    "linkedin": ("linkedin.com",),
    "mastodon": (
        "fosstodon.org",
        "hachyderm.io",
        "infosec.exchange",
        "mas.to",
        "mastodon.online",
        "mastodon.social",
        "mastodon.world",
        "mstdn.social",
        "techhub.social",
    ),
    "reddit": ("reddit.com", "redd.it"),
    "threads": ("threads.net", "threads.com"),
    "tiktok": ("tiktok.com",),
    "tripadvisor": ("tripadvisor.com", "tripadvisor.co.uk", "tripadvisor.de"),
    "trustpilot": ("trustpilot.com",),
    "x": ("x.com", "twitter.com"),
    "yelp": ("yelp.com",),
    "youtube": ("youtube.com", "youtu.be"),
}
"""Platform -> its hosts, each with all of its subdomains. Mastodon has thousands; these are the largest."""

NAMES = {
    "app_store": "the App Store",
    "g2": "G2",
    "google_business": "Google Business",
    "google_play": "Google Play",
    "hacker_news": "Hacker News",
    "linkedin": "LinkedIn",
    "tiktok": "TikTok",
    "youtube": "YouTube",
}
"""Names that title case would spell wrongly."""

MAX_LINK = 2_000
"""Characters; longer links are cut by the programs that show them."""

_STRANGE = re.compile(r"[^A-Za-z0-9 .-]+")
_PLAIN = re.compile(r"[!#-;=?-\[\]_a-z~]+")
"""The characters of a URL (RFC 3986), without those that could end a link in Slack."""


def network_name(platform: str) -> str:
    """A network's name as people write it; harmless in any markup whatever the source called it."""
    known = NAMES.get(platform) or _STRANGE.sub(" ", platform).strip()[:30].title()
    return known or "an unknown network"


def safe_link(platform: str, url: str | None) -> str | None:
    """The link if it is https on the platform's own hosts and hides nothing, else `None`."""
    if url is None or len(url) > MAX_LINK or not _PLAIN.fullmatch(url):
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme != "https" or port not in {None, 443} or parts.username is not None:
        return None
    return url if _belongs(parts.hostname or "", HOSTS.get(platform, ())) else None


def platform_of(url: str) -> str | None:
    """The network whose own address this is; `None` if it is none that we know."""
    return next((one for one in HOSTS if safe_link(one, url)), None)


def _belongs(host: str, hosts: tuple[str, ...]) -> bool:
    return any(host == one or host.endswith(f".{one}") for one in hosts)
