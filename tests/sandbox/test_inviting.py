"""Bringing the app into a channel, as people do it in Slack, and what it can then see."""

from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import ActError, Sandbox
from bot.sandbox.cast import BOT_USER
from tests.sandbox.conftest import Watch

ANN, OTHER = "U0ANN", "C0OTHER"


async def test_who_invites_the_app_is_named_in_the_event(sandbox: Sandbox, app: AsyncApp) -> None:
    heard: list[dict[str, Any]] = []

    @app.event("member_joined_channel")
    async def joined(event: dict[str, Any]) -> None:
        heard.append(event)

    await sandbox.slash(ANN, OTHER, "@Amends", command="/invite")
    (event,) = await sandbox.wait_for(lambda: heard)

    told = {"user": BOT_USER, "channel": OTHER, "channel_type": "C", "inviter": ANN}
    assert {name: event[name] for name in told} == told


@pytest.mark.parametrize("whom", ["@Sam", "", "everybody"])
async def test_only_the_app_can_be_invited(sandbox: Sandbox, whom: str) -> None:
    with pytest.raises(ActError, match="/invite @Amends"):
        await sandbox.slash(ANN, OTHER, whom, command="/invite")


async def test_it_cannot_be_invited_twice(sandbox: Sandbox) -> None:
    await sandbox.slash(ANN, OTHER, f"<@{BOT_USER}>", command="/invite")

    with pytest.raises(ActError, match="already"):
        await sandbox.slash(ANN, OTHER, "@Amends", command="/invite")


async def test_it_sees_the_channels_that_it_is_in(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    before = (await slack.users_conversations())["channels"]
    sandbox.join(BOT_USER, OTHER)
    after = (await slack.users_conversations(types="public_channel,private_channel"))["channels"]

    assert [[one["name"] for one in seen] for seen in (before, after)] == [["care"], ["care", "other"]]


async def test_answers_carry_the_time_of_the_workspace(slack: AsyncWebClient, watch: Watch) -> None:
    watch.now += 600

    answer = await slack.auth_test()

    assert parsedate_to_datetime(answer.headers["date"]).timestamp() == int(watch.now)
