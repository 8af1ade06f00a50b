"""Messages: who may write where, what an update keeps, and who sees what."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox
from bot.sandbox.cast import Channel
from tests.sandbox.blocks import actions, button, section


async def refusal(slack: AsyncWebClient, method: str, **arguments: Any) -> dict[str, Any]:
    with pytest.raises(SlackApiError) as caught:
        await slack.api_call(method, json=arguments)
    return dict(caught.value.response.data)


async def post(slack: AsyncWebClient, **arguments: Any) -> str:
    answer = await slack.chat_postMessage(**{"channel": "C0CARE", "text": "hello", **arguments})
    return str(answer["ts"])


async def test_a_message_is_stored_with_its_blocks_as_received(
    sandbox: Sandbox, slack: AsyncWebClient
) -> None:
    await post(slack, blocks=[section("*bold* &amp; <@U0ANN>")])

    assert sandbox.messages("C0CARE")[0]["blocks"] == [section("*bold* &amp; <@U0ANN>")]


async def test_the_answer_gives_every_block_an_id(slack: AsyncWebClient) -> None:
    answer = await slack.chat_postMessage(
        channel="C0CARE", text="x", blocks=[section(), section(block_id="mine")]
    )

    first, second = answer["message"]["blocks"]
    assert first["block_id"]
    assert second["block_id"] == "mine"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"channel": "C0NONE", "text": "x"}, "channel_not_found"),
        ({"channel": "C0OTHER", "text": "x"}, "not_in_channel"),
        ({"channel": "C0CARE"}, "no_text"),
        ({"channel": "C0CARE", "text": "x", "thread_ts": "1.000001"}, "cannot_reply_to_message"),
        ({"channel": "C0CARE", "text": "x", "metadata": {"event_type": "x"}}, "invalid_metadata_format"),
        ({"channel": "C0CARE", "text": "x", "blocks": "[nonsense"}, "invalid_blocks_format"),
        ({"channel": "C0CARE", "text": "x", "blocks": [{"type": "nonsense"}]}, "invalid_blocks"),
    ],
)
async def test_a_post_is_refused(slack: AsyncWebClient, arguments: dict[str, Any], error: str) -> None:
    assert (await refusal(slack, "chat.postMessage", **arguments))["error"] == error


async def test_invalid_blocks_are_named_by_their_place(slack: AsyncWebClient) -> None:
    answer = await refusal(
        slack, "chat.postMessage", channel="C0CARE", text="x", blocks=[section("x" * 3001)]
    )

    expected = "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    assert answer["errors"] == [expected]
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {expected}"]


async def test_nobody_writes_into_an_archived_channel(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    sandbox.workspace.channels["C0OLD"] = Channel("C0OLD", "old", {"U0BOT"}, is_archived=True)

    assert (await refusal(slack, "chat.postMessage", channel="C0OLD", text="x"))["error"] == "is_archived"


async def test_a_private_channel_without_the_bot_is_unknown_to_it(
    sandbox: Sandbox, slack: AsyncWebClient
) -> None:
    sandbox.workspace.channels["C0PRIV"] = Channel("C0PRIV", "secret", {"U0ANN"}, is_private=True)

    assert (await refusal(slack, "chat.postMessage", channel="C0PRIV", text="x"))[
        "error"
    ] == "channel_not_found"


async def test_a_persons_id_opens_the_direct_conversation(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    answer = await slack.chat_postMessage(channel="U0CALL", text="please look")

    assert answer["channel"] == "D0CALL"
    assert [message["text"] for message in sandbox.dms("U0CALL")] == ["please look"]


async def test_replies_stand_in_the_thread_and_not_in_the_channel(
    sandbox: Sandbox, slack: AsyncWebClient
) -> None:
    parent = await post(slack)
    await post(slack, text="answer", thread_ts=parent)

    assert len(sandbox.messages("C0CARE")) == 1
    assert [reply["text"] for reply in sandbox.thread("C0CARE", parent)] == ["answer"]


async def test_text_without_blocks_removes_the_blocks(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    ts = await post(slack, blocks=[section()])
    await slack.chat_update(channel="C0CARE", ts=ts, text="only words")

    assert "blocks" not in sandbox.message("C0CARE", ts)


async def test_an_update_with_blocks_keeps_the_metadata_and_shows_no_edited_mark(
    sandbox: Sandbox, slack: AsyncWebClient
) -> None:
    metadata = {"event_type": "card", "event_payload": {"id": "1"}}
    ts = await post(slack, blocks=[section()], metadata=metadata)
    await slack.chat_update(channel="C0CARE", ts=ts, text="new", blocks=[section("new")])

    message = sandbox.message("C0CARE", ts)
    assert (message["metadata"], message["text"]) == (metadata, "new")
    assert "edited" not in message


async def test_an_update_gives_blocks_without_an_id_a_new_one(slack: AsyncWebClient) -> None:
    posted = await slack.chat_postMessage(channel="C0CARE", text="x", blocks=[section()])
    updated = await slack.chat_update(channel="C0CARE", ts=posted["ts"], text="x", blocks=[section()])

    assert posted["message"]["blocks"] != updated["message"]["blocks"]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"ts": "1.000001", "text": "x"}, "message_not_found"),
        ({"text": "x" * 4001}, "msg_too_long"),
        ({}, "no_text"),
        ({"text": "x", "blocks": [actions()]}, "invalid_blocks"),
    ],
)
async def test_an_update_is_refused(slack: AsyncWebClient, arguments: dict[str, Any], error: str) -> None:
    ts = await post(slack)
    answer = await refusal(slack, "chat.update", **{"channel": "C0CARE", "ts": ts, **arguments})

    assert answer["error"] == error


async def test_the_message_of_a_person_cannot_be_changed(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    ts = await sandbox.say("U0ANN", "C0CARE", "mine")
    message = {"channel": "C0CARE", "ts": ts}

    assert (await refusal(slack, "chat.update", **message, text="x"))["error"] == "cant_update_message"
    assert (await refusal(slack, "chat.delete", **message))["error"] == "cant_delete_message"


async def test_an_ephemeral_message_is_seen_by_its_reader_only(
    sandbox: Sandbox, slack: AsyncWebClient
) -> None:
    await slack.chat_postEphemeral(channel="C0CARE", user="U0OUT", text="not you")

    assert [message["text"] for message in sandbox.ephemerals("U0OUT")] == ["not you"]
    assert sandbox.ephemerals("U0ANN") == []
    assert sandbox.messages("C0CARE") == []


async def test_an_ephemeral_message_cannot_be_updated(slack: AsyncWebClient) -> None:
    sent = await slack.chat_postEphemeral(channel="C0CARE", user="U0OUT", text="not you")
    answer = await refusal(slack, "chat.update", channel="C0CARE", ts=sent["message_ts"], text="x")

    assert answer["error"] == "message_not_found"


async def test_an_ephemeral_message_needs_a_reader_in_the_channel(
    sandbox: Sandbox, slack: AsyncWebClient
) -> None:
    sandbox.workspace.channels["C0CARE"].members.discard("U0OUT")
    answer = await refusal(slack, "chat.postEphemeral", channel="C0CARE", user="U0OUT", text="x")

    assert answer["error"] == "user_not_in_channel"


async def test_a_deleted_message_is_gone(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    ts = await post(slack)
    await slack.chat_delete(channel="C0CARE", ts=ts)

    assert sandbox.messages("C0CARE") == []


async def test_a_deleted_message_with_replies_leaves_a_mark(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    ts = await post(slack, blocks=[actions(button())])
    await post(slack, thread_ts=ts)
    await slack.chat_delete(channel="C0CARE", ts=ts)

    assert sandbox.message("C0CARE", ts)["subtype"] == "tombstone"
    assert "blocks" not in sandbox.message("C0CARE", ts)


async def test_a_permalink_points_to_this_machine(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    ts = await post(slack)
    answer = await slack.chat_getPermalink(channel="C0CARE", message_ts=ts)

    assert answer["permalink"] == f"{sandbox.url}/archives/C0CARE/p{ts.replace('.', '')}"


async def test_pins_and_reactions_are_added_once(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    ts = await post(slack)
    await slack.pins_add(channel="C0CARE", timestamp=ts)
    await slack.reactions_add(channel="C0CARE", timestamp=ts, name="eyes")

    again = await refusal(slack, "reactions.add", channel="C0CARE", timestamp=ts, name="eyes")
    assert again["error"] == "already_reacted"
    assert sandbox.message("C0CARE", ts)["pinned_to"] == ["C0CARE"]


async def test_old_messages_make_room_for_new_ones() -> None:
    async with Sandbox(rate_limits="off", kept_messages=2, kept_calls=2) as sandbox:
        slack = AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url)
        for text in ("one", "two", "three"):
            await post(slack, text=text)

        assert [message["text"] for message in sandbox.messages("C0CARE")] == ["two", "three"]
        assert len(sandbox.calls) == 2
