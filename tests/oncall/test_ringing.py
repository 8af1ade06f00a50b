"""Clocks fire once, in one process or two, and call those who are on call now."""

import asyncio
from datetime import timedelta

import pytest

from bot.models import ClockKind, DraftState, Grant, MessageKind, Priority, PublicationState, Severity
from bot.oncall import open_clocks
from bot.oncall.messages import SINGLE_PINGS, WINDOW
from bot.store import audit as record
from bot.store import clocks, slack_messages
from bot.store.database import Database
from tests.builders import ANN, CHANNEL, COLE, NOON, SAM
from tests.oncall.desk import LATER, ON_CALL, Desk, NobodyOnCall


@pytest.fixture
async def desk(database: Database) -> Desk:
    """A card that nobody has taken."""
    return await Desk(database).put()


async def open_(desk: Desk) -> None:
    async with desk.database.writing() as session:
        await open_clocks(session, await desk.draft(), NOON)


async def test_a_calm_card_pings_nobody_until_it_is_overdue(desk: Desk) -> None:
    await open_(desk)
    assert await desk.oncall.fire_due(NOON + timedelta(hours=2)) == 0
    assert await desk.oncall.fire_due(LATER) == 2
    assert [one.args["why"] for one in await desk.shown(MessageKind.PING)] == ["overdue"]


async def test_a_breach_is_a_state_on_the_card_and_on_record(desk: Desk) -> None:
    await open_(desk)
    await desk.oncall.fire_due(LATER)
    assert (await desk.draft()).breached_at == LATER
    assert [one.version for one in await desk.shown(MessageKind.CARD)] == [2]
    async with desk.database.reading() as session:
        kinds = [one.kind async for one in record.entries(session)]
    assert "breached" in kinds


async def test_a_severe_card_pings_at_once(database: Database) -> None:
    desk = await Desk(database).put(severity=Severity.HIGH)
    await open_(desk)
    assert await desk.oncall.fire_due(NOON) == 1
    assert [one.args["why"] for one in await desk.shown(MessageKind.PING)] == ["severity"]


async def test_opening_twice_starts_nothing_twice(desk: Desk) -> None:
    await open_(desk)
    await open_(desk)
    assert [one.kind for one in await desk.clocks()] == [ClockKind.BREACH, ClockKind.OVERDUE]


async def test_a_ping_stands_under_the_card_and_names_whom_it_calls(desk: Desk) -> None:
    await desk.start(ClockKind.OVERDUE)
    await desk.oncall.fire_due(NOON)
    (line,) = await desk.shown(MessageKind.PING)
    assert (line.audience, line.parent_id, line.priority) == (
        CHANNEL,
        f"card:{desk.draft_id}",
        Priority.PING,
    )
    assert line.args == {
        "why": "overdue",
        "severity": 2,
        "due": (await desk.draft()).due_at.timestamp(),
        "to": [*ON_CALL],
    }


async def test_each_person_on_call_gets_one_direct_message(desk: Desk) -> None:
    await desk.start(ClockKind.OVERDUE)
    await desk.oncall.fire_due(NOON)
    assert sorted(one.audience for one in await desk.shown(MessageKind.PING_DM)) == [COLE, SAM]


async def test_who_is_on_call_for_a_time_is_named_and_called_until_it_is_over(database: Database) -> None:
    desk = await Desk(database, oncall_ids=(), team=NobodyOnCall()).put()
    async with database.writing() as session:
        session.add(Grant(id="g", user=ANN, role="oncall", until=LATER, given_by=SAM, given_at=NOON))
    await desk.start(ClockKind.OVERDUE)
    await desk.oncall.fire_due(NOON)
    await desk.start(ClockKind.OVERDUE, due_at=LATER, step="later")
    await desk.oncall.fire_due(LATER)

    assert [one.args["to"] for one in await desk.shown(MessageKind.PING)] == [[ANN], []]
    assert [one.audience for one in await desk.shown(MessageKind.PING_DM)] == [ANN]


async def test_a_ping_goes_where_the_card_stands(desk: Desk) -> None:
    async with desk.database.writing() as session:
        await slack_messages.move_to(session, f"card:{desk.draft_id}", "C0NORTH")
    await desk.start(ClockKind.OVERDUE)
    await desk.oncall.fire_due(NOON)
    assert [one.audience for one in await desk.shown(MessageKind.PING)] == ["C0NORTH"]


async def test_with_nobody_on_call_the_channel_is_told(database: Database) -> None:
    desk = await Desk(database, oncall_ids=(), team=NobodyOnCall()).put()
    await desk.start(ClockKind.OVERDUE)
    await desk.oncall.fire_due(NOON)
    assert [(one.kind, one.args["to"]) for one in await desk.shown()] == [(MessageKind.PING, [])]


async def test_a_group_that_cannot_be_read_still_calls_those_named_themselves(database: Database) -> None:
    desk = await Desk(database, team=NobodyOnCall()).put()
    await desk.start(ClockKind.OVERDUE)
    await desk.oncall.fire_due(NOON)
    assert [one.audience for one in await desk.shown(MessageKind.PING_DM)] == [COLE]


async def test_a_stopped_clock_stays_silent(desk: Desk) -> None:
    await desk.start(ClockKind.OVERDUE)
    async with desk.database.writing() as session:
        await clocks.stop(session, desk.draft_id, NOON)
    assert await desk.oncall.fire_due(LATER) == 0
    assert await desk.shown() == []


async def test_stopping_one_kind_leaves_the_others_running(desk: Desk) -> None:
    await desk.start(ClockKind.OVERDUE)
    await desk.start(ClockKind.LEASE_END)
    async with desk.database.writing() as session:
        await clocks.stop(session, desk.draft_id, NOON, ClockKind.LEASE_END)
        assert [one.kind for one in await clocks.running(session, desk.draft_id)] == [ClockKind.OVERDUE]


