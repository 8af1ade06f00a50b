"""Socket Mode with the real Bolt app: acknowledgements, several connections, reconnects."""

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import ActError, Sandbox
from bot.sandbox.cast import BOT_USER
from tests.sandbox.blocks import actions, button, entry, modal

ANN = "U0ANN"


async def fresh_url(sandbox: Sandbox) -> str:
    client = AsyncWebClient(sandbox.app_token, base_url=sandbox.api_url)
    return str((await client.apps_connections_open(app_token=sandbox.app_token))["url"])


@asynccontextmanager
async def raw_link(sandbox: Sandbox) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    """A bare websocket with a fresh ticket, after its hello."""
    async with aiohttp.ClientSession() as session, session.ws_connect(await fresh_url(sandbox)) as link:
        hello = await link.receive_json()
        assert hello["type"] == "hello"
        yield link


async def card(slack: AsyncWebClient) -> str:
    sent = await slack.chat_postMessage(channel="C0CARE", text="card", blocks=[actions(button())])
    return str(sent["ts"])


async def test_a_click_opens_a_modal_and_its_submission_updates_the_card(
    sandbox: Sandbox, slack: AsyncWebClient, app: AsyncApp
) -> None:
    @app.action("go")
    async def go(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal(entry()))

    @app.view("edit")
    async def save(ack: AsyncAck, view: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        text = view["state"]["values"]["reply"]["answer"]["value"]
        await client.chat_update(channel="C0CARE", ts=ts, text=text)

    ts = await card(slack)
    await sandbox.click(ANN, "C0CARE", ts, "go")
    opened = await sandbox.wait_for(lambda: sandbox.views(ANN))
    await sandbox.submit(ANN, opened[0]["id"], {"reply": "Sorry, Jo."})

    assert await sandbox.wait_for(lambda: sandbox.message("C0CARE", ts)["text"] == "Sorry, Jo.")


async def test_the_answer_to_a_command_is_seen_by_the_asker_only(sandbox: Sandbox, app: AsyncApp) -> None:
    @app.command("/amends")
    async def command(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack(f"you said {body['text']}")

    await sandbox.slash(ANN, "C0CARE", "next")
    assert [message["text"] for message in sandbox.ephemerals(ANN)] == ["you said next"]
    assert sandbox.messages("C0CARE") == []


async def test_a_person_is_told_when_the_app_does_not_respond(
    sandbox: Sandbox, slack: AsyncWebClient
) -> None:
    ts = await card(slack)
    async with raw_link(sandbox):
        with pytest.raises(ActError, match="did not respond in time"):
            await sandbox.click(ANN, "C0CARE", ts, "go")


async def test_a_person_is_told_when_the_app_is_not_connected(
    sandbox: Sandbox, slack: AsyncWebClient
) -> None:
    ts = await card(slack)

    with pytest.raises(ActError, match="not connected"):
        await sandbox.click(ANN, "C0CARE", ts, "go")


async def test_every_envelope_goes_to_exactly_one_connection(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    async with raw_link(sandbox) as first, raw_link(sandbox) as second:
        sandbox.join(ANN, "C0CARE")
        sandbox.join("U0OUT", "C0CARE")
        envelopes = [await link.receive_json(timeout=5) for link in (first, second)]

    users = {envelope["payload"]["event"]["user"] for envelope in envelopes}
    assert users == {ANN, "U0OUT"}
    assert len({envelope["envelope_id"] for envelope in envelopes}) == 2


async def test_an_event_that_is_not_acknowledged_comes_again(sandbox: Sandbox) -> None:
    async with raw_link(sandbox) as link:
        sandbox.join(ANN, "C0CARE")
        first, again = await link.receive_json(timeout=5), await link.receive_json(timeout=5)
        await link.send_str(json.dumps({"envelope_id": again["envelope_id"]}))

    assert (first["retry_attempt"], again["retry_attempt"]) == (0, 1)
    assert again["payload"]["event_id"] == first["payload"]["event_id"]


async def test_a_ticket_is_good_once(sandbox: Sandbox) -> None:
    url = await fresh_url(sandbox)
    async with aiohttp.ClientSession() as session, session.ws_connect(url):
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)


async def test_the_eleventh_connection_is_sent_away(sandbox: Sandbox) -> None:
    async with AsyncExitStack() as stack:
        for _ in range(10):
            await stack.enter_async_context(raw_link(sandbox))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        one_more = await session.ws_connect(await fresh_url(sandbox))
        farewell = await one_more.receive_json()

    assert (farewell["type"], farewell["reason"]) == ("disconnect", "too_many_websockets")


@pytest.mark.parametrize("reason", ["warning", "refresh_requested", "link_cut"])
async def test_the_app_comes_back_after_it_was_sent_away(
    sandbox: Sandbox, app: AsyncApp, reason: str
) -> None:
    @app.command("/amends")
    async def command(ack: AsyncAck) -> None:
        await ack("still here")

    await sandbox.disconnect_socket(reason)
    assert not sandbox.connected
    await sandbox.wait_for(lambda: sandbox.connected, timeout=20)
    await sandbox.slash(ANN, "C0CARE")
    assert sandbox.ephemerals(ANN)[0]["text"] == "still here"


async def test_an_event_waits_for_the_connection(sandbox: Sandbox) -> None:
    sandbox.workspace.channels["C0OTHER"].members.discard(BOT_USER)
    async with raw_link(sandbox) as link:
        sandbox.join("U0GUEST", "C0OTHER")
        sandbox.join(BOT_USER, "C0OTHER")
        envelope = await link.receive_json(timeout=5)

    assert envelope["payload"]["event"] | {"event_ts": ""} == {
        "type": "member_joined_channel",
        "user": BOT_USER,
        "channel": "C0OTHER",
        "channel_type": "C",
        "team": "T0SAND",
        "event_ts": "",
    }
