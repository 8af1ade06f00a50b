"""Invariant 9: the clock always runs, from arrival.

Days of simulated time over many mentions: what nobody takes is escalated, a lease that runs out is told, an
approval that does not get out pages somebody, and nobody is called for what is settled.
"""

import random
from datetime import datetime, timedelta

import pytest
from sqlmodel import SQLModel, select

from bot.approval import Approvals
from bot.approval.publication import OUT_WITHIN
from bot.models import Clock, Draft, MessageKind, Severity, SlackMessage
from bot.oncall import OnCall, open_clocks
from bot.oncall.opening import UNCONFIRMED_FOR
from bot.store.database import Database
from tests.builders import ANN, CHANNEL, COLE, NOON, SAM, Team, a_mention, click, plain_check, put_draft
from tests.house import House
from tests.oncall.desk import Started

TICK = timedelta(minutes=1)
UNDO = timedelta(seconds=30)
LEASE = timedelta(minutes=30)
DRAFTS = 24
SIMULATED = timedelta(hours=12)


class Shift:
    """Drafts, clocks and a colleague on call, on time that is pushed forward."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.now = NOON
        self.team = Team()
        self.flow = Started()
        self.approvals = Approvals(database, self.team, plain_check, CHANNEL, UNDO, self._new_id)
        self._numbers = iter(range(10_000))
        self.pinged: dict[str, list[datetime]] = {}

    async def arrive(self, name: str, severity: Severity, due_in: timedelta) -> str:
        """A mention with its draft and its clocks."""
        async with self.database.writing() as session:
            mention = a_mention(name, received_at=self.now)
            draft = await put_draft(session, mention=mention, severity=severity, due_at=self.now + due_in)
            await open_clocks(session, draft, self.now)
        return draft.id

    async def pass_time(self, until: datetime) -> None:
        """Minute by minute; a new process takes over now and then, as after a restart."""
        while self.now < until:
            self.now += TICK
            oncall = OnCall(self.database, self.team, self.flow, CHANNEL, (COLE,))
            while await oncall.fire_due(self.now):
                pass
        for row in await self.rows(SlackMessage):
            if row.kind is MessageKind.PING and row.subject_id:
                self.pinged.setdefault(row.subject_id, []).append(row.changed_at)

    async def rows(self, table: type[SQLModel]) -> list:  # type: ignore[type-arg]
        """Everything in a table."""
        async with self.database.reading() as session:
            return list((await session.exec(select(table))).all())

    async def why(self, draft_id: str) -> list[str]:
        """What its pings say."""
        rows = [row for row in await self.rows(SlackMessage) if row.subject_id == draft_id]
        return sorted(row.args["why"] for row in rows if row.kind is MessageKind.PING)

    def _new_id(self) -> str:
        return f"approval-{next(self._numbers)}"


@pytest.fixture
def shift(database: Database) -> Shift:
    return Shift(database)


async def test_whatever_nobody_takes_is_called_out_no_later_than_it_is_due(shift: Shift) -> None:
    chance = random.Random(9)
    due: dict[str, datetime] = {}
    for number in range(DRAFTS):
        await shift.pass_time(shift.now + TICK * chance.randint(10, 20))
        severity, due_in = chance.choice(list(Severity)), timedelta(minutes=chance.randint(5, 400))
        due[await shift.arrive(str(number), severity, due_in)] = shift.now + due_in

    await shift.pass_time(NOON + SIMULATED + timedelta(hours=8))

    assert shift.pinged.keys() == due.keys()
    late = [one for one, times in shift.pinged.items() if min(times) > due[one] + TICK]
    assert late == []


async def test_what_is_settled_in_time_calls_nobody(shift: Shift) -> None:
    ids = [await shift.arrive(str(number), Severity.NORMAL, timedelta(hours=1)) for number in range(3)]
    await shift.approvals.decline(click(ids[0], SAM, at=shift.now), "Not about us")
    await shift.approvals.take(click(ids[1], SAM, at=shift.now))

    await shift.pass_time(NOON + LEASE - TICK)

    assert shift.pinged == {}
    await shift.pass_time(NOON + timedelta(hours=3))
    assert [await shift.why(one) for one in ids] == [[], ["lease"], ["overdue"]]


async def test_a_lease_that_runs_out_opens_the_draft_to_everybody_again(shift: Shift) -> None:
    draft_id = await shift.arrive("1", Severity.NORMAL, timedelta(hours=9))
    await shift.approvals.take(click(draft_id, SAM, at=shift.now))

    await shift.pass_time(NOON + LEASE + TICK)

    async with shift.database.reading() as session:
        assert (await session.get_one(Draft, draft_id)).assignee is None
    assert await shift.why(draft_id) == ["lease"]


async def test_an_approval_that_does_not_get_out_pages_somebody(shift: Shift) -> None:
    draft_id = await shift.arrive("1", Severity.NORMAL, timedelta(hours=9))
    await shift.approvals.approve(click(draft_id, ANN, at=shift.now))

    await shift.pass_time(NOON + UNDO + OUT_WITHIN + TICK)

    assert await shift.why(draft_id) == ["not_out"]
    assert set(shift.flow.publications) == {"approval-0"}


async def test_no_clock_is_left_running_behind_its_time(shift: Shift) -> None:
    for number in range(6):
        draft_id = await shift.arrive(str(number), Severity.CRITICAL, timedelta(minutes=20))
        act = (shift.approvals.take, shift.approvals.approve, shift.approvals.release)[number % 3]
        await act(click(draft_id, ANN, at=shift.now))

    await shift.pass_time(NOON + timedelta(hours=2))

    assert [clock.id for clock in await shift.rows(Clock) if clock.done_at is None] == []


@pytest.mark.asyncio(loop_scope="module")
async def test_the_service_calls_for_words_of_alarm_that_nobody_has_looked_at(house: House) -> None:
    text = "My father slipped on your wet ramp, hit his head and is in hospital. There was no rail!"
    draft_id = await house.say("hurt", text)

    await house.message(f"ping:{draft_id}:nudge:arrival")
    assert house.sandbox.dms(COLE) == []
    house.clock.skip(UNCONFIRMED_FOR.total_seconds())

    assert await house.sandbox.wait_for(lambda: house.sandbox.dms(COLE), 20)
