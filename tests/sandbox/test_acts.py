"""What people do, in the shapes that Slack sends; and what they are told when they cannot."""

from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import ActError, Sandbox
from tests.sandbox.blocks import Block, actions, button, entry, option, overflow, section, select
from tests.sandbox.conftest import Watch, connected_app

ANN = "U0ANN"
Bodies = list[dict[str, Any]]


@pytest.fixture
def clicks(app: AsyncApp) -> Bodies:
    """The payloads of all clicks, acknowledged."""
    seen: Bodies = []

    @app.action({"action_id": "go"})
    @app.action({"action_id": "more"})
    @app.action({"action_id": "pick"})
    @app.action({"action_id": "tick"})
    @app.action({"action_id": "who"})
    async def click(ack: AsyncAck, body: dict[str, Any]) -> None:
        seen.append(body)
        await ack()

    return seen


async def card(slack: AsyncWebClient, *blocks: Block, **extra: Any) -> str:
    sent = await slack.chat_postMessage(channel="C0CARE", text="card", blocks=list(blocks), **extra)
    return str(sent["ts"])


async def test_a_click_comes_in_slacks_shape(sandbox: Sandbox, slack: AsyncWebClient, clicks: Bodies) -> None:
    ts = await card(slack, actions(button(style="primary"), block_id="row"))
    await sandbox.click(ANN, "C0CARE", ts, "go")

    body = clicks[0]
    assert body["type"] == "block_actions"
    assert body["user"] == {"id": ANN, "username": "ann.keller", "name": "ann.keller", "team_id": "T0SAND"}
    assert body["team"] == {"id": "T0SAND", "domain": "sandbox"}
    assert body["api_app_id"] == "A0SAND"
    assert body["channel"] == {"id": "C0CARE", "name": "care"}
    assert body["container"] == {
        "type": "message",
        "message_ts": ts,
        "channel_id": "C0CARE",
        "is_ephemeral": False,
    }
    assert body["message"]["ts"] == ts
    assert body["message"]["user"] == "U0BOT"
    assert body["response_url"].startswith(f"{sandbox.url}/response/")
    assert body["trigger_id"]
    assert body["state"] == {"values": {}}
    clicked = body["actions"][0]
    assert clicked.pop("action_ts")
    assert clicked == {
        "type": "button",
        "action_id": "go",
        "block_id": "row",
        "text": {"type": "plain_text", "text": "Go"},
        "value": "7:1",
        "style": "primary",
    }


CHOICES: list[tuple[Block, str, Any, str, Any]] = [
    (overflow("a", "b"), "more", "b", "selected_option", option("b")),
    (select("a", "b"), "pick", "b", "selected_option", option("b")),
    (
        {"type": "checkboxes", "action_id": "tick", "options": [option("a"), option("b")]},
        "tick",
        ["a"],
        "selected_options",
        [option("a")],
    ),
    ({"type": "users_select", "action_id": "who"}, "who", "U0MANA", "selected_user", "U0MANA"),
]


@pytest.mark.parametrize(("element", "action_id", "choice", "field", "expected"), CHOICES)
async def test_a_choice_comes_with_what_was_chosen(
    sandbox: Sandbox,
    slack: AsyncWebClient,
    clicks: Bodies,
    element: Block,
    action_id: str,
    choice: Any,
    field: str,
    expected: Any,
) -> None:
    ts = await card(slack, actions(element))
    await sandbox.click(ANN, "C0CARE", ts, action_id, choice)

    assert clicks[0]["actions"][0][field] == expected


async def test_a_choice_in_a_message_stands_in_its_state(
    sandbox: Sandbox, slack: AsyncWebClient, clicks: Bodies
) -> None:
    ts = await card(slack, actions(select("a", "b"), block_id="row"), entry(initial_value="Sorry"))
    await sandbox.click(ANN, "C0CARE", ts, "pick", "b")

    values = clicks[0]["state"]["values"]
    assert values["row"]["pick"]["selected_option"] == option("b")
    assert values["reply"]["answer"]["value"] == "Sorry"


async def test_a_click_in_a_thread_names_the_thread(
    sandbox: Sandbox, slack: AsyncWebClient, clicks: Bodies
) -> None:
    parent = await card(slack, section())
    ts = await card(slack, actions(button()), thread_ts=parent)
    await sandbox.click(ANN, "C0CARE", ts, "go")

    assert clicks[0]["container"]["thread_ts"] == parent


async def test_the_page_can_click_what_it_still_shows(
    sandbox: Sandbox, slack: AsyncWebClient, clicks: Bodies
) -> None:
    ts = await card(slack, actions(button(), block_id="row"))
    await slack.chat_update(channel="C0CARE", ts=ts, text="decided", blocks=[section("decided")])
    click = {"kind": "block_action", "as": ANN, "container": "message", "channel": "C0CARE", "ts": ts}
    answer = await sandbox.act(
        click | {"block_id": "row", "action_id": "go", "element": button(), "value": None}
    )

    assert answer == {"ok": True}
    assert clicks[0]["actions"][0]["value"] == "7:1"


async def test_a_click_on_what_is_not_there_is_an_error_of_the_test(
    sandbox: Sandbox, slack: AsyncWebClient
) -> None:
    ts = await card(slack, actions(button(), overflow("a")))

    with pytest.raises(LookupError, match="no nowhere here, only"):
        await sandbox.click(ANN, "C0CARE", ts, "nowhere")
    with pytest.raises(LookupError, match="no option 'z'"):
        await sandbox.click(ANN, "C0CARE", ts, "more", "z")
    with pytest.raises(LookupError, match="no message"):
        await sandbox.click(ANN, "C0CARE", "1.000001", "go")


