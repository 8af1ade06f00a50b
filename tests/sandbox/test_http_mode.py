"""HTTP mode: signed requests that the real Bolt checks."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox import ActError, Sandbox
from bot.sandbox.serving import Serving
from tests.sandbox.blocks import actions, button, entry, modal

SECRET = "the signing secret"
ANN = "U0ANN"


@pytest.fixture
async def bolt() -> AsyncApp:
    return AsyncApp(name="test", client=AsyncWebClient("xoxb-sandbox"), signing_secret=SECRET)


@pytest.fixture
async def request_url(bolt: AsyncApp) -> AsyncIterator[str]:
    handler = AsyncSlackRequestHandler(bolt)

    async def receive(request: Request) -> Response:
        return await handler.handle(request)

    serving = Serving(Starlette(routes=[Route("/slack/events", receive, methods=["POST"])]), 0)
    yield f"http://127.0.0.1:{await serving.start()}/slack/events"
    await serving.stop()


@pytest.fixture
async def signed(bolt: AsyncApp, request_url: str) -> AsyncIterator[Sandbox]:
    async with Sandbox(request_url=request_url, signing_secret=SECRET) as running:
        bolt.client.base_url = running.api_url
        yield running


async def test_clicks_and_submissions_are_posted(signed: Sandbox, bolt: AsyncApp) -> None:
    @bolt.action("go")
    async def go(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal(entry()))

    @bolt.view("edit")
    async def save(ack: AsyncAck) -> None:
        await ack(response_action="errors", errors={"reply": "Too cold."})

    sent = await bolt.client.chat_postMessage(channel="C0CARE", text="x", blocks=[actions(button())])
    await signed.click(ANN, "C0CARE", sent["ts"], "go")
    views = await signed.wait_for(lambda: signed.views(ANN))
    assert await signed.submit(ANN, views[0]["id"], {"reply": "No."}) == {"reply": "Too cold."}


async def test_a_command_is_posted_as_a_form(signed: Sandbox, bolt: AsyncApp) -> None:
    @bolt.command("/amends")
    async def command(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack(f"{body['user_id']} said {body['text']}")

    await signed.slash(ANN, "C0CARE", "next & more")
    assert signed.ephemerals(ANN)[0]["text"] == "U0ANN said next & more"


async def test_events_are_posted_as_json(signed: Sandbox, bolt: AsyncApp) -> None:
    seen: list[str] = []

    @bolt.event("app_home_opened")
    async def opened(event: dict[str, Any]) -> None:
        seen.append(event["user"])

    await signed.open_home(ANN)
    assert await signed.wait_for(lambda: seen) == [ANN]


async def test_a_wrong_secret_is_refused_by_the_app(request_url: str) -> None:
    async with Sandbox(request_url=request_url, signing_secret="another secret") as stranger:
        with pytest.raises(ActError, match="401"):
            await stranger.slash(ANN, "C0CARE")


async def test_an_app_that_is_away_is_named(request_url: str) -> None:
    async with Sandbox(request_url="http://127.0.0.1:9/", signing_secret=SECRET) as lonely:
        with pytest.raises(ActError, match="not connected"):
            await lonely.slash(ANN, "C0CARE")
