"""One bounded request to a paging service, and what its answer says."""

import asyncio

import httpx2

from bot.errors import PhoneFault

TOTAL_S = 10.0
BUSY_S = 30.0
"""PagerDuty advises to try three times, 30 s apart, after a 429 or a fault of its own
(https://developer.pagerduty.com/docs/events-api-v2-overview)."""
_TIMEOUT = httpx2.Timeout(TOTAL_S, connect=3.0, pool=3.0)


async def post(client: httpx2.AsyncClient, name: str, url: str, body: bytes, headers: dict[str, str]) -> None:
    """Send it.

    Raises:
        PhoneFault: `permanent` if it was refused for good.
    """
    try:
        async with asyncio.timeout(TOTAL_S):
            answer = await client.post(
                url, content=body, headers=headers, timeout=_TIMEOUT, follow_redirects=False
            )
    except (TimeoutError, httpx2.TransportError):
        raise PhoneFault(name, "it did not answer") from None
    except (httpx2.InvalidURL, httpx2.UnsupportedProtocol):
        raise PhoneFault(name, "its address cannot be called", permanent=True) from None
    status = answer.status_code
    if 200 <= status < 300:
        return
    if status in (408, 425, 429) or status >= 500:
        raise PhoneFault(name, f"it answered {status}", retry_after=BUSY_S)
    raise PhoneFault(name, f"it refused the call ({status})", permanent=True)
