"""The one call that publishes, on any network's API: what can be known of it afterwards, and no more."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx2

from bot.errors import PollFault
from bot.platforms.odd_json import json_of
from bot.platforms.waiting import BUSY_S, told_to_wait
from bot.ports import Rejected, RetryLater, Unknown

UNREACHABLE_S = 10.0
"""When to try again after a connection that never stood."""

NotPublished = Rejected | RetryLater | Unknown

_NEVER_STOOD = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)
_UNUSABLE = (httpx2.UnsupportedProtocol, httpx2.LocalProtocolError, httpx2.InvalidURL)
_UNCLEAR = {408, 409, 425}


@dataclass(frozen=True)
class Bounds:
    """How long one call may take, in seconds, and how long its answer may be."""

    total_s: float = 20.0
    """From connecting to the answer's status; networks that forward a post to others take their time."""
    details_s: float = 20.0
    """From the status to the end of the answer."""
    connect_s: float = 5.0
    """Well inside the total, so that a failure to connect is known as one."""
    most_bytes: int = 1024 * 1024

    @property
    def timeout(self) -> httpx2.Timeout:
        """For each step of the call."""
        return httpx2.Timeout(self.total_s, connect=self.connect_s, pool=self.connect_s)


USUAL = Bounds()


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
    client: httpx2.AsyncClient, network: str, method: str, url: str, bounds: Bounds = USUAL, **request: Any
) -> Answered | NotPublished:
    """One call. `network` is its name for people, to begin a sentence with; `request` is what httpx takes."""
    # A kept connection may die under the request, and then nobody knows whether it was read.
    headers = {**request.pop("headers", {}), "Connection": "close"}
    try:
        built = client.build_request(method, url, headers=headers, timeout=bounds.timeout, **request)
        async with asyncio.timeout(bounds.total_s):
            response = await client.send(built, stream=True, follow_redirects=False)
        try:
            return Answered(response.status_code, response.headers, await _json(response, bounds))
        finally:
            await response.aclose()
    except _NEVER_STOOD:
        return RetryLater(f"{network} cannot be reached.", UNREACHABLE_S)
    except _UNUSABLE:
        return Rejected(f"{network} has an address in your settings that cannot be called.")
    except TimeoutError:
        return Unknown(f"{network} did not answer in time.")
    except httpx2.TransportError:
        return Unknown(f"{network} broke off the connection before it answered.")


def refused(network: str, answer: Answered, now: datetime, why: str = "") -> NotPublished:
    """What an answer that is not good says about the post. `why` is the network's own reason, a word or two.

    Only a certain "no" may ever be sent again; everything else is unknown.
    """
    status = answer.status
    told = f"HTTP {status}, {why}" if why else f"HTTP {status}"
    if status == 429:
        wait = told_to_wait(answer.headers, now)
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


async def _json(response: httpx2.Response, bounds: Bounds) -> Any:
    """The answer's JSON, `None` if it is none or does not come whole: what its status has told stands."""
    try:
        async with asyncio.timeout(bounds.details_s):
            return json_of(await whole(response, bounds.most_bytes) or b"")
    except (httpx2.TransportError, httpx2.DecodingError, TimeoutError):
        return None


async def whole(response: httpx2.Response, most: int) -> bytes | None:
    """An answer's body; `None` if it is longer than `most` bytes."""
    body = b""
    async for chunk in response.aiter_bytes():
        body += chunk
        if len(body) > most:
            return None
    return body
