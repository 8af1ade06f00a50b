"""A pretend Slack on loopback, a desk that speaks to it, and a watch that tests turn."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta, tzinfo
from itertools import count
from zoneinfo import ZoneInfo

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.advocates import Advocates, Outreaches, Roster
from bot.app.crisis_room import crisis_room
from bot.approval import Approvals
from bot.drafting.composing import seeds
from bot.drafting.facts import Facts
from bot.drafting.grouped_replies import GroupedReplies
from bot.drafting.library import Library
from bot.drafting.shelf import Shelf
from bot.drafting.stances import Stances
from bot.drafting.template_desk import TemplateDesk
from bot.drafting.tuning import Tuning
from bot.drafting.versions import put, shipped_set
from bot.drafting.writing import Drafting
from bot.followup import Followup
from bot.granting import Granting
from bot.incidents import IncidentActs
from bot.intake.pasted import Pastes
from bot.oncall import Duty, open_clocks
from bot.pausing import Pausing
from bot.platforms.registry import Registry
from bot.ports import Directory, Flow, Now, Speaker
from bot.sandbox import Sandbox
from bot.slack.deps import Decisions, SlackDeps
from bot.slack.desk import Desk
from bot.slack.handlers import register
from bot.slack.receiving import Receiving, SocketReceiver
from bot.slack.sockets import PING_SECONDS
from bot.store.database import Database
from tests.advocates.people import shipped_file
from tests.builders import CHANNEL, NOON, Team, plain_check
from tests.slack.fakes import AtOnce, Noted, NotedFlow, OneWebhook
from tests.slack.line import Line
from tests.slack.shop import POLICY, Shop, TwoManagers
from tests.slack.stage import Stage
from tests.slack.watch import Watch

MakeDesk = Callable[..., Desk]


@pytest.fixture
def watch() -> Watch:
    """Shows noon until it is turned."""
    return Watch()


@pytest.fixture
async def sandbox(watch: Watch) -> AsyncIterator[Sandbox]:
    """Slack with its real rate limits, on the watch's time."""
    async with Sandbox(clock=watch.seconds, ack_seconds=15) as sandbox:
        yield sandbox


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    """One HTTP session, as in the service."""
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def client(sandbox: Sandbox, session: aiohttp.ClientSession) -> AsyncWebClient:
    """A Slack client for the sandbox."""
    return AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url, session=session)


@pytest.fixture
def make_desk(
    client: AsyncWebClient, session: aiohttp.ClientSession, database: Database, watch: Watch
) -> MakeDesk:
    """Desks on the same database; `base_url` for another Slack."""

    def make(base_url: str | None = None) -> Desk:
        slack = AsyncWebClient("xoxb-sandbox", base_url=base_url or client.base_url, session=session)
        return Desk(slack, database, Registry(), lambda brand: brand or "Harbourline", CHANNEL, watch)

    return make


@pytest.fixture
def desk(make_desk: MakeDesk) -> Desk:
    """The desk."""
    return make_desk()


@pytest.fixture(scope="session")
def library() -> Library:
    """The shipped templates."""
    return Library.load(seeds())


async def london(_user: str) -> tzinfo:
    """Everybody lives in London."""
    return ZoneInfo("Europe/London")


