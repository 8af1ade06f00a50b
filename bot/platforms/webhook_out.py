"""Publishing through a webhook of your own: signed, one call per attempt, nothing guessed.

Standard Webhooks lets a receiver drop a repeated `webhook-id`, but nobody can see from here whether this
one does. So after a lost answer a person is asked, and it is never sent again on a guess.
"""

import asyncio
from datetime import timedelta
from typing import Any

import httpx2

from bot.hosts import network_name, safe_link
from bot.models import Mention, Reach
from bot.platforms.limits import measure
from bot.platforms.posting import read_all
from bot.platforms.private import private_message
from bot.platforms.wire import body_of, headers_of, meaning, published
from bot.ports import (
    CannotTell,
    Eligibility,
    Intent,
    Length,
    Now,
    Published,
    Rejected,
    RetryLater,
    Unknown,
)
from bot.signing import signing_key

NAME = "webhook"
TOTAL_S = 10.0
"""From connecting to the answer's status."""
DETAILS_S = 2.0
"""From the status to the end of the answer, which may tell where the reply stands."""
CONNECT_S = 3.0
"""Well inside the total, so that a failure to connect is known as one."""
UNREACHABLE_S = 5.0
"""When to try again after a connection that never stood."""
MAX_ANSWER_BYTES = 64 * 1024

Outcome = Published | Rejected | RetryLater | Unknown

_TIMEOUT = httpx2.Timeout(TOTAL_S, connect=CONNECT_S, pool=CONNECT_S)
_NEVER_STOOD = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)
_UNUSABLE = (httpx2.UnsupportedProtocol, httpx2.LocalProtocolError, httpx2.InvalidURL)


class WebhookPublisher:
    """Hands approved replies to your own program, which posts them."""

    def __init__(
        self, url: str, secret: str, client: httpx2.AsyncClient, now: Now, undo: timedelta = timedelta(0)
    ) -> None:
        """`secret` is a `whsec_…` one; `undo` is the time between a click and the call, for the card.

        Raises:
            ValueError: the secret cannot be used.
        """
        self._url = url
        self._key = signing_key(secret)
        self._client = client
        self._now = now
        self._undo = undo

    @property
    def name(self) -> str:
        """Stored with the draft."""
        return NAME

    def can_reply(self, mention: Mention) -> Eligibility:
        """Everything that was said in public can be handed to the webhook."""
        if refusal := private_message(mention):
            return refusal
        where = network_name(mention.platform)
        when = f"after {self._undo.total_seconds():.0f} s" if self._undo else "at once"
        how = f"Approve posts this on {where} {when}, through your publishing webhook."
        return Eligibility(Reach.API, how)

    def measure(self, text: str, mention: Mention) -> Length:
        """Counted as the mention's network counts."""
        return measure(mention.platform, text)

    def prepare(self, intent: Intent) -> dict[str, Any]:
        """The exact body: an attempt after a restart sends the same bytes."""
        return {"body": body_of(intent)}

    async def publish(self, intent: Intent) -> Outcome:
        """One signed call. Only what certainly was not taken may be tried again."""
        body = str(intent.prepared.get("body") or body_of(intent)).encode()
        headers = headers_of(intent.id, body, self._key, self._now())
        try:
            return await self._post(body, headers)
        except _NEVER_STOOD:
            return RetryLater("Your publishing webhook cannot be reached.", UNREACHABLE_S)
        except _UNUSABLE:
            return Rejected("PUBLISH_WEBHOOK_URL is not an address that can be called.")
        except TimeoutError:
            return Unknown("Your publishing webhook did not answer in time.")
        except httpx2.TransportError:
            return Unknown("The connection to your publishing webhook broke before it answered.")

    async def find_existing(self, intent: Intent) -> CannotTell:
        """A webhook cannot be asked what it did."""
        why = "Your publishing webhook cannot be asked whether it posted this."
        return CannotTell(why, for_good=True)

    def hand_off_link(self, mention: Mention, text: str) -> str | None:
        """The post itself, for a look before settling what is unknown."""
        return safe_link(mention.platform, mention.url)

    async def _post(self, body: bytes, headers: dict[str, str]) -> Outcome:
        # A kept connection may die under the request, and then nobody knows whether it was read.
        request = self._client.build_request(
            "POST",
            self._url,
            content=body,
            headers=headers | {"Connection": "close"},
            timeout=_TIMEOUT,
        )
        async with asyncio.timeout(TOTAL_S):
            response = await self._client.send(request, stream=True, follow_redirects=False)
        try:
            outcome = meaning(response.status_code, response.headers, self._now())
            if not isinstance(outcome, Published):
                return outcome
            return published(await read_all(response, MAX_ANSWER_BYTES, DETAILS_S))
        finally:
            await response.aclose()
