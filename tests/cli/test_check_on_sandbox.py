"""`amends check` against the strict stand-in for Slack."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.cli.ask_slack import slack_facts
from bot.cli.check_people import people_lines
from bot.cli.check_slack import slack_lines
from bot.cli.lines import Line, Status
from bot.sandbox.cast import Channel, default_channels, default_groups, default_people
from bot.sandbox.server import Sandbox
from bot.settings import Settings

CHANNEL = default_channels()[0]
GROUP = default_groups()[0]
PERSON = next(one for one in default_people() if not (one.is_bot or one.is_guest))


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """The default workspace."""
    async with Sandbox() as running:
        yield running


async def checked(sandbox: Sandbox, **changes: Any) -> list[Line]:
    values: dict[str, Any] = {
        "slack_bot_token": sandbox.bot_token,
        "slack_app_token": "xapp-sandbox",
        "slack_api_url": sandbox.api_url,
        "slack_channel": CHANNEL.id,
        "slack_approvers": (PERSON.id,),
        "slack_managers": (PERSON.id,),
        "slack_oncall": (GROUP.id,),
    }
    settings = Settings(**(values | changes))
    facts = await slack_facts(settings, datetime.now(UTC))
    return [*slack_lines(facts), *people_lines(settings, facts)]


def faults(lines: list[Line]) -> list[str]:
    return [line.what for line in lines if line.status is Status.FAULT]


async def test_the_demo_workspace_passes(sandbox: Sandbox) -> None:
    lines = await checked(sandbox)
    assert [line for line in lines if line.status is not Status.OK] == []


async def test_a_wrong_token_is_told(sandbox: Sandbox) -> None:
    assert faults(await checked(sandbox, slack_bot_token="xoxb-other")) == [
        "Slack: refuses SLACK_BOT_TOKEN (invalid_auth)."
    ]


async def test_a_channel_that_is_not_there_is_told(sandbox: Sandbox) -> None:
    assert faults(await checked(sandbox, slack_channel="C0NONE")) == [
        "Channel: Slack does not show it (channel_not_found)."
    ]


async def test_a_channel_without_the_app_is_told() -> None:
    async with Sandbox(channels=[Channel("C0LONE", "lone")]) as sandbox:
        assert faults(await checked(sandbox, slack_channel="C0LONE")) == ["Channel: the app is not in #lone."]


async def test_an_app_with_too_few_scopes_is_told() -> None:
    async with Sandbox(scopes=["users:read", "usergroups:read", "channels:read"]) as sandbox:
        found = faults(await checked(sandbox))
    assert found == ["Slack: the app lacks the scopes chat:write, commands, groups:read."]


async def test_guests_may_not_approve(sandbox: Sandbox) -> None:
    guest = next(one for one in default_people() if one.is_guest)
    assert faults(await checked(sandbox, slack_approvers=(guest.id,))) == ["Approvers: nobody may approve."]


async def test_a_slack_that_is_down_is_told(sandbox: Sandbox) -> None:
    sandbox.fail("auth.test", status=503)
    assert len(faults(await checked(sandbox))) == 1


async def test_a_team_that_names_nobody_for_grave_cases_is_told(sandbox: Sandbox) -> None:
    lines = await checked(sandbox, slack_managers=())
    assert [line.advice for line in lines if line.status is Status.WARNING] == [
        "Set SLACK_MANAGERS, or SLACK_LEGAL."
    ]
