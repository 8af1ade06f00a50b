"""Rate limits: a small burst of posts for each channel, and so many calls a minute for each method."""

from collections.abc import AsyncIterator

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox
from bot.sandbox.rates import RateLimits
from tests.sandbox.conftest import Watch


@pytest.fixture
async def paced(watch: Watch) -> AsyncIterator[Sandbox]:
    async with Sandbox(rate_limits="slack", clock=watch) as running:
        yield running


async def test_a_burst_of_five_posts_is_taken_and_the_sixth_has_to_wait(paced: Sandbox) -> None:
    slack = AsyncWebClient(paced.bot_token, base_url=paced.api_url)
    for _ in range(5):
        await slack.chat_postMessage(channel="C0CARE", text="x")
    with pytest.raises(SlackApiError) as caught:
        await slack.chat_postMessage(channel="C0CARE", text="x")

    assert caught.value.response.status_code == 429
    assert caught.value.response["error"] == "ratelimited"
    assert caught.value.response.headers["Retry-After"] == "1"


async def test_another_channel_has_its_own_posts(paced: Sandbox) -> None:
    slack = AsyncWebClient(paced.bot_token, base_url=paced.api_url)
    for _ in range(5):
        await slack.chat_postMessage(channel="C0CARE", text="x")

    assert (await slack.chat_postMessage(channel="U0ANN", text="x"))["ok"] is True


async def test_a_second_later_there_is_room_for_one_post(paced: Sandbox, watch: Watch) -> None:
    slack = AsyncWebClient(paced.bot_token, base_url=paced.api_url)
    for _ in range(5):
        await slack.chat_postMessage(channel="C0CARE", text="x")
    watch.now += 1.0

    assert (await slack.chat_postMessage(channel="C0CARE", text="x"))["ok"] is True


async def test_updates_share_fifty_a_minute_over_all_channels(paced: Sandbox, watch: Watch) -> None:
    slack = AsyncWebClient(paced.bot_token, base_url=paced.api_url)
    sent = await slack.chat_postMessage(channel="C0CARE", text="x")
    message = {"channel": "C0CARE", "ts": sent["ts"], "text": "y"}
    for _ in range(50):
        await slack.api_call("chat.update", json=message)
    watch.now += 20
    with pytest.raises(SlackApiError) as caught:
        await slack.api_call("chat.update", json=message)

    assert caught.value.response.headers["Retry-After"] == "40"


@pytest.mark.parametrize(("tier", "calls"), [(1, 1), (2, 20), (3, 50), (4, 100), (None, 600)])
def test_a_tier_is_so_many_calls_a_minute(tier: int | None, calls: int) -> None:
    rates = RateLimits()
    waits = [rates.of_method("method", tier, 1000.0) for _ in range(calls + 1)]

    assert waits == [None] * calls + [60]
    assert rates.of_method("method", tier, 1060.0) is None


def test_methods_do_not_share_their_calls() -> None:
    rates = RateLimits()
    for _ in range(20):
        rates.of_method("users.list", 2, 1000.0)

    assert rates.of_method("usergroups.list", 2, 1000.0) is None


def test_a_refused_post_does_not_lengthen_the_wait() -> None:
    rates = RateLimits()
    waits = [rates.of_channel("C", 1000.0) for _ in range(8)]

    assert waits == [None] * 5 + [1] * 3
    assert rates.of_channel("C", 1001.0) is None
