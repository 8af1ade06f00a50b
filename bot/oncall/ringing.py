"""Fires the clocks that come due, in as many processes as there are."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.models import Climbing, Clock, ClockKind, Draft, Priority
from bot.oncall import climbing, crisis_calls
from bot.oncall.calling import CALLING, Book, Members, call, look_up, show, users_alone
from bot.oncall.messages import Called, nudge, reminder
from bot.oncall.opening import UNCONFIRMED_FOR, call_seconded
from bot.oncall.plan import (
    Act,
    Breach,
    Demand,
    EditOver,
    Nudge,
    Ping,
    Publish,
    Remind,
    Rung,
    Subject,
    Wake,
    plan,
)
from bot.ports import Directory, Flow
from bot.rehearsals import PUBLISHER as REHEARSAL
from bot.rota import Rules
from bot.rota.ladders import read_ladder
from bot.store import (
    climbs,
    clocks,
    commitments,
    crisis_climbs,
    crisis_clocks,
    grants,
    oncall,
    slack_messages,
)
from bot.store.database import Database

LOOK_EVERY = timedelta(seconds=5)
BATCH = 100
"""Clocks fired in one call: at one call a second, no loop is held up for long."""

_ON_THE_CARD = {"second", "not_out", "not_removed"}
_ON_LADDERS = ("severity", "overdue", "lease", "called")
"""What a mention's ladder is climbed for; the rest is about one that is approved already."""
_CAN_WAIT = ("severity", "overdue", "lease")
"""What nobody is woken for at night, unless it is critical."""


class OnCall:
    """Fires clocks. `channel` holds the cards; `oncall_ids` are users and user groups as configured.

    `careful_ids` are those who may approve what is critical; `phones` what outside of Slack can be called.
    """

    def __init__(
        self,
        database: Database,
        directory: Directory,
        flow: Flow,
        channel: str,
        oncall_ids: tuple[str, ...],
        *,
        rules: Callable[[], Rules] = Rules,
        members: Members = users_alone,
        careful_ids: tuple[str, ...] = (),
        phones: frozenset[str] = frozenset(),
    ) -> None:
        self._database = database
        self._directory = directory
        self._flow = flow
        self._channel = channel
        self._oncall_ids = oncall_ids
        self._rules = rules
        self._members = members
        self._careful_ids = careful_ids
        self._phones = phones
        self._looked_at: datetime | None = None

    async def fire_due(self, now: datetime) -> int:
        """Fire what is due at `now`, at most `BATCH` clocks; how many this call fired.

        A clock's claim and the rows it writes are one transaction. A publication is begun after it:
        dying in between leaves a due publication that nobody looks after, which the flow's sweep finds.

        Raises:
            NotDurable: the database is out; clocks not fired stay due.
        """
        await self._look_for_signals(now)
        async with self._database.reading() as session:
            due = await clocks.due(session, now, BATCH)
            given = await grants.in_force(session, now) if due else ()
            groups = await _groups(session, due)
        book = await self._book(due, [one.user for one in given if one.role == "oncall"], groups, now)
        fired = 0
        for clock in due:
            fired += await self._fire(clock, book)
        return fired

    async def _look_for_signals(self, now: datetime) -> None:
        """Now and then: what bears words of alarm out may come at any time."""
        if self._looked_at is not None and now - self._looked_at < LOOK_EVERY:
            return
        self._looked_at = now
        async with self._database.reading() as session:
            is_any = await clocks.waiting(session, ClockKind.UNCONFIRMED, now + UNCONFIRMED_FOR, 1)
        if is_any:
            async with self._database.writing() as session:
                await call_seconded(session, now)

    async def _book(
        self, due: Sequence[Clock], for_a_time: Sequence[str], groups: set[str], now: datetime
    ) -> Book:
        """Who is on call as it stands now, not when the clock was started."""
        rules, ids = self._rules(), tuple(dict.fromkeys((*self._oncall_ids, *for_a_time)))
        if not any(clock.kind in CALLING or clock.kind in crisis_clocks.KINDS for clock in due):
            return Book(self._channel, now, rules, ids, Called(self._channel, ids, ()))
        return await look_up(
            self._database,
            self._directory,
            self._members,
            rules,
            channel=self._channel,
            oncall_ids=ids,
            groups=groups,
            phones=self._phones,
            now=now,
        )

    async def _fire(self, clock: Clock, book: Book) -> bool:
        if clock.kind in crisis_clocks.KINDS:
            async with self._database.writing() as session:
                return await crisis_calls.fire(session, clock, book)
        async with self._database.writing() as session:
            draft, approval, publication, promise = await oncall.locked_rows(session, clock)
            if not await clocks.claim(session, clock.id, book.now):
                return False
            act = None
            if draft is not None:
                act = plan(clock, Subject(draft, approval, publication, promise), book.now)
            if draft is not None and act is not None:
                await self._write(session, clock, draft, act, book)
        if isinstance(act, Publish):
            await self._flow.publish(act.approval_id)
        return True

    async def _write(self, session: AsyncSession, clock: Clock, draft: Draft, act: Act, book: Book) -> None:
        if isinstance(act, Ping):
            await _ping(session, clock, draft, act, book)
        elif isinstance(act, Rung):
            await climbing.take_step(session, clock, draft, book)
        elif isinstance(act, Nudge):
            await _nudge(session, clock, draft, self._careful_ids, book)
        elif isinstance(act, Demand):
            await audit.record(
                session, draft.id, "promise_due", audit.SYSTEM, book.now, promise=act.promise.id
            )
            await commitments.remind(session, act.promise, book.channel, book.now)
        else:
            await _note(session, clock, draft, act, book.now)


