"""The way out when no machine may or can post: a person does it, with the text and the way there at hand."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from bot.hosts import network_name, safe_link
from bot.models import Mention, Reach
from bot.platforms.limits import measure
from bot.platforms.reaching import by_hand
from bot.platforms.unanswerable import unanswerable
from bot.ports import CannotTell, Eligibility, Intent, Length, Rejected

NAME = "hand_off"

_X_ID = re.compile(r"[0-9]{1,20}")
_WHY = {
    "facebook": "Facebook lets only programs reply that Meta has reviewed.",
    "google_business": "Google lets programs reply to these reviews only after an application.",
    "hacker_news": "Hacker News has no way for programs to reply.",
    "instagram": "Instagram lets only programs reply that Meta has reviewed.",
    "linkedin": "LinkedIn lets only approved partners' programs reply.",
    "reddit": "Reddit lets programs post only with its own permission.",
    "tiktok": "TikTok has no way for programs to reply.",
    "x": "X lets programs reply only to people who addressed the account.",
}
"""As of November 2026; networks change what they let programs do."""
_NO_REPLY_LINK = "The link opens a new post: look the post up first if it should stand as a reply."


class HandOff:
    """A person posts the approved text and says so."""

    def __init__(self, limits: Mapping[str, int] = MappingProxyType({}), because: str = "") -> None:
        """`limits` are the operator's own, by network; `because` is what the network said of a post."""
        self._limits = limits
        self._because = because

    @property
    def name(self) -> str:
        """Stored with the draft."""
        return NAME

    def can_reply(self, mention: Mention) -> Eligibility:
        """Always possible for a person, if it was said in public."""
        if refusal := unanswerable(mention):
            return refusal
        if self._because:
            return Eligibility(Reach.HAND_OFF, self._because)
        said = [_WHY.get(mention.platform, "")]
        if mention.platform == "bluesky" and safe_link("bluesky", mention.url) is None:
            said.append(_NO_REPLY_LINK)
        return by_hand(network_name(mention.platform), " ".join(one for one in said if one))

    def measure(self, text: str, mention: Mention) -> Length:
        """Counted as the mention's network counts."""
        return measure(mention.platform, text, self._limits)

    def prepare(self, intent: Intent) -> dict[str, Any]:
        """Nothing: no call is made."""
        return {}

    async def publish(self, intent: Intent) -> Rejected:
        """Never posts."""
        return Rejected("A person posts this one.")

    async def find_existing(self, intent: Intent) -> CannotTell:
        """Never looks."""
        return CannotTell("Only the person who posted it knows.", for_good=True)

    def hand_off_link(self, mention: Mention, text: str) -> str | None:
        """X opens with the reply filled in; elsewhere the post itself, under which the text is pasted."""
        if mention.platform == "x" and _X_ID.fullmatch(mention.external_id):
            return f"https://x.com/intent/post?in_reply_to={mention.external_id}&text={quote(text, safe='')}"
        link = safe_link(mention.platform, mention.url)
        if link is None and mention.platform == "bluesky":
            return f"https://bsky.app/intent/compose?text={quote(text, safe='')}"
        return link
