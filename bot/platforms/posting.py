"""The one call that publishes, on any network's API: what can be known of it afterwards, and no more."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx2

from bot.errors import PollFault
from bot.platforms.wire import BUSY_S, retry_after
from bot.ports import Rejected, RetryLater, Unknown

TOTAL_S = 20.0
"""From connecting to the end of the answer; networks that forward a post to others take their time."""
CONNECT_S = 5.0
UNREACHABLE_S = 10.0
"""When to try again after a connection that never stood."""
MAX_ANSWER_BYTES = 1024 * 1024

NotPublished = Rejected | RetryLater | Unknown

_TIMEOUT = httpx2.Timeout(TOTAL_S, connect=CONNECT_S, pool=CONNECT_S)
_NEVER_STOOD = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)
_UNUSABLE = (httpx2.UnsupportedProtocol, httpx2.LocalProtocolError, httpx2.InvalidURL)
_UNCLEAR = {408, 409, 425}


@dataclass(frozen=True)
class Answered:
    """The network said something. `body` is its JSON; `None` if it is none, or was cut off."""

    status: int
    headers: Mapping[str, str]
    body: Any

    @property
    def is_good(self) -> bool:
        """It did what it was asked."""
        return 200 <= self.status < 300


async def call(
    client: httpx2.AsyncClient, network: str, method: str, url: str, **request: Any
) -> Answered | NotPublished:
    """One call. `network` is its name for people; `request` is what httpx takes."""
    # A kept connection may die under the request, and then nobody knows whether it was read.
    headers = {**request.pop("headers", {}), "Connection": "close"}
    try:
        built = client.build_request(method, url, headers=headers, timeout=_TIMEOUT, **request)
        async with asyncio.timeout(TOTAL_S):
            response = await client.send(built, stream=True, follow_redirects=False)
        try:
            return Answered(response.status_code, response.headers, await _json(response))
        finally:
            await response.aclose()
    except _NEVER_STOOD:
        return RetryLater(f"{network} cannot be reached.", UNREACHABLE_S)
    except _UNUSABLE:
        return Rejected(f"The address of {network} in your settings cannot be called.")
    except TimeoutError:
        return Unknown(f"{network} did not answer in time.")
    except httpx2.TransportError:
        return Unknown(f"The connection to {network} broke before it answered.")


def refused(network: str, answer: Answered, now: datetime, why: str = "") -> NotPublished:
    """What an answer that is not good says about the post. `why` is the network's own reason, a word or two.

    Only a certain "no" may ever be sent again; everything else is unknown.
    """
    status = answer.status
    told = f"HTTP {status}, {why}" if why else f"HTTP {status}"
    if status == 429:
        wait = retry_after(answer.headers.get("retry-after"), now)
        return RetryLater(f"{network} asks us to wait ({told}).", BUSY_S if wait is None else wait)
    if status in {401, 403}:
        return Rejected(f"{network} does not let this account post here ({told}).")
    if status in {301, 302, 303, 307, 308}:
        return Rejected(f"{network} has moved ({told}). Please check its address in your settings.")
    if 400 <= status < 500 and status not in _UNCLEAR:
        return Rejected(f"{network} refused it ({told}).")
    return Unknown(f"{network} answered {told}, which does not tell whether it was posted.")


def not_tried(network: str, fault: PollFault) -> Rejected | RetryLater:
    """The call was never made, because something that it needs could not be had."""
    if fault.permanent:
        return Rejected(f"{network} could not be asked. {fault.problem}")
    return RetryLater(f"{network} could not be asked. {fault.problem}", fault.retry_after or BUSY_S)


async def _json(response: httpx2.Response) -> Any:
    """The answer's JSON, `None` if it is none."""
    try:
        return json.loads(await read_all(response, MAX_ANSWER_BYTES, TOTAL_S))
    except (ValueError, RecursionError):
        return None


async def read_all(response: httpx2.Response, most: int, seconds: float) -> bytes:
    """An answer's body if it comes whole, in time and within `most` bytes; "" otherwise.

    Whatever it says, what its status has told stands.
    """
    body = b""
    try:
        async with asyncio.timeout(seconds):
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > most:
                    return b""
    except (httpx2.TransportError, httpx2.DecodingError, TimeoutError):
        return b""
    return body
