"""The ping to an outside watch that calls somebody when it stays away."""

import asyncio
import logging

import httpx2

TOTAL_S = 10.0

log = logging.getLogger(__name__)


class Heartbeat:
    """Asks one address, and needs no answer but that it came."""

    def __init__(self, url: str, client: httpx2.AsyncClient) -> None:
        self._url = url
        self._client = client

    async def __call__(self) -> bool:
        """Whether the ping arrived. When it did not, the watch does what it is there for."""
        try:
            async with asyncio.timeout(TOTAL_S):
                answer = await self._client.get(self._url, follow_redirects=False)
        except (TimeoutError, httpx2.TransportError, httpx2.InvalidURL) as fault:
            # Not its words: they may hold the address, which is a secret.
            log.warning("the heartbeat did not arrive: %s", type(fault).__name__)
            return False
        return 200 <= answer.status_code < 300