def slack_deps(
    decisions: Decisions,
    desk: Desk,
    flow: Flow,
    database: Database,
    now: Now,
    library: Library,
    team: Directory | None = None,
    speaker: Speaker | None = None,
) -> SlackDeps:
    """What the handlers stand on, with promises and facts for real."""
    team, numbers, shelf = team or Team(), count(1), Shelf(library, database)
    templates = TemplateDesk(database, team, shelf, CHANNEL, "default")
    drafting = Drafting(database, shelf, OneWebhook(), None, open_clocks, CHANNEL, "harbourline", now)
    return SlackDeps(
        decisions,
        desk,
        team,
        flow,
        database,
        now,
        Followup(database, team),
        Facts(database, team, shelf, CHANNEL, "default", lambda: "new"),
        Pausing(database, team, CHANNEL, lambda: "pause"),
        templates,
        Granting(database, team, CHANNEL, lambda: f"grant-{next(numbers)}", london),
        Tuning(database, shelf, templates),
        IncidentActs(database, team, lambda: f"split-{next(numbers)}"),
        Stances(drafting, team, lambda: str(next(numbers))),
        GroupedReplies(drafting),
        Pastes(AtOnce(database), database),
        Advocates(
            Roster(database, team, lambda: f"advocate-{next(numbers)}"),
            Outreaches(
                database, team, lambda: str(next(numbers)), shipped_file(), lambda id: (id, "Harbourline")
            ),
        ),
        crisis_room(drafting, team, timedelta(0), lambda: f"made-{next(numbers)}", speaker),
        Duty(database, team, CHANNEL, lambda: f"duty-{next(numbers)}", lambda: library.policy.oncall, london),
    )


@pytest.fixture
async def stage(
    sandbox: Sandbox,
    client: AsyncWebClient,
    desk: Desk,
    database: Database,
    watch: Watch,
    library: Library,
) -> AsyncIterator[Stage]:
    """Handlers that listen to the sandbox."""
    decisions, flow = Noted(), NotedFlow()
    app = AsyncApp(name="test", client=client)
    team = Team()
    register(app, slack_deps(decisions, desk, flow, database, watch, library, team))
    socket = SocketReceiver(Receiving(app), sandbox.app_token, PING_SECONDS)
    await socket.connect_async()  # type: ignore[no-untyped-call]
    await sandbox.wait_for(lambda: sandbox.connected)
    yield Stage(sandbox, database, desk, client, decisions, flow, team)
    await socket.close_async()  # type: ignore[no-untyped-call]


@pytest.fixture
def speaker() -> Speaker | None:
    """Nobody drafts what is said to many, unless a test brings a model."""
    return None


@pytest.fixture
async def line(
    sandbox: Sandbox,
    client: AsyncWebClient,
    desk: Desk,
    database: Database,
    watch: Watch,
    library: Library,
    speaker: Speaker | None,
) -> AsyncIterator[Line]:
    """Everything real behind the queue."""
    numbers = count(1)
    approvals = Approvals(
        database, Team(), plain_check, CHANNEL, timedelta(seconds=30), lambda: f"a{next(numbers)}"
    )
    app = AsyncApp(name="test", client=client)
    flow = NotedFlow()
    deps = slack_deps(approvals, desk, flow, database, watch, library, speaker=speaker)
    register(app, deps)
    socket = SocketReceiver(Receiving(app), sandbox.app_token, PING_SECONDS)
    await socket.connect_async()  # type: ignore[no-untyped-call]
    await sandbox.wait_for(lambda: sandbox.connected)
    yield Line(sandbox, database, approvals, desk, flow, deps)
    await socket.close_async()  # type: ignore[no-untyped-call]


@pytest.fixture
async def shop(
    sandbox: Sandbox, client: AsyncWebClient, desk: Desk, database: Database, watch: Watch, library: Library
) -> AsyncIterator[Shop]:
    """With two managers."""
    team = TwoManagers()
    deps = slack_deps(Noted(), desk, NotedFlow(), database, watch, library)
    templates = replace(deps.templates, directory=team)
    app = AsyncApp(name="test", client=client)
    register(app, replace(deps, templates=templates, directory=team))
    socket = AsyncSocketModeHandler(app, sandbox.app_token)
    await socket.connect_async()  # type: ignore[no-untyped-call]
    await sandbox.wait_for(lambda: sandbox.connected)
    yield Shop(sandbox, database, team, templates, desk, watch)
    await socket.close_async()  # type: ignore[no-untyped-call]


@pytest.fixture
async def strict(shop: Shop) -> Shop:
    """What one manager saves waits for the other."""
    body = shipped_set()[POLICY].replace("second_manager = false", "second_manager = true")
    async with shop.database.writing() as session:
        await put(session, POLICY, body, by="shell:op", now=NOON, note=None)
    await shop.templates.shelf.refresh()
    return shop
