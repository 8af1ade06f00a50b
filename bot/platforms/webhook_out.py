"""Publishing through a webhook of your own: signed, one call per attempt, nothing guessed.

Standard Webhooks lets a receiver drop a repeated `webhook-id`, but nobody can see from here whether this
one does. So after a lost answer a person is asked, and it is never sent again on a guess.
"""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any

import httpx2

from bot.hosts import network_name, safe_link
from bot.models import Mention, Reach
from bot.platforms.limits import measure
from bot.platforms.posting import Answered, Bounds, NotPublished, call
from bot.platforms.reaching import after
from bot.platforms.unanswerable import unanswerable
from bot.platforms.wire import body_of, headers_of, meaning, published
from bot.ports import CannotTell, Eligibility, Intent, Length, Now, Published
from bot.signing import signing_key

NAME = "webhook"
BOUNDS = Bounds(total_s=10.0, details_s=2.0, connect_s=3.0, most_bytes=64 * 1024)
"""What follows the status may tell where the reply stands, and is not worth a long wait."""

_YOURS = "Your publishing webhook"


class WebhookPublisher:
    """Hands approved replies to your own program, which posts them."""

    def __init__(
        self,
        url: str,
        secret: str,
        client: httpx2.AsyncClient,
        now: Now,
        undo: timedelta = timedelta(0),
        bounds: Bounds = BOUNDS,
        limits: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        """`secret` is a `whsec_…` one; `undo` is the time between a click and the call, for the card.

        `limits` are the operator's own, by network.

        Raises:
            ValueError: the secret cannot be used.
        """
        self._url = url
        self._key = signing_key(secret)
        self._client = client
        self._now = now
        self._undo = undo
        self._bounds = bounds
        self._limits = limits

    @property
    def name(self) -> str:
        """Stored with the draft."""
        return NAME

    def can_reply(self, mention: Mention) -> Eligibility:
        """Everything that was said in public can be handed to the webhook."""
        if refusal := unanswerable(mention):
            return refusal
        where, when = network_name(mention.platform), after(self._undo)
        how = f"Approve posts this on {where} {when}, through your publishing webhook."
        return Eligibility(Reach.API, how)

    def measure(self, text: str, mention: Mention) -> Length:
        """Counted as the mention's network counts."""
        return measure(mention.platform, text, self._limits)

    def prepare(self, intent: Intent) -> dict[str, Any]:
        """The exact body: an attempt after a restart sends the same bytes."""
        return {"body": body_of(intent)}

    async def publish(self, intent: Intent) -> Published | NotPublished:
        """One signed call. Only what certainly was not taken may be tried again."""
        body = str(intent.prepared.get("body") or body_of(intent)).encode()
        headers = headers_of(intent.id, body, self._key, self._now())
        answer = await call(
            self._client, _YOURS, "POST", self._url, self._bounds, content=body, headers=headers
        )
        if not isinstance(answer, Answered):
            return answer
        outcome = meaning(answer.status, answer.headers, self._now())
        return published(answer.body) if isinstance(outcome, Published) else outcome

    async def find_existing(self, intent: Intent) -> CannotTell:
        """A webhook cannot be asked what it did."""
        why = "Your publishing webhook cannot be asked whether it posted this."
        return CannotTell(why, for_good=True)

    def hand_off_link(self, mention: Mention, text: str) -> str | None:
        """The post itself, for a look before settling what is unknown."""
        return safe_link(mention.platform, mention.url)