async def _groups(session: AsyncSession, due: Sequence[Clock]) -> set[str]:
    """User groups that the steps among these clocks may call."""
    found: set[str] = set()
    for clock in due:
        climb: Climbing | None = None
        if clock.kind is ClockKind.STEP:
            climb = await climbs.get(session, clock.subject_id)
        elif clock.kind is ClockKind.CRISIS_STEP:
            climb = await crisis_climbs.get(session, clock.subject_id)
        if climb is not None:
            steps = read_ladder(climb.ladder).steps
            found |= {one for step in steps for one in step.notify if one.startswith("S")}
    return found


async def _note(
    session: AsyncSession,
    clock: Clock,
    draft: Draft,
    act: Remind | Breach | Wake | EditOver | Publish,
    now: datetime,
) -> None:
    if isinstance(act, Remind):
        await audit.record(session, draft.id, "reminded", audit.SYSTEM, now, approver=act.approver)
        await show(session, reminder(clock, act), now, subject_id=draft.id)
    elif isinstance(act, Breach):
        await oncall.breach(session, draft, now)
        await audit.record(session, draft.id, "breached", audit.SYSTEM, now, due=draft.due_at.isoformat())
        await slack_messages.touch_card(session, draft.id, now, Priority.STATUS)
    elif isinstance(act, Wake):
        await oncall.wake(session, draft)
        await audit.record(session, draft.id, "woken", audit.SYSTEM, now)
        await slack_messages.touch_card(session, draft.id, now, Priority.CARD)
    elif isinstance(act, EditOver):
        await oncall.end_edit(session, draft)
        await audit.record(session, draft.id, "edit_over", audit.SYSTEM, now)
        await slack_messages.touch_card(session, draft.id, now, Priority.STATUS)


async def _ping(session: AsyncSession, clock: Clock, draft: Draft, ping: Ping, book: Book) -> None:
    now = book.now
    if ping.release:
        await _end_lease(session, draft, now)
    if draft.publisher == REHEARSAL:
        return  # Nobody is called for a test of ours.
    if ping.why in _ON_THE_CARD:
        # From now on its card says that it is late, or lets a manager go on alone; nothing else draws it.
        await slack_messages.touch_card(session, draft.id, now, Priority.CARD)
    wakes = book.rules.hours.awake(now, draft.severity)
    if wakes > now and ping.why in _CAN_WAIT:
        await _put_off(session, draft, ping, wakes)
        return
    climb = await climbs.get(session, draft.id) if ping.why in _ON_LADDERS else None
    if climb is not None:
        await climbing.begin(session, climb, draft, ping.why, now)
        return
    told = {"why": ping.why, "to": [*book.usual.named], "people": [*book.usual.people]}
    await audit.record(session, draft.id, "pinged", audit.SYSTEM, now, **told)
    await call(session, clock, draft, ping, book.usual, now)


async def _put_off(session: AsyncSession, draft: Draft, ping: Ping, until: datetime) -> None:
    """Let people sleep: the same call when their night is over."""
    kind = ClockKind.OVERDUE if ping.why == "overdue" else ClockKind.PING
    step = f"morning{until.timestamp():.0f}"
    await clocks.start(session, subject_id=draft.id, kind=kind, due_at=until, step=step)


async def _nudge(
    session: AsyncSession, clock: Clock, draft: Draft, careful_ids: tuple[str, ...], book: Book
) -> None:
    """Named in the thread and nowhere else: nobody's phone rings for a word alone."""
    await audit.record(session, draft.id, "nudged", audit.SYSTEM, book.now, to=[*careful_ids])
    await slack_messages.give_card(session, draft.id, book.channel, book.now, Priority.PING)
    where = await slack_messages.place_of_card(session, draft.id) or book.channel
    await show(session, nudge(clock, draft, where, careful_ids), book.now, subject_id=draft.id)


async def _end_lease(session: AsyncSession, draft: Draft, now: datetime) -> None:
    assignee = draft.assignee
    await oncall.end_lease(session, draft)
    await audit.record(session, draft.id, "lease_ended", audit.SYSTEM, now, assignee=assignee)
    await slack_messages.touch_card(session, draft.id, now, Priority.PING)
