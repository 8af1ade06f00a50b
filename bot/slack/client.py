"""One call to Slack: its deadline, and what its failure means for the caller."""

import asyncio
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.errors import SlackFault

DEADLINE_SECONDS = 10.0
UNREACHABLE_PAUSE = 2.0
"""Seconds to leave a method alone when Slack cannot be reached at all."""
ACCOUNT_PAUSE = 30.0
"""Seconds to wait for an operator to mend the tokens."""
NO_HEADER_PAUSE = 30.0
"""Seconds to wait after a 429 that does not say how long."""
UNCLEAR_PAUSE = 2.0
"""Seconds to leave a method alone after a call that nobody knows the outcome of: Slack has troubles."""

SAFELY: dict[str, Any] = {"parse": "none", "link_names": False}
"""Nothing in a text becomes a link or a mention by itself; `chat.update` parses unless it is told not to."""
WITHOUT_PREVIEWS: dict[str, Any] = {"unfurl_links": False, "unfurl_media": False}

_LIMITED = {"ratelimited", "rate_limited", "message_limit_exceeded"}
_ACCOUNT = {"account_inactive", "invalid_auth", "not_authed", "token_expired", "token_revoked"}
_UNCLEAR = {"fatal_error", "internal_error", "request_timeout", "service_unavailable"}
"""Slack says of these that some of the act may have been done."""


async def call(client: AsyncWebClient, method: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """Make one call, once.

    Raises:
        SlackFault: saying whether it may have been done, and when to try again.
    """
    try:
        async with asyncio.timeout(DEADLINE_SECONDS):
            answer = await client.api_call(method, json=arguments)
    except SlackApiError as refused:
        raise _fault(method, refused) from refused
    except aiohttp.ClientConnectorError as unreachable:
        raise SlackFault(method, "unreachable", retry_after=UNREACHABLE_PAUSE) from unreachable
    except (aiohttp.ClientError, TimeoutError) as lost:
        raise SlackFault(method, "no answer", maybe_done=True) from lost
    data = answer.data
    return data if isinstance(data, dict) else {}


async def respond(client: AsyncWebClient, url: str, message: dict[str, Any]) -> None:
    """Put a message in the place of the one that was clicked on, by the address that came with the click.

    Raises:
        SlackFault: it did not get there, or nobody knows.
    """
    hook = AsyncWebhookClient(url, session=client.session, retry_handlers=[])
    try:
        async with asyncio.timeout(DEADLINE_SECONDS):
            answer = await hook.send_dict({"replace_original": True, **message})
    except (aiohttp.ClientError, TimeoutError) as lost:
        raise SlackFault("response_url", "no answer", maybe_done=True) from lost
    if answer.status_code != 200:
        raise SlackFault("response_url", f"status {answer.status_code}", permanent=True)


async def ask(client: AsyncWebClient, method: str, **arguments: Any) -> dict[str, Any]:
    """Read something; reading methods take forms, not JSON.

    Raises:
        SlackFault: it could not be read.
    """
    try:
        async with asyncio.timeout(DEADLINE_SECONDS):
            answer = await client.api_call(method, data=arguments)
    except SlackApiError as refused:
        raise _fault(method, refused) from refused
    except (aiohttp.ClientError, TimeoutError) as lost:
        raise SlackFault(method, "no answer") from lost
    data = answer.data
    return data if isinstance(data, dict) else {}


def _fault(method: str, refused: SlackApiError) -> SlackFault:
    status = getattr(refused.response, "status_code", 0)
    error = _error(refused)
    if status == 429 or error in _LIMITED:
        return SlackFault(method, "ratelimited", retry_after=_retry_after(refused))
    if error in _ACCOUNT:
        return SlackFault(method, error, retry_after=ACCOUNT_PAUSE)
    if status >= 500 or error in _UNCLEAR:
        return SlackFault(method, error, maybe_done=True)
    return SlackFault(method, error, permanent=True)


def _error(refused: SlackApiError) -> str:
    data = getattr(refused.response, "data", None)
    return str(data.get("error", "unknown_error")) if isinstance(data, dict) else "not Slack's answer"


def _retry_after(refused: SlackApiError) -> float:
    headers = {name.lower(): value for name, value in dict(refused.response.headers).items()}
    try:
        return max(float(headers.get("retry-after", NO_HEADER_PAUSE)), 1.0)
    except ValueError:
        return NO_HEADER_PAUSE
