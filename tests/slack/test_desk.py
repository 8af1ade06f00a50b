"""The desk against a strict Slack: in place, in order, within limits, and healing what got lost."""

import asyncio
from typing import Any

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import SlackFault
from bot.models import Draft, DraftState, MessageKind, Priority, SlackMessage
from bot.sandbox import Sandbox
from bot.sandbox.shapes import Json
from bot.slack.desk import Desk
from bot.store import drafts, slack_messages
from bot.store.database import Database
from bot.store.slack_messages import CALL_OVER_AFTER, PROBLEM_PAUSE
from tests.builders import ANN, CHANNEL, OLIVE, a_mention, put_draft
from tests.slack.conftest import MakeDesk
from tests.slack.views import labels, shown
from tests.slack.watch import Watch

OTHER = "C0OTHER"
"""A channel that the bot is not in."""
NO_SLACK = "http://127.0.0.1:9/api/"


async def card(database: Database, external_id: str = "1", **changes: Any) -> str:
    async with database.writing() as session:
        draft = await put_draft(session, mention=a_mention(external_id), **changes)
        return draft.id


async def alarm(database: Database, watch: Watch, id: str, **given: Any) -> None:
    values: dict[str, Any] = {"kind": MessageKind.ALARM, "audience": CHANNEL, "args": {"text": id}}
    async with database.writing() as session:
        await slack_messages.show(session, id=id, now=watch(), **(values | given))


async def touch(database: Database, watch: Watch, draft_id: str, **given: Any) -> None:
    async with database.writing() as session:
        await slack_messages.touch_card(session, draft_id, watch(), **given)


async def row(database: Database, id: str) -> SlackMessage:
    async with database.reading() as session:
        found = await slack_messages.get(session, id)
    assert found is not None
    return found


async def render_all(desk: Desk, watch: Watch, seconds: float, step: float = 0.5) -> None:
    """Let the desk turn for a while."""
    for _ in range(int(seconds / step)):
        while await desk.render_due():
            pass
        watch.turn(step)


def posted(sandbox: Sandbox) -> list[str]:
    """What the alarms in the channel say."""
    return [shown(message["blocks"]).splitlines()[-1] for message in sandbox.messages(CHANNEL)]


def refused(sandbox: Sandbox) -> list[str]:
    return [f"{call.method}: {call.error}" for call in sandbox.calls if call.error]


async def test_a_card_is_posted_once_and_remembered(desk: Desk, database: Database, sandbox: Sandbox) -> None:
    draft_id = await card(database)

    assert [await desk.render_due(), await desk.render_due()] == [1, 0]

    found = await row(database, f"card:{draft_id}")
    assert [message["ts"] for message in sandbox.messages(CHANNEL)] == [found.ts]
    assert "Approve" in labels(sandbox.messages(CHANNEL)[0]["blocks"])


async def test_posts_show_no_previews_and_make_no_links(
    desk: Desk, database: Database, sandbox: Sandbox
) -> None:
    await card(database)
    await desk.render_due()

    sent = sandbox.calls_of("chat.postMessage")[0].args
    assert (sent["unfurl_links"], sent["unfurl_media"]) == (False, False)
    assert (sent["parse"], sent["link_names"]) == ("none", False)


async def test_a_change_is_shown_in_place(
    desk: Desk, database: Database, sandbox: Sandbox, watch: Watch
) -> None:
    draft_id = await card(database)
    await desk.render_due()
    async with database.writing() as session:
        await _decline(session, draft_id)
        await slack_messages.touch_card(session, draft_id, watch())

    await desk.render_due()

    (message,) = sandbox.messages(CHANNEL)
    assert "No reply" in message["text"]
    assert labels(message["blocks"]) == ["Reopen", "History…"]
    sent = sandbox.calls_of("chat.update")[0].args
    assert (sent["parse"], sent["link_names"]) == ("none", False)


async def test_many_changes_are_one_call(
    desk: Desk, database: Database, sandbox: Sandbox, watch: Watch
) -> None:
    draft_id = await card(database)
    await desk.render_due()
    for _ in range(10):
        await touch(database, watch, draft_id)

    await desk.render_due()

    assert len(sandbox.calls_of("chat.update")) == 1


async def test_the_urgent_is_posted_first(
    desk: Desk, database: Database, sandbox: Sandbox, watch: Watch
) -> None:
    for id, priority in {"status": Priority.STATUS, "card": Priority.CARD, "ping": Priority.PING}.items():
        await alarm(database, watch, id, priority=priority)

    await render_all(desk, watch, 5)

    assert posted(sandbox) == ["ping", "card", "status"]


