"""A real sandbox, a real browser, and an app on the other side that does as the test says."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from functools import partial
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    ViewportSize,
    async_playwright,
    expect,
)
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.cli.demo import staged
from bot.sandbox.cast import Person
from bot.sandbox.server import Sandbox
from tests.house import Clock
from tests.page.floor import PARTNER, SHOWN_MS, UNDO_SECONDS, Floor
from tests.page.kit import Json, actions, button

BROWSER_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
)
CARE = "C0CARE"
ANN = "U0ANN"
SAM = "U0STAFF"
WIDE: ViewportSize = {"width": 1440, "height": 900}

expect.set_options(timeout=SHOWN_MS)

Answering = Callable[[Json], Awaitable[Json | None]]
Visit = Callable[..., Awaitable[Page]]


class App:
    """The app as the sandbox knows it: it keeps what it hears in `inbox`, and answers as `answering` says."""

    def __init__(self, web: AsyncWebClient) -> None:
        self.web = web
        self.inbox: asyncio.Queue[Json] = asyncio.Queue()
        self.answering: Answering = _nothing

    async def hear(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        answer = await self.answering(request.payload)
        await client.send_socket_mode_response(
            SocketModeResponse(envelope_id=request.envelope_id, payload=answer)
        )
        self.inbox.put_nowait(request.payload)

    async def heard(self, kind: str) -> Json:
        """The next payload of this type; others before it are let go."""
        async with asyncio.timeout(SHOWN_MS / 1_000):
            while (payload := await self.inbox.get()).get("type") != kind:
                pass
        return payload

    async def post(self, *blocks: Json, text: str = "fallback", channel: str = CARE, **more: Any) -> str:
        """A message of the app; returns its ts."""
        answer = await self.web.chat_postMessage(
            channel=channel, text=text, blocks=list(blocks) or None, **more
        )
        return str(answer["ts"])

    async def offer(self, *views: Json) -> None:
        """A message whose button "Open" opens the first view; "Preview" in it pushes the next."""
        rest = list(views)

        async def open_next(payload: Json) -> None:
            if payload.get("type") == "block_actions":
                method = (
                    self.web.views_push if payload["container"]["type"] == "view" else self.web.views_open
                )
                await method(trigger_id=payload["trigger_id"], view=rest.pop(0))

        self.answering = open_next
        await self.post(actions(button("open", "Open")))


async def _nothing(payload: Json) -> None:
    return None


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """One browser for the whole run."""
    path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("chromium is not installed in CI")
        pytest.skip("needs chromium on the PATH")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=BROWSER_FLAGS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def sandbox() -> AsyncIterator[Sandbox]:
    """A fresh workspace on a port of its own."""
    async with Sandbox(rate_limits="off") as sandbox:
        yield sandbox


@pytest_asyncio.fixture(loop_scope="session")
async def app(sandbox: Sandbox) -> AsyncIterator[App]:
    """The app, connected over Socket Mode."""
    web = AsyncWebClient(token=sandbox.bot_token, base_url=f"{sandbox.url}/api/")
    app = App(web)
    client = SocketModeClient(app_token=sandbox.app_token, web_client=web)
    client.socket_mode_request_listeners.append(app.hear)
    await client.connect()  # type: ignore[no-untyped-call]
    yield app
    await client.close()  # type: ignore[no-untyped-call]


@pytest_asyncio.fixture(loop_scope="session")
async def browse(chromium: Browser) -> AsyncIterator[Visit]:
    """Open a sandbox's page as somebody. In the end no script has failed and nothing has left the machine."""
    troubles: list[str] = []
    contexts: list[BrowserContext] = []

    async def open_page(url: str, person: str = ANN, channel: str = CARE, **options: Any) -> Page:
        context = await chromium.new_context(**{"viewport": WIDE, **options})
        contexts.append(context)
        page = await context.new_page()
        watch(page, url, troubles)
        await page.goto(f"{url}/?as={person}&channel={channel}")
        await page.get_by_test_id("channel-title").wait_for()
        await page.locator("[data-listening=true]").wait_for()  # what is posted before is never announced
        return page

    yield open_page
    for context in contexts:
        await context.close()
    assert troubles == []


@pytest.fixture
def visit(sandbox: Sandbox, browse: Visit) -> Visit:
    """Open the page of the test's own workspace, which outlives it: a page notes when that is gone."""
    return partial(browse, sandbox.url)


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def floor(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Floor]:
    """The demo's set in this process, one for all tests of a module; each brings its own complaint."""
    clock = Clock()
    folder = tmp_path_factory.mktemp("floor")
    async with staged(folder, undo_seconds=UNDO_SECONDS, now=clock) as stage:
        floor = Floor(stage, clock)
        floor.invite(Person(PARTNER, "Pat Quill", "Partner company", team="T0THEM"))
        yield floor


@pytest.fixture
def join(browse: Visit, floor: Floor) -> Iterator[Visit]:
    """Sit down at the floor's page as somebody; the next test finds no form open."""
    yield partial(browse, floor.url)
    floor.close_forms()


def watch(page: Page, url: str, troubles: list[str]) -> None:
    """Note whatever goes wrong on a page, and whatever it asks for that is not under `url`."""

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            troubles.append(message.text)

    page.on("console", on_console)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("dialog", lambda dialog: troubles.append(dialog.message))
    page.on(
        "request", lambda sent: None if sent.url.startswith((url, "data:")) else troubles.append(sent.url)
    )
