"""The queue of Slack output: what is due, in which order, and what a change does to it. On both databases."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.models import MessageKind, Priority, SlackMessage
from bot.store import slack_messages
from bot.store.database import Database
from bot.store.slack_messages import CALL_OVER_AFTER, PROBLEM_PAUSE
from tests.builders import CHANNEL, NOON

LATER = NOON + timedelta(seconds=1)


async def put(database: Database, id: str, now: datetime = NOON, **given: Any) -> SlackMessage:
    values: dict[str, Any] = {"kind": MessageKind.ALARM, "audience": CHANNEL}
    async with database.writing() as session:
        await slack_messages.show(session, id=id, now=now, **(values | given))
    return await read(database, id)


async def read(database: Database, id: str) -> SlackMessage:
    async with database.reading() as session:
        row = await slack_messages.get(session, id)
    assert row is not None
    return row


async def post(database: Database, row: SlackMessage, ts: str = "1.1") -> None:
    async with database.writing() as session:
        await slack_messages.rendered(session, row, row.audience, ts)


async def due(database: Database, now: datetime = NOON, without: Sequence[str] = ()) -> list[str]:
    async with database.reading() as session:
        return [row.id for row in await slack_messages.due_posts(session, now, 100, without)]


async def due_updates(database: Database, now: datetime = NOON) -> list[str]:
    async with database.reading() as session:
        return [row.id for row in await slack_messages.due_updates(session, now, 100)]


async def test_a_new_message_is_due(database: Database) -> None:
    await put(database, "m1")

    assert await due(database) == ["m1"]
    assert await due_updates(database) == []


async def test_the_urgent_comes_first_and_then_the_older(database: Database) -> None:
    await put(database, "late", LATER)
    await put(database, "early")
    await put(database, "status", priority=Priority.STATUS)
    await put(database, "ping", LATER, priority=Priority.PING)

    assert await due(database, LATER) == ["ping", "early", "late", "status"]


async def test_showing_again_replaces_the_args_and_is_an_update(database: Database) -> None:
    await post(database, await put(database, "m1", args={"text": "a"}))

    row = await put(database, "m1", LATER, args={"text": "b"})

    assert (row.args, row.version, row.stale) == ({"text": "b"}, 2, True)
    assert await due_updates(database, LATER) == ["m1"]


async def test_many_changes_are_one_update(database: Database) -> None:
    await post(database, await put(database, "card:d1"))

    for _ in range(5):
        async with database.writing() as session:
            await slack_messages.touch_card(session, "d1", LATER)

    assert await due_updates(database, LATER) == ["card:d1"]
    assert (await read(database, "card:d1")).version == 6


async def test_a_waiting_change_keeps_the_better_place_in_the_queue(database: Database) -> None:
    await put(database, "card:d1", priority=Priority.PERSON)

    async with database.writing() as session:
        await slack_messages.touch_card(session, "d1", LATER, Priority.STATUS)

    assert (await read(database, "card:d1")).priority == Priority.PERSON


async def test_touching_a_card_that_is_not_there_does_nothing(database: Database) -> None:
    async with database.writing() as session:
        await slack_messages.touch_card(session, "nobody", NOON)

    assert await due(database) == []


async def test_a_change_while_it_was_rendered_keeps_it_due(database: Database) -> None:
    seen = await put(database, "m1")
    await put(database, "m1", LATER, args={"text": "newer"})

    await post(database, seen)

    assert await due_updates(database, LATER) == ["m1"]


async def test_what_is_shown_in_its_newest_version_is_not_due(database: Database) -> None:
    await post(database, await put(database, "m1"))

    assert await due(database) + await due_updates(database) == []


async def test_a_thread_line_waits_for_the_message_above(database: Database) -> None:
    card = await put(database, "card:d1")
    await put(database, "line", parent_id="card:d1", priority=Priority.PING)
    before = await due(database)

    await post(database, card)

    assert (before, await due(database)) == (["card:d1"], ["line"])


async def test_a_line_whose_message_above_never_existed_is_not_held_back(database: Database) -> None:
    await put(database, "line", parent_id="card:gone")

    assert await due(database) == ["line"]


async def test_full_channels_are_left_out(database: Database) -> None:
    await put(database, "m1")
    await put(database, "dm", audience="U0ANN")

    assert await due(database, without=[CHANNEL]) == ["dm"]


async def test_only_one_desk_takes_a_row(database: Database) -> None:
    row = await put(database, "m1")

    async with database.writing() as session:
        taken = [await slack_messages.begin(session, row, NOON) for _ in range(2)]

    assert taken == [True, False]
    assert await due(database) == []


async def test_a_row_whose_call_never_ended_is_due_again(database: Database) -> None:
    row = await put(database, "m1")
    async with database.writing() as session:
        await slack_messages.begin(session, row, NOON)

    assert await due(database, NOON + CALL_OVER_AFTER) == ["m1"]


async def test_a_row_that_slack_will_not_take_rests_but_is_kept(database: Database) -> None:
    row = await put(database, "m1")
    async with database.writing() as session:
        await slack_messages.rests(session, row, "chat.postMessage: channel_not_found", NOON)

    assert (await read(database, "m1")).problem == "chat.postMessage: channel_not_found"
    assert await due(database, LATER) == []
    assert await due(database, NOON + PROBLEM_PAUSE) == ["m1"]


async def test_a_change_ends_the_rest(database: Database) -> None:
    row = await put(database, "m1")
    async with database.writing() as session:
        await slack_messages.rests(session, row, "not_in_channel", NOON)

    await put(database, "m1", LATER)

    assert await due(database, LATER) == ["m1"]


async def test_what_was_shown_last_can_be_read_back(database: Database) -> None:
    await put(database, "m1", args={"mention_ids": ["a"]})

    async with database.reading() as session:
        found = [await slack_messages.args_of(session, id) for id in ("m1", "other")]

    assert found == [{"mention_ids": ["a"]}, None]
