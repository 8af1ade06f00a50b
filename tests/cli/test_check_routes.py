"""What `amends check` says of routes and of rights for a time, against the stand-in for Slack."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.cli.ask_slack import slack_facts
from bot.cli.check_people import people_lines
from bot.cli.check_routes import DeskFacts, desk_facts, desk_lines
from bot.cli.lines import Line, Status
from bot.drafting.versions import effective_set, save_set
from bot.models import Grant
from bot.routing import Route
from bot.sandbox.cast import BOT_USER
from bot.sandbox.server import Sandbox
from bot.settings import Settings
from bot.store.database import Database
from tests.builders import ANN, CHANNEL, MAYA, NOON, OLIVE

NORTH = "C0OTHER"


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """The default workspace."""
    async with Sandbox() as running:
        yield running


async def checked(sandbox: Sandbox, *routes: Route, granted: list[Grant] | None = None) -> list[Line]:
    settings = Settings(
        slack_bot_token=sandbox.bot_token, slack_api_url=sandbox.api_url, slack_channel=CHANNEL
    )
    facts = await slack_facts(settings, NOON, routes)
    return desk_lines(DeskFacts(routes, granted or []), facts)


def told(lines: list[Line], status: Status) -> list[str]:
    return [line.what for line in lines if line.status is status]


def a_grant(until: bool) -> Grant:
    ends = NOON + timedelta(hours=1) if until else None
    return Grant(id="g", user=OLIVE, role="approver", until=ends, given_by=MAYA, given_at=NOON)


async def test_no_routes_are_plainly_none(sandbox: Sandbox) -> None:
    assert [line.status for line in await checked(sandbox)] == [Status.OK]


async def test_a_route_that_works_is_counted(sandbox: Sandbox) -> None:
    sandbox.join(BOT_USER, NORTH)

    lines = await checked(sandbox, Route(channel=NORTH, approvers=("S0CALL", ANN)))

    assert told(lines, Status.OK) == ["Routes: 1 route. What none of them takes goes to SLACK_CHANNEL."]


async def test_a_channel_without_the_app_is_told(sandbox: Sandbox) -> None:
    lines = await checked(sandbox, Route(channel=NORTH))

    assert told(lines, Status.FAULT) == ["Routes: the app is not in #other; its cards come to SLACK_CHANNEL."]


async def test_a_channel_that_is_not_there_is_told(sandbox: Sandbox) -> None:
    lines = await checked(sandbox, Route(channel="C0NONE"))

    assert told(lines, Status.FAULT) == [
        "Routes: Slack does not show the channel C0NONE (channel_not_found)."
    ]


async def test_a_group_that_slack_does_not_know_is_told_and_who_is_left(sandbox: Sandbox) -> None:
    lines = await checked(sandbox, Route(approvers=("S0NONE",)))

    assert told(lines, Status.WARNING) == [
        "Routes: S0NONE in route 1 is not known to Slack (no_such_subteam).",
        "Routes: only managers may approve what route 1 takes.",
    ]


async def test_a_guest_among_the_approvers_is_told(sandbox: Sandbox) -> None:
    lines = await checked(sandbox, Route(approvers=(ANN, "U0GUEST")))

    assert told(lines, Status.WARNING) == ["Routes: U0GUEST in route 1 is a guest, and guests may not."]


async def test_without_slack_routes_are_only_counted() -> None:
    assert [line.status for line in desk_lines(DeskFacts([Route(channel=NORTH)]), None)] == [Status.OK]


async def test_rights_for_a_time_are_counted_and_those_without_an_end_named(sandbox: Sandbox) -> None:
    lines = await checked(sandbox, granted=[a_grant(True), a_grant(False)])

    assert "People: 2 rights are given for a time. /amends people lists them." in told(lines, Status.OK)
    assert told(lines, Status.WARNING) == [f"People: without an end: {OLIVE} (approver)."]


async def test_what_managers_saved_is_looked_at(database: Database) -> None:
    texts = await effective_set(database)
    policy = f'{texts["policy.toml"]}\n[[route]]\nchannel = "{NORTH}"\n'
    await save_set(database, {"policy.toml": policy}, by=MAYA, now=NOON, note=None)
    async with database.writing() as session:
        session.add(a_grant(True))

    facts = await desk_facts(database.sync_url, NOON)

    assert [route.channel for route in facts.routes] == [NORTH]
    assert [one.user for one in facts.granted] == [OLIVE]


async def test_templates_that_cannot_be_used_are_told(database: Database) -> None:
    await save_set(database, {"policy.toml": "route = 3"}, by=MAYA, now=NOON, note=None)

    facts = await desk_facts(database.sync_url, NOON)

    assert facts.problem is not None
    assert told(desk_lines(facts, None), Status.FAULT) == [f"Template {facts.problem}"]


async def test_before_the_first_start_there_is_nothing_but_what_is_shipped(database_url: str) -> None:
    assert await desk_facts(database_url, NOON) == DeskFacts()


async def test_legal_people_whom_slack_does_not_know_are_told(sandbox: Sandbox) -> None:
    settings = Settings(
        slack_bot_token=sandbox.bot_token,
        slack_api_url=sandbox.api_url,
        slack_approvers=(ANN,),
        slack_legal=("S0NONE",),
    )

    lines = people_lines(settings, await slack_facts(settings, NOON))

    assert "Grave cases: nobody may approve them." in told(lines, Status.FAULT)