async def test_a_thread_line_stands_under_its_card(
    desk: Desk, database: Database, sandbox: Sandbox, watch: Watch
) -> None:
    draft_id = await card(database)
    line = {"kind": MessageKind.DECISION, "parent_id": f"card:{draft_id}", "args": {"decision": "failed"}}
    await alarm(database, watch, "line", **line)

    await render_all(desk, watch, 3)

    (message,) = sandbox.messages(CHANNEL)
    assert ["It was not sent." in one["text"] for one in sandbox.thread(CHANNEL, message["ts"])] == [True]


async def test_a_storm_never_meets_slacks_limits_and_shows_everything(
    desk: Desk, database: Database, sandbox: Sandbox, watch: Watch
) -> None:
    cards = [await card(database, str(number)) for number in range(10)]
    await render_all(desk, watch, 14, step=1)
    for _ in range(7):
        for draft_id in cards:
            await touch(database, watch, draft_id)
        await render_all(desk, watch, 4, step=1)

    await render_all(desk, watch, 20, step=2)

    assert refused(sandbox) == []
    assert len(sandbox.messages(CHANNEL)) == 10
    assert 10 < len(sandbox.calls_of("chat.update")) <= 45
    assert not any([(await row(database, f"card:{draft_id}")).stale for draft_id in cards])


async def test_a_persons_change_does_not_wait_behind_a_storm_of_others(
    desk: Desk, database: Database, sandbox: Sandbox, watch: Watch
) -> None:
    cards = [await card(database, str(number)) for number in range(12)]
    await render_all(desk, watch, 20, step=1)
    for draft_id in cards:
        await touch(database, watch, draft_id, priority=Priority.STATUS)
    while await desk.render_due():
        pass
    waiting = [one for one in cards if (await row(database, f"card:{one}")).stale]

    await touch(database, watch, waiting[-1], priority=Priority.PERSON)
    await desk.render_due()

    assert not (await row(database, f"card:{waiting[-1]}")).stale
    assert (await row(database, f"card:{waiting[0]}")).stale


async def test_a_429_parks_the_method_as_long_as_slack_asks(
    desk: Desk, database: Database, sandbox: Sandbox, watch: Watch
) -> None:
    await card(database)
    sandbox.fail("chat.postMessage", error="ratelimited", status=429, retry_after=7)

    await render_all(desk, watch, 6.5)
    calls_while_parked = len(sandbox.calls_of("chat.postMessage"))
    await render_all(desk, watch, 1)

    assert calls_while_parked == 1
    assert len(sandbox.messages(CHANNEL)) == 1


async def test_a_post_whose_answer_was_lost_is_found_again(
    desk: Desk, database: Database, sandbox: Sandbox, watch: Watch
) -> None:
    draft_id = await card(database)
    sandbox.fail("chat.postMessage", drop=True)

    await render_all(desk, watch, CALL_OVER_AFTER.total_seconds() + 4, step=2)

    (message,) = sandbox.messages(CHANNEL)
    found = await row(database, f"card:{draft_id}")
    assert (found.ts, found.stale) == (message["ts"], False)


async def test_without_the_right_to_look_a_lost_post_is_posted_again(
    make_desk: MakeDesk, database: Database, watch: Watch
) -> None:
    draft_id = await card(database)
    async with Sandbox(clock=watch.seconds, scopes=["chat:write"]) as strict:
        strict.fail("chat.postMessage", drop=True)

        await render_all(make_desk(strict.api_url), watch, CALL_OVER_AFTER.total_seconds() + 4, step=2)

        newest = strict.messages(CHANNEL)[-1]["ts"]
    assert (await row(database, f"card:{draft_id}")).ts == newest


async def test_a_card_that_somebody_deleted_comes_back_with_its_next_change(
    desk: Desk, database: Database, sandbox: Sandbox, watch: Watch
) -> None:
    draft_id = await card(database)
    await desk.render_due()
    _delete(sandbox, sandbox.messages(CHANNEL)[0])

    await touch(database, watch, draft_id)
    await render_all(desk, watch, 3)

    assert (await row(database, f"card:{draft_id}")).ts in [one["ts"] for one in sandbox.messages(CHANNEL)]


async def test_a_line_under_a_deleted_card_brings_the_card_back(
    desk: Desk, database: Database, sandbox: Sandbox, watch: Watch
) -> None:
    draft_id = await card(database)
    await desk.render_due()
    _delete(sandbox, sandbox.messages(CHANNEL)[0])

    line = {"kind": MessageKind.DECISION, "parent_id": f"card:{draft_id}", "args": {"decision": "failed"}}
    await alarm(database, watch, "line", **line)
    await render_all(desk, watch, 5)

    newest = sandbox.messages(CHANNEL)[-1]
    assert len(sandbox.thread(CHANNEL, newest["ts"])) == 1


