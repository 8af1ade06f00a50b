"""A network's API, asked with a deadline and a size limit; every way to fail is one kind of error."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx2

from bot.errors import PollFault
from bot.platforms.posting import whole
from bot.platforms.waiting import retry_after, told_to_wait
from bot.ports import Now

CONNECT_S = 5.0
READ_S = 10.0
TOTAL_S = 30.0
"""From connecting to the end of the answer: one that comes drop by drop is none."""
MAX_ANSWER_BYTES = 4 * 1024 * 1024
"""A page of a hundred posts with all that hangs on them is well below."""

_TIMEOUT = httpx2.Timeout(READ_S, connect=CONNECT_S, pool=CONNECT_S)
_PASSING = {408, 425, 429}


@dataclass(frozen=True)
class Reply:
    """An answer with any status. `body` is its JSON, `None` when it is none."""

    status: int
    headers: Mapping[str, str]
    body: Any


class Api:
    """One network's API for one poller. Follows no redirect: a token goes to the configured address only."""

    def __init__(self, name: str, client: httpx2.AsyncClient, now: Now) -> None:
        self._name = name
        self._client = client
        self._now = now

    async def ask(self, method: str, url: str, **request: Any) -> Reply:
        """One call, whatever its status; `request` is what httpx takes.

        Raises:
            PollFault: no answer, or a good one that cannot be read.
        """
        # Half a minute passes between two questions: a kept connection would be a dead one.
        headers = {**request.pop("headers", {}), "Connection": "close"}
        try:
            built = self._client.build_request(method, url, headers=headers, timeout=_TIMEOUT, **request)
            async with asyncio.timeout(TOTAL_S):
                response = await self._client.send(built, stream=True, follow_redirects=False)
                try:
                    body = await whole(response, MAX_ANSWER_BYTES)
                finally:
                    await response.aclose()
        except (httpx2.UnsupportedProtocol, httpx2.InvalidURL):
            raise self.fault("Its address cannot be called.", permanent=True) from None
        except (httpx2.TimeoutException, TimeoutError):
            raise self.fault("It did not answer in time.") from None
        except (httpx2.TransportError, httpx2.DecodingError):
            raise self.fault("It cannot be reached, or broke off its answer.") from None
        if body is None:
            raise self.fault("Its answer is too large.")
        return Reply(response.status_code, response.headers, self._json(body, response.is_success))

    async def get(self, url: str, **request: Any) -> Reply:
        """A good answer to a question.

        Raises:
            PollFault: every other one.
        """
        return self.good(await self.ask("GET", url, **request))

    def good(self, reply: Reply) -> Reply:
        """The same reply if it is a good one.

        Raises:
            PollFault: it is not.
        """
        status = reply.status
        if 200 <= status < 300:
            return reply
        if status == 429:
            wait = told_to_wait(reply.headers, self._now())
            raise self.fault("It asks us to wait (HTTP 429).", retry_after=wait)
        if status >= 500 or status in _PASSING:
            wait = retry_after(reply.headers.get("retry-after"), self._now())
            raise self.fault(f"It has trouble of its own (HTTP {status}).", retry_after=wait)
        if status in {401, 403}:
            raise self.fault(f"It refuses our credentials (HTTP {status}).", permanent=True)
        if 300 <= status < 400:
            raise self.fault(f"It has moved (HTTP {status}).", permanent=True)
        raise self.fault(f"It does not understand us (HTTP {status}).", permanent=True)

    def fault(self, problem: str, *, permanent: bool = False, retry_after: float | None = None) -> PollFault:
        """An error that names this network."""
        return PollFault(self._name, problem, permanent, retry_after)

    def strange(self) -> PollFault:
        """The answer is JSON, but not what it should be."""
        return self.fault("Its answer has a shape that we do not know.")

    def _json(self, body: bytes, is_good: bool) -> Any:
        try:
            return json.loads(body)
        except (ValueError, RecursionError):
            if is_good:
                raise self.fault("Its answer cannot be read.") from None
            return None