@pytest.mark.parametrize(
    ("act", "words"),
    [
        ({"kind": "dance", "as": ANN}, "does not know this act"),
        ({"kind": "open_home", "as": "U0NOBODY"}, "nobody called U0NOBODY"),
        ({"kind": "message", "as": "U0GUEST", "channel": "C0OTHER", "text": "x"}, "not in this channel"),
        ({"kind": "message", "as": ANN, "channel": "C0CARE", "text": " "}, "Write something"),
        (
            {"kind": "message", "as": ANN, "channel": "C0CARE", "text": "x", "thread_ts": "1.0"},
            "thread is gone",
        ),
        ({"kind": "slash", "as": ANN, "channel": "C0CARE", "command": "/giphy"}, "not a valid command"),
        ({"kind": "view_closed", "as": ANN, "view_id": "V0"}, "window is closed"),
        ({"kind": "timeline_reply", "as": ANN, "post": "x-1", "text": "x"}, "not there any more"),
        ({"kind": "block_action", "as": ANN, "channel": "C0CARE", "ts": "1.0"}, "message is gone"),
    ],
)
async def test_what_cannot_be_done_is_told_in_words(
    sandbox: Sandbox, act: dict[str, Any], words: str
) -> None:
    answer = await sandbox.act(act)

    assert answer["ok"] is False
    assert words in answer["error"]


async def test_an_answer_to_a_command_that_slack_would_not_take_is_told(
    sandbox: Sandbox, app: AsyncApp
) -> None:
    @app.command("/amends")
    async def command(ack: AsyncAck) -> None:
        await ack(text="x", blocks=[section("x" * 3001)])

    with pytest.raises(ActError, match="Slack refuses: invalid_blocks"):
        await sandbox.slash(ANN, "C0CARE")


async def test_shortcuts_come_with_and_without_a_message(
    sandbox: Sandbox, slack: AsyncWebClient, app: AsyncApp
) -> None:
    seen: Bodies = []

    @app.shortcut("draft_reply")
    async def shortcut(ack: AsyncAck, body: dict[str, Any]) -> None:
        seen.append(body)
        await ack()

    ts = await sandbox.say(ANN, "C0CARE", "look at this")
    shortcut_act = {"kind": "shortcut", "as": ANN, "callback_id": "draft_reply"}
    await sandbox.act(shortcut_act)
    await sandbox.act(shortcut_act | {"channel": "C0CARE", "ts": ts})
    assert [body["type"] for body in seen] == ["shortcut", "message_action"]
    assert seen[1]["message"]["text"] == "look at this"


async def test_what_people_write_reaches_an_app_that_has_subscribed() -> None:
    async with Sandbox(events={"message.channels", "app_mention"}) as sandbox:
        seen: list[str] = []
        async with connected_app(sandbox) as app:

            @app.event("message")
            @app.event("app_mention")
            async def heard(event: dict[str, Any]) -> None:
                seen.append(f"{event['type']} in {event['channel']}: {event['text']}")

            await sandbox.say(ANN, "C0CARE", "hello <@U0BOT>")
            await sandbox.wait_for(lambda: len(seen) == 2)

    assert sorted(seen) == [
        "app_mention in C0CARE: hello <@U0BOT>",
        "message in C0CARE: hello <@U0BOT>",
    ]


async def test_a_changed_user_group_is_told(sandbox: Sandbox, app: AsyncApp) -> None:
    seen: Bodies = []

    @app.event("subteam_members_changed")
    async def changed(event: dict[str, Any]) -> None:
        seen.append(event)

    sandbox.set_group("S0CALL", [ANN])
    await sandbox.wait_for(lambda: seen)
    assert (seen[0]["added_users"], seen[0]["removed_users"]) == ([ANN], ["U0CALL"])


async def test_a_response_answers_for_one_person_and_can_replace_the_message(
    sandbox: Sandbox, slack: AsyncWebClient, app: AsyncApp
) -> None:
    @app.action("go")
    async def go(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond("not you", replace_original=False)
        await respond("replaced", replace_original=True)

    ts = await card(slack, actions(button()))
    await sandbox.click(ANN, "C0CARE", ts, "go")
    await sandbox.wait_for(lambda: sandbox.message("C0CARE", ts)["text"] == "replaced")
    assert "blocks" not in sandbox.message("C0CARE", ts)
    assert [message["text"] for message in sandbox.ephemerals(ANN)] == ["not you"]


async def test_a_response_url_is_good_five_times_and_for_thirty_minutes(
    sandbox: Sandbox, slack: AsyncWebClient, clicks: Bodies, watch: Watch
) -> None:
    ts = await card(slack, actions(button()))
    await sandbox.click(ANN, "C0CARE", ts, "go")
    respond = AsyncRespond(response_url=clicks[0]["response_url"], proxy=None, ssl=None)
    statuses = [(await respond("x")).status_code for _ in range(6)]
    await sandbox.click(ANN, "C0CARE", ts, "go")
    watch.now += 30 * 60 + 1
    late = AsyncRespond(response_url=clicks[1]["response_url"], proxy=None, ssl=None)

    assert statuses == [200] * 5 + [404]
    assert (await late("x")).status_code == 404


async def test_waiting_gives_up_and_names_the_last_calls(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    await slack.auth_test()

    with pytest.raises(TimeoutError, match=r"auth\.test: ok"):
        await sandbox.wait_for(lambda: False, timeout=0.05)
