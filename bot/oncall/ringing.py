"""Starts the clocks of a draft and fires those that come due, in as many processes as there are."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.models import Clock, ClockKind, Draft, Mention, Priority, Severity
from bot.oncall.messages import (
    Called,
    Message,
    is_one_of_many,
    ping_messages,
    reminder,
    together,
    window_start,
)
from bot.oncall.plan import Act, Demand, EditOver, Ping, Publish, Remind, Subject, Wake, plan
from bot.ports import Directory, Flow
from bot.store import clocks, commitments, crisis_clocks, grants, oncall, slack_messages
from bot.store.database import Database

PINGS_AT_ONCE = Severity.HIGH
"""From this severity on, people on call hear of a mention when its card is made."""

BATCH = 100
"""Clocks fired in one call: at one call a second, no loop is held up for long."""

_CALLING = {
    ClockKind.PING,
    ClockKind.OVERDUE,
    ClockKind.LEASE_END,
    ClockKind.SEND_DEADLINE,
    ClockKind.SECOND_MISSING,
    ClockKind.CALL,
}

_ON_THE_CARD = {"second", "not_out", "not_removed"}


async def open_clocks(session: AsyncSession, draft: Draft, now: datetime) -> None:
    """Start what runs from the moment a draft's card is made; harmless when called again.

    A post that was more than a day old when it came calls nobody by itself, neither now nor when overdue.
    """
    if (await session.get_one(Mention, draft.id)).came_stale:
        return
    if draft.severity >= PINGS_AT_ONCE:
        await clocks.start(session, subject_id=draft.id, kind=ClockKind.PING, due_at=now, step="arrival")
    await clocks.start(session, subject_id=draft.id, kind=ClockKind.OVERDUE, due_at=draft.due_at)


class OnCall:
    """Fires clocks. `channel` holds the cards; `oncall_ids` are users and user groups as configured."""

    def __init__(
        self,
        database: Database,
        directory: Directory,
        flow: Flow,
        channel: str,
        oncall_ids: tuple[str, ...],
    ) -> None:
        self._database = database
        self._directory = directory
        self._flow = flow
        self._channel = channel
        self._oncall_ids = oncall_ids

    async def fire_due(self, now: datetime) -> int:
        """Fire what is due at `now`, at most `BATCH` clocks; how many this call fired.

        A clock's claim and the rows it writes are one transaction. A publication is begun after it:
        dying in between leaves a due publication that nobody looks after, which the flow's sweep finds.

        Raises:
            NotDurable: the database is out; clocks not fired stay due.
        """
        async with self._database.reading() as session:
            due = await clocks.due(session, now, BATCH)
            given = await grants.in_force(session, now) if due else ()
        called = await self._called(due, [one.user for one in given if one.role == "oncall"])
        fired = 0
        for clock in due:
            fired += await self._fire(clock, called, now)
        return fired

    async def _called(self, due: Iterable[Clock], for_a_time: Sequence[str]) -> Called:
        """Who is on call as it stands now, not when the clock was started."""
        named = tuple(dict.fromkeys((*self._oncall_ids, *for_a_time)))
        people = {one for one in named if not one.startswith("S")}
        if any(clock.kind in _CALLING for clock in due):
            people |= (await self._directory.people()).oncall
        return Called(self._channel, named, sorted(people))

    async def _fire(self, clock: Clock, called: Called, now: datetime) -> bool:
        if clock.kind in crisis_clocks.KINDS:
            return await self._fire_of_crisis(clock, called, now)
        async with self._database.writing() as session:
            draft, approval, publication, promise = await oncall.locked_rows(session, clock)
            if not await clocks.claim(session, clock.id, now):
                return False
            act = None
            if draft is not None:
                act = plan(clock, Subject(draft, approval, publication, promise), now)
            if draft is not None and act is not None:
                await _write(session, clock, draft, act, called, now)
        if isinstance(act, Publish):
            await self._flow.publish(act.approval_id)
        return True

    async def _fire_of_crisis(self, clock: Clock, called: Called, now: datetime) -> bool:
        async with self._database.writing() as session:
            if not await clocks.claim(session, clock.id, now):
                return False
            rung = await crisis_clocks.fire(session, clock, called.named, now)
            if rung is not None:
                told = {"why": rung.why, "to": [*rung.to]}
                await audit.record(session, rung.incident_id, "pinged", audit.SYSTEM, now, **told)
        return True


async def _write(
    session: AsyncSession, clock: Clock, draft: Draft, act: Act, called: Called, now: datetime
) -> None:
    if isinstance(act, Ping):
        await _ping(session, clock, draft, act, called, now)
    elif isinstance(act, Remind):
        await audit.record(session, draft.id, "reminded", audit.SYSTEM, now, approver=act.approver)
        await _show(session, reminder(clock, act), now, subject_id=draft.id)
    elif isinstance(act, Demand):
        await audit.record(session, draft.id, "promise_due", audit.SYSTEM, now, promise=act.promise.id)
        await commitments.remind(session, act.promise, called.channel, now)
    elif isinstance(act, Wake):
        await oncall.wake(session, draft)
        await audit.record(session, draft.id, "woken", audit.SYSTEM, now)
        await slack_messages.touch_card(session, draft.id, now, Priority.CARD)
    elif isinstance(act, EditOver):
        await oncall.end_edit(session, draft)
        await audit.record(session, draft.id, "edit_over", audit.SYSTEM, now)
        await slack_messages.touch_card(session, draft.id, now, Priority.STATUS)


async def _ping(
    session: AsyncSession, clock: Clock, draft: Draft, ping: Ping, called: Called, now: datetime
) -> None:
    if ping.release:
        await _end_lease(session, draft, now)
    if ping.why in _ON_THE_CARD:
        # From now on its card says that it is late, or lets a manager go on alone; nothing else draws it.
        await slack_messages.touch_card(session, draft.id, now, Priority.CARD)
    await audit.record(
        session,
        draft.id,
        "pinged",
        audit.SYSTEM,
        now,
        why=ping.why,
        to=[*called.named],
        people=[*called.people],
    )
    await slack_messages.give_card(session, draft.id, called.channel, now, Priority.PING)
    total = await clocks.fired_since(session, window_start(now), *_CALLING)
    if is_one_of_many(draft, ping, total - 1):
        for message in together(now, total, called):
            await _show(session, message, now)
        return
    where = await slack_messages.place_of_card(session, draft.id) or called.channel
    for message in ping_messages(clock, draft, ping, replace(called, channel=where)):
        await _show(session, message, now, subject_id=draft.id)


async def _end_lease(session: AsyncSession, draft: Draft, now: datetime) -> None:
    assignee = draft.assignee
    await oncall.end_lease(session, draft)
    await audit.record(session, draft.id, "lease_ended", audit.SYSTEM, now, assignee=assignee)
    await slack_messages.touch_card(session, draft.id, now, Priority.PING)


async def _show(
    session: AsyncSession, message: Message, now: datetime, subject_id: str | None = None
) -> None:
    await slack_messages.show(
        session,
        id=message.id,
        kind=message.kind,
        audience=message.audience,
        now=now,
        subject_id=subject_id,
        parent_id=message.parent_id,
        args=message.args,
        priority=Priority.PING,
    )
