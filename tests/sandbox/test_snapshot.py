"""What the page is given: one screen for each person, and news of changes."""

from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox
from tests.sandbox.blocks import entry, home, modal, section
from tests.sandbox.conftest import ask

ANN = "U0ANN"


async def screen(sandbox: Sandbox, user: str = ANN, channel: str = "C0CARE") -> dict[str, Any]:
    answer = await ask("GET", f"{sandbox.url}/sandbox/state", params={"as": user, "channel": channel})
    return dict(answer.json)


async def test_a_screen_shows_messages_threads_and_people(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    parent = str((await slack.chat_postMessage(channel="C0CARE", text="card", blocks=[section()]))["ts"])
    await slack.chat_postMessage(channel="C0CARE", text="reply", thread_ts=parent)
    seen = await screen(sandbox)

    (message,) = seen["messages"]
    assert (message["text"], message["user"], message["reply_count"]) == ("card", "U0BOT", 1)
    assert message["blocks"][0]["block_id"]
    assert [reply["text"] for reply in seen["threads"][parent]] == ["reply"]
    assert {"id", "name", "title", "initials", "color", "is_bot", "is_guest", "is_stranger"} == set(
        seen["people"][0]
    )
    assert (seen["me"], seen["channel"], seen["connected"]) == (ANN, "C0CARE", False)


async def test_ephemerals_are_on_the_screen_of_their_reader_only(
    sandbox: Sandbox, slack: AsyncWebClient
) -> None:
    await slack.chat_postEphemeral(channel="C0CARE", user=ANN, text="not you")

    assert [message["ephemeral"] for message in (await screen(sandbox))["messages"]] == [True]
    assert (await screen(sandbox, "U0OUT"))["messages"] == []


async def test_a_channel_is_unread_until_it_is_looked_at(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    await slack.chat_postMessage(channel="C0CARE", text="new")
    before = await screen(sandbox, channel="C0OTHER")
    await screen(sandbox, channel="C0CARE")
    after = await screen(sandbox, channel="C0OTHER")

    unread = [{place["id"]: place["unread"] for place in seen["channels"]} for seen in (before, after)]
    assert (unread[0]["C0CARE"], unread[1]["C0CARE"]) == (1, 0)


async def test_a_person_sees_only_their_own_channels(sandbox: Sandbox) -> None:
    seen = await screen(sandbox, "U0GUEST", "C0OTHER")

    assert [place["id"] for place in seen["channels"]] == ["C0CARE", "D0GUEST"]
    assert seen["channel"] == "C0CARE"


async def test_modals_and_the_home_tab_are_on_the_screen(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    trigger = sandbox.workspace.permits.trigger(ANN, None, sandbox.workspace.clock())
    await slack.views_open(trigger_id=trigger, view=modal(entry(initial_value="Sorry")))
    await slack.views_publish(user_id=ANN, view=home())
    seen = await screen(sandbox)

    (view,) = seen["views"]
    assert view["state"]["reply"]["answer"]["value"] == "Sorry"
    assert (view["type"], view["title"]["text"], view["submit"]["text"]) == ("modal", "Edit", "Save")
    assert seen["home"]["blocks"][0]["type"] == "section"


async def test_a_stranger_gets_the_first_persons_screen(sandbox: Sandbox) -> None:
    assert (await screen(sandbox, "U0NOBODY", "nowhere"))["me"] == "U0STAFF"


async def test_pages_hear_of_changes_and_of_words_for_them(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    async with (
        aiohttp.ClientSession() as browser,
        browser.get(f"{sandbox.url}/sandbox/events", params={"as": "U0CALL"}) as events,
    ):
        await events.content.readuntil(b"\n\n")
        await slack.chat_postMessage(channel="C0CARE", text="<!subteam^S0CALL> please look")
        heard = [await events.content.readuntil(b"\n\n") for _ in range(2)]

    assert sorted(line.split(b"\n")[0] for line in heard) == [b"event: changed", b"event: notify"]
    assert any(b"please look" in line for line in heard)


async def test_unread_messages_that_name_a_person_or_their_group_are_counted_apart(
    sandbox: Sandbox, slack: AsyncWebClient
) -> None:
    for text in ("new", "<@U0CALL> look", "<!subteam^S0CALL> look", "<@U0ANN> look"):
        await slack.chat_postMessage(channel="C0CARE", text=text)
    await slack.chat_postMessage(channel="U0CALL", text="for you alone")
    seen = await screen(sandbox, "U0CALL", "C0OTHER")

    counted = {place["id"]: (place["unread"], place["mentions"]) for place in seen["channels"]}
    assert (counted["C0CARE"], counted["D0CALL"]) == ((4, 2), (1, 1))


async def test_a_person_dismisses_what_only_they_see(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    answer = await slack.chat_postEphemeral(channel="C0CARE", user=ANN, text="not you")
    act = {"kind": "dismiss", "channel": "C0CARE", "ts": answer["message_ts"]}

    await sandbox.act({**act, "as": "U0OUT"})
    assert len((await screen(sandbox))["messages"]) == 1
    await sandbox.act({**act, "as": ANN})
    assert (await screen(sandbox))["messages"] == []
