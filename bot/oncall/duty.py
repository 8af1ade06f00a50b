"""What people who are called say to it, and who is on call instead of whom. Each act is one transaction."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.errors import NotDurable
from bot.models import ClockKind, MessageKind, Priority, StandInRow
from bot.oncall.calling import show, stand_ins_of
from bot.oncall.messages import Message
from bot.oncall.plan import is_held, is_undecided
from bot.ports import Answer, Clicked, Directory, Done, NewId, Refused
from bot.rota import Rotation, Rules
from bot.store import clocks, drafts, pages, slack_messages, stand_ins
from bot.store.database import Database
from bot.store.pages import Rate

CHAIN = "desk"
HANDED_FOR = timedelta(minutes=10)
"""How long a colleague to whom it was handed over has to say that they take it, before others are called."""
LONGEST = timedelta(days=31)
RATE_OF = timedelta(days=30)
NOT_TEAM = "Only the support team can do this. Nothing was changed. Ask a manager if you should be on it."
NOT_SAVED = "The database did not confirm it, so nothing was changed. Please try again in a moment."
NOT_CALLED = "You have said so already, or were not called for this. Nothing was changed."
MOVED_ON = "This is decided already, so there is nothing to hand over."
NO_ROTATION = "There is no such rotation any more. Nothing was changed."
NOT_YOURS = "Only managers and the people of the rotation can change who is on call. Nothing was changed."

Zone = Callable[[str], Awaitable[tzinfo]]


async def utc_for_all(_user: str) -> tzinfo:
    """Everybody lives in UTC."""
    return UTC


@dataclass(frozen=True)
class Turn:
    """One rotation as it stands: who is on call, until when, and who is next. `None`: it is empty."""

    rotation: Rotation
    user: str | None
    until: datetime | None = None
    next_user: str | None = None


@dataclass(frozen=True)
class Duty:
    """Being on call, as people change it. `channel` sees one quiet line of each change of turns."""

    database: Database
    directory: Directory
    channel: str
    new_id: NewId
    rules: Callable[[], Rules] = Rules
    zone: Zone = utc_for_all

    async def idle(self, click: Clicked) -> Answer:
        """ "Not worth a page": counted, so that ladders and words of alarm can be tuned by it."""
        try:
            async with self.database.writing() as session:
                if not await pages.call_idle(session, click.draft_id, click.user):
                    return Refused(
                        "You have said so already, or were not called for this. Nothing was changed."
                    )
                await audit.record(session, click.draft_id, "page_idle", click.user, click.at)
                rate = await pages.rate(session, click.at - RATE_OF)
        except NotDurable:
            return Refused(NOT_SAVED)
        return Done(say=f"Noted: {rate.idle} of {rate.pages} in the last 30 days were not worth it.")

    async def hand_over(self, click: Clicked, to: str) -> Answer:
        """A colleague is called, and has it for ten minutes; then it is open to everybody again."""
        if why := await self._cannot_hand(click.user, to):
            return Refused(why)
        try:
            async with self.database.writing() as session:
                return await self._hand(session, click, to)
        except NotDurable:
            return Refused(NOT_SAVED)

    async def rate(self, now: datetime) -> Rate:
        """How often people were called in the last 30 days, and how often it was not worth it."""
        async with self.database.reading() as session:
            return await pages.rate(session, now - RATE_OF)

    async def turns(self, now: datetime) -> list[Turn]:
        """Every rotation as it stands."""
        told = await stand_ins_of(self.database, now)
        found = []
        for name, one in sorted(self.rules().rotations.items()):
            user = one.at(now, told.get(name, ()))
            if user is None or not one.people:
                found.append(Turn(one, user))
                continue
            ends = [each.ends for each in (*one.stand_ins, *told.get(name, ())) if each.covers(now)]
            until = min([one.shift(now).ends, *ends])
            found.append(Turn(one, user, until, one.at(until, told.get(name, ()))))
        return found

    async def stand_ins(self, now: datetime) -> Sequence[StandInRow]:
        """Who stands in now or will, as said in Slack."""
        async with self.database.reading() as session:
            return await stand_ins.since(session, now)

    async def stand_in(
        self, user: str, name: str, whom: str, begins: datetime, ends: datetime, at: datetime
    ) -> Answer:
        """Somebody is on call instead of whose turn it is."""
        rotation = self.rules().rotations.get(name)
        if why := await self._cannot_change(user, rotation, whom):
            return Refused(why)
        if not at <= ends or begins >= ends or ends - begins > LONGEST:
            return Refused("Please choose a time that is still to come, of at most a month.")
        return await self._keep([(name, whom, begins, ends)], user, at)

    async def swap(self, user: str, name: str, other: str, at: datetime) -> Answer:
        """Two people take each other's next turn."""
        rotation = self.rules().rotations.get(name)
        if why := await self._cannot_change(user, rotation, other):
            return Refused(why)
        mine = rotation.next_of(user, at) if rotation else None
        theirs = rotation.next_of(other, at) if rotation else None
        if mine is None or theirs is None or user == other:
            return Refused("Both of you must have turns in this rotation. Nothing was changed.")
        swapped = [(name, other, mine.begins, mine.ends), (name, user, theirs.begins, theirs.ends)]
        return await self._keep(swapped, user, at)

    async def end(self, user: str, id: str, at: datetime) -> Answer:
        """Take back that somebody stands in."""
        row = next((one for one in await self.stand_ins(at) if one.id == id), None)
        if row is None:
            return Refused("This is over already. Nothing was changed.")
        if why := await self._cannot_change(user, self.rules().rotations.get(row.rotation), row.user):
            return Refused(why)
        try:
            async with self.database.writing() as session:
                await stand_ins.end(session, id, at)
                told = {"rotation": row.rotation, "of": row.user, "id": id}
                await audit.record(session, CHAIN, "stand_in_ended", user, at, **told)
                await self._tell(session, row, at, ended=True)
        except NotDurable:
            return Refused(NOT_SAVED)
        return Done(say="Taken back.")

    async def _keep(
        self, wanted: Sequence[tuple[str, str, datetime, datetime]], by: str, at: datetime
    ) -> Answer:
        try:
            async with self.database.writing() as session:
                for name, whom, begins, ends in wanted:
                    row = StandInRow(
                        id=self.new_id(),
                        rotation=name,
                        user=whom,
                        begins=begins,
                        ends=ends,
                        made_by=by,
                        made_at=at,
                    )
                    session.add(row)
                    await session.flush()
                    told = {"rotation": name, "to": whom, "id": row.id, "ends": ends.isoformat()}
                    await audit.record(session, CHAIN, "stand_in_said", by, at, **told)
                    await self._tell(session, row, at)
        except NotDurable:
            return Refused(NOT_SAVED)
        who = " and ".join(f"<@{whom}>" for _name, whom, _begins, _ends in wanted)
        return Done(say=f"{who} {'is' if len(wanted) == 1 else 'are'} on call then.")

    async def _tell(
        self, session: AsyncSession, row: StandInRow, at: datetime, *, ended: bool = False
    ) -> None:
        args = {
            "rotation": row.rotation,
            "user": row.user,
            "by": row.made_by,
            "begins": row.begins.timestamp(),
            "ends": row.ends.timestamp(),
            "ended": ended,
        }
        await slack_messages.show(
            session,
            id=f"shift:{row.id}",
            kind=MessageKind.SHIFT,
            audience=self.channel,
            now=at,
            args=args,
            priority=Priority.DIGEST,
        )

    async def _cannot_change(self, user: str, rotation: Rotation | None, whom: str) -> str | None:
        if rotation is None:
            return NO_ROTATION
        people = await self.directory.people()
        if user not in people.managers | set(rotation.people) or not await self.directory.is_staff(user):
            return NOT_YOURS
        if not await self.directory.is_staff(whom):
            return f"<@{whom}> is no full member of this workspace, so they cannot be on call."
        return None

    async def _cannot_hand(self, user: str, to: str) -> str | None:
        people = await self.directory.people()
        if user not in people.team or not await self.directory.is_staff(user):
            return NOT_TEAM
        if to == user:
            return "You have it already. Please choose a colleague."
        if to not in people.team or not await self.directory.is_staff(to):
            return f"<@{to}> is not on the support team. Nothing was changed."
        return None

    async def _hand(self, session: AsyncSession, click: Clicked, to: str) -> Answer:
        rows = await drafts.card_rows(session, click.draft_id, lock=True)
        if rows is None or not is_undecided(rows.draft):
            return Refused(MOVED_ON)
        draft, until = rows.draft, click.at + HANDED_FOR
        if is_held(draft, click.at) and draft.assignee != click.user:
            return Refused(f"<@{draft.assignee}> is on it. Nothing was changed.")
        theirs = {"assignee": to, "taken_at": click.at, "lease_until": until, "snoozed_until": None}
        await drafts.move(session, draft, draft.state, to=draft.state, **theirs)
        await clocks.stop(session, draft.id, click.at, ClockKind.OVERDUE, ClockKind.LEASE_END, ClockKind.STEP)
        step = f"handed{click.at.timestamp():.0f}"
        await clocks.start(session, subject_id=draft.id, kind=ClockKind.LEASE_END, due_at=until, step=step)
        await audit.record(session, draft.id, "handed_over", click.user, click.at, to=to)
        await pages.add(session, f"{draft.id}:{step}", draft.id, to, click.at)
        args = {
            "why": "handed",
            "severity": int(draft.severity),
            "due": draft.due_at.timestamp(),
            "by": click.user,
        }
        told = Message(f"ping:{draft.id}:{step}:{to}", MessageKind.PING_DM, to, args=args)
        await show(session, told, click.at, subject_id=draft.id)
        await slack_messages.touch_card(session, draft.id, click.at, Priority.PERSON)
        return Done(say=f"<@{to}> is called, and has it for ten minutes. Then it is open to everybody again.")
