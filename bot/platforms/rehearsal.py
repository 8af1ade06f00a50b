"""The way out for mentions that Amends made itself, to try a source or the desk: there is none."""

from typing import Any

from bot.models import Mention, Reach
from bot.platforms.limits import measure
from bot.ports import CannotTell, Eligibility, Intent, Length, Rejected
from bot.rehearsals import PUBLISHER

_WHY = (
    "This is a test and nobody's post, so it can never be published. "
    "On a real one, the button to approve stands here."
)


class Rehearsal:
    """Publishes nothing, whoever approves."""

    @property
    def name(self) -> str:
        """Stored with the draft."""
        return PUBLISHER

    def can_reply(self, mention: Mention) -> Eligibility:
        """Never."""
        return Eligibility(Reach.NEVER, _WHY)

    def measure(self, text: str, mention: Mention) -> Length:
        """Counted as the mention's network counts."""
        return measure(mention.platform, text)

    def prepare(self, intent: Intent) -> dict[str, Any]:
        """Nothing: no call is made."""
        return {}

    async def publish(self, intent: Intent) -> Rejected:
        """Never posts."""
        return Rejected(_WHY)

    async def find_existing(self, intent: Intent) -> CannotTell:
        """Nothing can be there."""
        return CannotTell(_WHY, for_good=True)

    def hand_off_link(self, mention: Mention, text: str) -> None:
        """There is no post."""