async def test_a_clock_that_was_started_before_keeps_its_time(desk: Desk) -> None:
    await desk.start(ClockKind.OVERDUE, due_at=LATER)
    await desk.start(ClockKind.OVERDUE, due_at=NOON)
    assert [one.due_at for one in await desk.clocks()] == [LATER]


async def test_two_processes_fire_each_clock_once(desk: Desk) -> None:
    for step in range(SINGLE_PINGS):
        await desk.start(ClockKind.OVERDUE, step=str(step))
    other = Desk(desk.database)
    fired = await asyncio.gather(desk.oncall.fire_due(NOON), other.oncall.fire_due(NOON))
    assert sum(fired) == SINGLE_PINGS
    assert [one.version for one in await desk.shown(MessageKind.PING)] == [1] * SINGLE_PINGS


async def ring_many(desk: Desk, number: int) -> None:
    for step in range(number):
        await desk.start(ClockKind.OVERDUE, step=str(step))
    await desk.oncall.fire_due(NOON)


async def test_what_comes_on_top_of_ten_pings_is_told_together(desk: Desk) -> None:
    await ring_many(desk, SINGLE_PINGS + 5)
    assert len(await desk.shown(MessageKind.PING)) == SINGLE_PINGS
    together = await desk.shown(MessageKind.ALARM)
    assert sorted(one.audience for one in together) == sorted([CHANNEL, COLE, SAM])
    assert [f"{SINGLE_PINGS + 5} in 10 minutes" in one.args["text"] for one in together] == [True] * 3


async def test_after_ten_minutes_pings_come_one_by_one_again(desk: Desk) -> None:
    await ring_many(desk, SINGLE_PINGS)
    await desk.start(ClockKind.OVERDUE, step="later")
    await desk.oncall.fire_due(NOON + WINDOW)
    assert len(await desk.shown(MessageKind.PING)) == SINGLE_PINGS + 1


async def test_a_critical_mention_always_gets_a_ping_of_its_own(database: Database) -> None:
    desk = await Desk(database).put(severity=Severity.CRITICAL)
    await ring_many(desk, SINGLE_PINGS + 5)
    assert len(await desk.shown(MessageKind.PING)) == SINGLE_PINGS + 5


async def test_a_lease_that_ran_out_frees_the_card_and_pings(database: Database) -> None:
    desk = await Desk(database).put(assignee=SAM, taken_at=NOON, lease_until=NOON)
    await desk.start(ClockKind.LEASE_END)
    await desk.oncall.fire_due(NOON)
    draft = await desk.draft()
    assert (draft.assignee, draft.taken_at, draft.lease_until) == (None, None, None)
    assert [one.args["why"] for one in await desk.shown(MessageKind.PING)] == ["lease"]
    assert [one.version for one in await desk.shown(MessageKind.CARD)] == [2]


@pytest.mark.parametrize("clock_kind", [ClockKind.SEND, ClockKind.READ_BACK])
async def test_what_is_due_to_be_sent_is_begun(desk: Desk, clock_kind: ClockKind) -> None:
    await desk.approve(PublicationState.SCHEDULED)
    await desk.start(clock_kind, subject="a1")
    await desk.oncall.fire_due(NOON)
    assert desk.flow.publications == ["a1"]


async def test_an_undone_approval_is_not_begun(desk: Desk) -> None:
    await desk.approve(PublicationState.CANCELLED)
    await desk.start(ClockKind.SEND, subject="a1")
    assert await desk.oncall.fire_due(NOON) == 1
    assert desk.flow.publications == []


async def test_what_is_approved_and_not_out_in_time_pings(database: Database) -> None:
    desk = await Desk(database).put(state=DraftState.SENDING)
    await desk.approve(PublicationState.SENDING)
    await set_approval(desk)
    await desk.start(ClockKind.SEND_DEADLINE, subject="a1")
    await desk.oncall.fire_due(NOON)
    assert [one.args["why"] for one in await desk.shown(MessageKind.PING)] == ["not_out"]


async def test_who_took_a_text_by_hand_is_asked_whether_it_is_posted(database: Database) -> None:
    desk = await Desk(database).put(state=DraftState.HANDED_OFF)
    await desk.approve(PublicationState.HANDED_OFF)
    await set_approval(desk)
    await desk.start(ClockKind.HAND_OFF_REMINDER, step="a1")
    await desk.oncall.fire_due(NOON)
    (message,) = await desk.shown()
    assert (message.kind, message.audience, message.args) == (
        MessageKind.HAND_OFF_DM,
        ANN,
        {"approved_at": NOON.timestamp()},
    )


async def test_a_clock_without_its_draft_is_spent_in_silence(desk: Desk) -> None:
    await desk.start(ClockKind.OVERDUE, subject="gone")
    await desk.start(ClockKind.SEND, subject="gone")
    assert await desk.oncall.fire_due(NOON) == 2
    assert (await desk.shown(), desk.flow.publications) == ([], [])


async def test_every_ping_is_on_the_record(desk: Desk) -> None:
    await desk.start(ClockKind.OVERDUE)
    await desk.oncall.fire_due(NOON)
    async with desk.database.reading() as session:
        (entry,) = [one async for one in record.entries(session)]
    assert (entry.kind, entry.data["why"], entry.data["people"]) == ("pinged", "overdue", [COLE, SAM])


async def set_approval(desk: Desk) -> None:
    async with desk.database.writing() as session:
        draft = await desk.draft()
        draft.approval_id = "a1"
        session.add(draft)
