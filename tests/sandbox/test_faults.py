"""Faults on order: errors, statuses, delays and lost answers."""

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox


async def failing(slack: AsyncWebClient) -> SlackApiError:
    with pytest.raises(SlackApiError) as caught:
        await slack.chat_postMessage(channel="C0CARE", text="x")
    return caught.value


async def test_an_error_is_answered_as_often_as_ordered(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    sandbox.fail("chat.postMessage", error="fatal_error", times=2)

    assert [(await failing(slack)).response["error"] for _ in range(2)] == ["fatal_error"] * 2
    assert (await slack.chat_postMessage(channel="C0CARE", text="x"))["ok"] is True
    assert len(sandbox.messages("C0CARE")) == 1


async def test_a_rate_limit_can_be_ordered(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    sandbox.fail("chat.postMessage", status=429, retry_after=12)
    response = (await failing(slack)).response

    assert (response.status_code, response["error"]) == (429, "ratelimited")
    assert response.headers["Retry-After"] == "12"


async def test_a_server_error_is_no_message(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    sandbox.fail("*", status=503)

    assert (await failing(slack)).response.status_code == 503
    assert sandbox.messages("C0CARE") == []


async def test_after_a_lost_answer_the_message_stands_once(sandbox: Sandbox) -> None:
    sandbox.fail("chat.postMessage", drop=True)
    slack = AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[])
    with pytest.raises(aiohttp.ClientError):
        await slack.chat_postMessage(channel="C0CARE", text="x")

    assert len(sandbox.messages("C0CARE")) == 1


async def test_a_slow_answer_comes_late(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    sandbox.fail("chat.postMessage", delay=30.0)
    slack.timeout = 1
    with pytest.raises(asyncio.TimeoutError):
        await slack.chat_postMessage(channel="C0CARE", text="x")

    assert sandbox.messages("C0CARE") == []


async def test_healing_takes_faults_back(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    sandbox.fail("chat.postMessage", error="fatal_error", times=None)
    await failing(slack)
    sandbox.heal()

    assert (await slack.chat_postMessage(channel="C0CARE", text="x"))["ok"] is True


async def test_every_call_is_recorded_without_its_token(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    sandbox.fail("chat.postMessage", error="fatal_error")
    await failing(slack)
    await slack.users_info(user="U0ANN", token=sandbox.bot_token)

    assert [(call.method, call.error) for call in sandbox.calls] == [
        ("chat.postMessage", "fatal_error"),
        ("users.info", None),
    ]
    assert sandbox.calls_of("users.info")[0].args == {"user": "U0ANN"}
    assert sandbox.bot_token not in str(sandbox.calls)
