"""What Slack delivers twice is done once, and both deliveries get the same answer."""

import asyncio
from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.ids import Action
from bot.slack.receiving import KEPT, Receiving
from tests.builders import ANN, CHANNEL
from tests.slack.stage import Stage


@pytest.fixture
def kind() -> str:
    """Nothing here looks at a database."""
    return "sqlite"


def a_command(trigger_id: str, **more: Any) -> dict[str, Any]:
    told = {"command": "/amends", "user_id": ANN, "channel_id": CHANNEL, "team_id": "T0SAND", "text": "x"}
    return {**told, "trigger_id": trigger_id, **more}


async def deliver(receiving: Receiving, body: Any) -> BoltResponse:
    return await receiving.answer(body, lambda: AsyncBoltRequest(mode="socket_mode", body=body))


@pytest.fixture
def heard(client: AsyncWebClient) -> tuple[Receiving, list[str]]:
    """An app that takes its time, and what it heard."""
    app, texts = AsyncApp(name="test", client=client), list[str]()

    @app.command("/amends")
    async def typed(ack: AsyncAck, body: dict[str, str]) -> None:
        texts.append(body["trigger_id"])
        await asyncio.sleep(0.05)
        await ack(f"answer {len(texts)}")

    return Receiving(app), texts


async def test_the_same_press_delivered_twice_is_done_once(heard: tuple[Receiving, list[str]]) -> None:
    receiving, texts = heard

    both = await asyncio.gather(*(deliver(receiving, a_command("1.a")) for _ in range(2)))
    later = await deliver(receiving, a_command("1.a"))

    assert texts == ["1.a"]
    assert [answer.body for answer in (*both, later)] == ["answer 1"] * 3


async def test_two_presses_are_two(heard: tuple[Receiving, list[str]]) -> None:
    receiving, texts = heard

    await asyncio.gather(*(deliver(receiving, a_command(trigger)) for trigger in ("1.a", "1.b", "", "")))

    assert sorted(texts) == ["", "", "1.a", "1.b"]


async def test_what_was_not_answered_is_done_again_when_it_comes_again(
    heard: tuple[Receiving, list[str]],
) -> None:
    receiving, texts = heard
    other = a_command("1.a", command="/other")

    assert (await deliver(receiving, other)).status == 404
    assert (await deliver(receiving, a_command("1.a"))).status == 200
    assert texts == ["1.a"]


async def test_only_the_newest_are_remembered(heard: tuple[Receiving, list[str]]) -> None:
    receiving, _texts = heard
    done = [deliver(receiving, a_command(f"{number}")) for number in range(KEPT + 5)]
    await asyncio.gather(*done)

    assert len(receiving._answers) == KEPT


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        "x",
        {},
        {"type": []},
        a_command("1.a", user_id=["U"]),
        a_command("1.a", text={"a": 1}),
        a_command("1.a", text="x" * 10_000),
        {"type": "block_actions", "user": {"id": ANN}, "actions": []},
        {"type": "block_actions", "user": ANN, "actions": [{"type": "button", "action_id": "a"}]},
        {"type": "view_submission", "user": {"id": ANN}, "view": {"id": "V", "type": "modal"}},
    ],
    ids=lambda body: str(body)[:40],
)
async def test_what_nobody_can_read_is_acknowledged_and_nothing_else(
    heard: tuple[Receiving, list[str]], body: Any
) -> None:
    receiving, texts = heard

    answer = await deliver(receiving, body)

    assert (answer.status, answer.body, texts) == (200, "", [])


async def test_a_press_that_comes_over_both_connections_is_one_call(stage: Stage) -> None:
    await stage.show_card()
    press = _press(stage)

    await asyncio.gather(*(stage.sandbox.hand_over("interactive", press) for _ in range(2)))

    assert (await stage.asked())[0] == "take"


def _press(stage: Stage) -> dict[str, Any]:
    button = {
        "type": "button",
        "action_id": Action.TAKE.value,
        "value": f"{stage.draft_id}:1",
        "block_id": "b",
    }
    return {
        "type": "block_actions",
        "user": {"id": ANN, "team_id": "T0SAND"},
        "team": {"id": "T0SAND"},
        "trigger_id": "7.seven",
        "actions": [{**button, "action_ts": "1.0"}],
    }
