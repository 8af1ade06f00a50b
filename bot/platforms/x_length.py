"""How long a text is on X: the weights of its published configuration (twitter-text, version 3). Pure.

Source: github.com/twitter/twitter-text, `config/v3.json`, and docs.x.com (counting characters). Where X asks
its list of top-level domains whether something is a link, only common ones are known here; what may be a link
counts as one and what may be left of it, so that a text is never taken for shorter than it is there.
"""

import re
import unicodedata

from bot.platforms.x_emoji import X_EMOJI
from bot.ports import Length

X_LIMIT = 280
X_LINK = 23
"""Every link is replaced by one of X's own, which is so long."""

_HEAVY = 2
_LIGHT = re.compile("[\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")
_COMMON = (
    "com|org|net|info|biz|edu|gov|int|mil|app|dev|page|blog|shop|store|online|site|website|tech|cloud|help|support|"
    "live|news|email|agency|travel|hotel|museum|aero|coop|jobs|mobi|name|pro|tel|xyz|club|world|today|link|[a-z]{2}"
)
_ENDS = r"[A-Za-z0-9=_#/+&-]"
_PATH = rf"(?:/(?:[A-Za-z0-9!*';:=+,.$/%#\[\]_~@|&-]*{_ENDS})?)?"
_QUERY = rf"(?:\?[A-Za-z0-9!?*'();:&=+$/%#\[\]_.,~|@-]*{_ENDS})?"
_HOST = r"(?:[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?\.)+"
_BEFORE = r"(?<![A-Za-z0-9@\uff20$#\uff03])"
_AFTER = r"(?![A-Za-z0-9@+-]|\.[A-Za-z])"
_LINK = re.compile(
    rf"(?P<sure>{_BEFORE}https?://t\.co/[A-Za-z0-9]+"
    rf"|{_BEFORE}https?://{_HOST}(?:{_COMMON}){_AFTER}(?::\d+)?{_PATH}{_QUERY}"
    rf"|{_BEFORE}(?<![./_-]){_HOST}(?:{_COMMON}){_AFTER}{_PATH})"
    r"|https?://[^\s<>]+"
    rf"|{_BEFORE}(?:[A-Za-z0-9_-]+\.)+(?:[A-Za-z]{{2,24}}|[^\W\d_a-z]{{2,24}}){_PATH}",
    re.IGNORECASE,
)
_SHORTEST = 4
"""Characters of the shortest link, `a.bc`."""


def x_length(text: str) -> Length:
    """Light signs count 1, all others 2, an emoji 2 whatever it is made of, a link 23."""
    rest = unicodedata.normalize("NFC", text)
    used = sum(_link(hit) for hit in _LINK.finditer(rest))
    return Length(used + _weight(_LINK.sub("", rest)), X_LIMIT)


def has_link(text: str) -> bool:
    """Whether X may find a link in it, for which it asks a higher price."""
    return _LINK.search(text) is not None


def _link(hit: re.Match[str]) -> int:
    """What X certainly takes for a link counts as one; what may hold one counts as that and the rest."""
    return X_LINK if hit["sure"] else X_LINK + max(0, _weight(hit.group()) - _SHORTEST)


def _weight(text: str) -> int:
    rest, emoji = X_EMOJI.subn("", text)
    light = len(_LIGHT.findall(rest))
    return emoji * _HEAVY + light + (len(rest) - light) * _HEAVY
