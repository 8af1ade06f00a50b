"""What the app can look up: conversations, people, groups, and pages of them."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import ActError, Sandbox
from bot.sandbox.cast import BOT_USER, Channel, Person


async def posted(slack: AsyncWebClient, *texts: str, **extra: Any) -> list[str]:
    return [str((await slack.chat_postMessage(channel="C0CARE", text=text, **extra))["ts"]) for text in texts]


async def test_the_history_is_newest_first_and_comes_in_pages(slack: AsyncWebClient) -> None:
    await posted(slack, "one", "two", "three")
    first = await slack.conversations_history(channel="C0CARE", limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    second = await slack.conversations_history(channel="C0CARE", limit=2, cursor=cursor)

    assert [message["text"] for message in first["messages"]] == ["three", "two"]
    assert first["has_more"] is True
    assert [message["text"] for message in second["messages"]] == ["one"]
    assert (second["has_more"], second["response_metadata"]["next_cursor"]) == (False, "")


async def test_the_history_can_be_asked_from_a_time_on(slack: AsyncWebClient) -> None:
    first, _second = await posted(slack, "one", "two")

    later = await slack.conversations_history(channel="C0CARE", oldest=first)
    both = await slack.conversations_history(channel="C0CARE", oldest=first, inclusive=True)
    assert (len(later["messages"]), len(both["messages"])) == (1, 2)


async def test_metadata_comes_only_when_asked_for(slack: AsyncWebClient) -> None:
    metadata = {"event_type": "card", "event_payload": {"id": "1"}}
    await posted(slack, "card", metadata=metadata)

    plain = await slack.conversations_history(channel="C0CARE")
    full = await slack.conversations_history(channel="C0CARE", include_all_metadata=True)
    assert "metadata" not in plain["messages"][0]
    assert full["messages"][0]["metadata"] == metadata


async def test_a_thread_is_its_parent_and_its_replies(slack: AsyncWebClient) -> None:
    (parent,) = await posted(slack, "parent")
    await posted(slack, "reply", thread_ts=parent)
    answer = await slack.conversations_replies(channel="C0CARE", ts=parent)

    assert [message["text"] for message in answer["messages"]] == ["parent", "reply"]
    assert answer["messages"][0]["reply_count"] == 1


async def test_a_channel_says_what_it_is(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    sandbox.workspace.channels["C0EXT"] = Channel("C0EXT", "ext", {"U0BOT"}, is_ext_shared=True)

    assert (await slack.conversations_info(channel="C0CARE"))["channel"]["is_member"] is True
    assert (await slack.conversations_info(channel="C0OTHER"))["channel"]["is_member"] is False
    assert (await slack.conversations_info(channel="C0EXT"))["channel"]["is_ext_shared"] is True


async def test_public_channels_are_listed(slack: AsyncWebClient) -> None:
    answer = await slack.conversations_list(types="public_channel")

    assert [channel["name"] for channel in answer["channels"]] == ["care", "other"]


async def test_the_members_of_a_channel_are_listed(slack: AsyncWebClient) -> None:
    answer = await slack.conversations_members(channel="C0CARE")

    assert {"U0BOT", "U0OUT", "U0GUEST"} <= set(answer["members"])


async def test_a_direct_conversation_can_be_opened(slack: AsyncWebClient) -> None:
    opened = await slack.conversations_open(users="U0ANN")

    assert opened["channel"]["id"] == "D0ANN"


async def test_a_guest_is_marked_as_one(slack: AsyncWebClient) -> None:
    guest, staff = await slack.users_info(user="U0GUEST"), await slack.users_info(user="U0STAFF")

    assert (guest["user"]["is_restricted"], staff["user"]["is_restricted"]) == (True, False)
    assert staff["user"]["profile"]["display_name"] == "Sam Ortiz"


async def test_a_member_of_another_workspace_is_a_stranger_without_commands() -> None:
    pat = Person("U0PAT", "Pat Quill", team="T0THEM")
    channels = [Channel("C0CARE", "care", {pat.id, BOT_USER}, is_ext_shared=True)]
    async with Sandbox(people=[pat], channels=channels) as sandbox:
        slack = AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url)
        user = (await slack.users_info(user=pat.id))["user"]
        with pytest.raises(ActError, match="not a valid command"):
            await sandbox.slash(pat.id, "C0CARE", "next")

    assert (user["is_stranger"], user["team_id"]) == (True, "T0THEM")


async def test_people_come_in_pages(slack: AsyncWebClient) -> None:
    first = await slack.users_list(limit=4)
    second = await slack.users_list(limit=4, cursor=first["response_metadata"]["next_cursor"])

    assert len(first["members"]) == 4
    assert second["members"][-1]["is_bot"] is True


async def test_a_user_group_lists_its_people(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    sandbox.set_group("S0CALL", ["U0ANN", "U0CALL"])

    assert (await slack.usergroups_users_list(usergroup="S0CALL"))["users"] == ["U0ANN", "U0CALL"]
    assert (await slack.usergroups_list())["usergroups"][0]["handle"] == "oncall"


async def test_the_token_says_whose_it_is(slack: AsyncWebClient) -> None:
    answer = await slack.auth_test()

    assert (answer["user_id"], answer["team_id"], answer["bot_id"]) == ("U0BOT", "T0SAND", "B0BOT")
    assert (await slack.bots_info(bot="B0BOT"))["bot"]["app_id"] == "A0SAND"
    assert (await slack.team_info())["team"]["id"] == "T0SAND"
    assert (await slack.api_test(foo="bar"))["args"] == {"foo": "bar"}


@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        ("users.info", {"user": "U0NOBODY"}, "user_not_found"),
        ("usergroups.users.list", {"usergroup": "S0NONE"}, "no_such_subteam"),
        ("conversations.info", {"channel": "C0NONE"}, "channel_not_found"),
        ("conversations.history", {"channel": "C0OTHER"}, "not_in_channel"),
        ("conversations.history", {"channel": "C0CARE", "cursor": "nonsense"}, "invalid_cursor"),
        ("conversations.history", {"channel": "C0CARE", "oldest": "soon"}, "invalid_ts_oldest"),
        ("conversations.replies", {"channel": "C0CARE", "ts": "1.000001"}, "thread_not_found"),
        ("conversations.info", {}, "invalid_arguments"),
        ("chat.meMessage", {}, "unknown_method"),
    ],
)
async def test_a_question_is_refused(
    slack: AsyncWebClient, method: str, arguments: dict[str, str], error: str
) -> None:
    with pytest.raises(SlackApiError) as caught:
        await slack.api_call(method, params=arguments)

    assert caught.value.response["error"] == error