async def test_what_slack_refuses_is_kept_with_the_reason_and_holds_up_nothing(
    desk: Desk, database: Database, sandbox: Sandbox, watch: Watch
) -> None:
    await alarm(database, watch, "unwanted", audience=OTHER, priority=Priority.PING)
    await alarm(database, watch, "wanted")

    await render_all(desk, watch, 3)

    assert posted(sandbox) == ["wanted"]
    assert (await row(database, "unwanted")).problem == "chat.postMessage: not_in_channel"


async def test_it_is_shown_once_the_bot_is_invited(
    desk: Desk, database: Database, sandbox: Sandbox, watch: Watch
) -> None:
    await alarm(database, watch, "wanted", audience=OTHER)
    await render_all(desk, watch, 1)

    sandbox.join("U0BOT", OTHER)
    await render_all(desk, watch, PROBLEM_PAUSE.total_seconds() + 10, step=5)

    assert len(sandbox.messages(OTHER)) == 1


async def test_a_layout_that_slack_refuses_is_shown_in_plain_words(
    desk: Desk, database: Database, sandbox: Sandbox, watch: Watch
) -> None:
    await card(database)
    sandbox.fail("chat.postMessage", error="invalid_blocks")

    await render_all(desk, watch, 3)

    (message,) = sandbox.messages(CHANNEL)
    assert "would not show this message in full" in shown(message["blocks"])
    assert "My bag missed the 7:40" in shown(message["blocks"])


async def test_rows_wait_while_slack_is_away(
    make_desk: MakeDesk, database: Database, sandbox: Sandbox, watch: Watch
) -> None:
    draft_id = await card(database)
    await render_all(make_desk(NO_SLACK), watch, 5)
    before = await row(database, f"card:{draft_id}")

    await render_all(make_desk(), watch, 5)

    assert (before.ts, before.stale, before.post_started_at) == (None, True, None)
    assert len(sandbox.messages(CHANNEL)) == 1


async def test_two_desks_post_a_card_once(
    make_desk: MakeDesk, database: Database, sandbox: Sandbox, watch: Watch
) -> None:
    for number in range(3):
        await card(database, str(number))
    desks = [make_desk(), make_desk()]

    for _ in range(10):
        await asyncio.gather(*(desk.render_due() for desk in desks))
        watch.turn(1)

    assert len(sandbox.messages(CHANNEL)) == 3


async def test_a_direct_message_reaches_the_person_with_a_link_to_the_card(
    desk: Desk, database: Database, sandbox: Sandbox, watch: Watch
) -> None:
    draft_id = await card(database)
    await desk.render_due()
    called = {"kind": MessageKind.PING_DM, "audience": ANN, "subject_id": draft_id}
    await alarm(database, watch, "dm", **called, args={"why": "severity", "severity": 4})

    await render_all(desk, watch, 2)

    (message,) = sandbox.dms(ANN)
    assert f"{sandbox.url}/archives/{CHANNEL}/p" in shown(message["blocks"])
    assert labels(message["blocks"])[0] == "I'll take it"


async def test_only_the_person_sees_a_note_to_them(desk: Desk, sandbox: Sandbox) -> None:
    await desk.ephemeral(OLIVE, "Ask <@U0MANA>. <!channel>")

    (note,) = sandbox.ephemerals(OLIVE)
    assert "<@U0MANA>" in shown(note["blocks"])
    assert note["text"] == "Ask <@U0MANA>. &lt;!channel&gt;"
    assert sandbox.messages(CHANNEL) == []


async def test_where_a_note_cannot_go_the_person_gets_a_direct_message(desk: Desk, sandbox: Sandbox) -> None:
    await desk.ephemeral(OLIVE, "Not here.", OTHER)

    assert [one["text"] for one in sandbox.dms(OLIVE)] == ["Not here."]


async def test_a_modal_that_comes_too_late_says_so(desk: Desk) -> None:
    with pytest.raises(SlackFault) as caught:
        await desk.open_view("12.34", {"type": "modal"})

    assert caught.value.permanent


async def test_a_card_that_is_not_there_has_no_link(desk: Desk, database: Database) -> None:
    draft_id = await card(database)

    assert await desk.permalink(f"card:{draft_id}") is None


def _delete(sandbox: Sandbox, message: Json) -> None:
    found = sandbox.workspace.messages.find(CHANNEL, message["ts"])
    assert found is not None
    sandbox.workspace.remove(found)


async def _decline(session: AsyncSession, draft_id: str) -> None:
    draft = await session.get_one(Draft, draft_id)
    await drafts.move(session, draft, draft.state, to=DraftState.DECLINED, decline_reason="Spam")
