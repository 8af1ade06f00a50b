"""A promise that is due: somebody says that it is kept, or wants to be reminded once more."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.errors import NotDurable
from bot.followup.promises import start_clock
from bot.models import ClockKind, Promise
from bot.ports import Answer, Directory, Done, Refused
from bot.store import clocks, commitments, shared_promises
from bot.store.database import Database

SNOOZE = timedelta(hours=1)
"""How long "Snooze" waits before it asks again."""
NOT_OURS = "Only the support team can do this. Nothing was changed. Ask a manager if you should be on it."
GONE = "This promise does not stand any more: its reply was approved anew. Nothing was changed."
NOT_SAVED = "The database did not confirm it, so nothing was changed. Please try again in a moment."

Body = Callable[[AsyncSession, Promise, str, datetime], Awaitable[None]]


@dataclass(frozen=True)
class Followup:
    """What people do to promises. Each act is one transaction; none raises for what a person did."""

    database: Database
    directory: Directory

    async def done(self, user: str, promise_id: str, at: datetime) -> Answer:
        """The promise is kept."""
        return await self._act(user, promise_id, at, _keep)

    async def snooze(self, user: str, promise_id: str, at: datetime) -> Answer:
        """Remind once more, later."""
        return await self._act(user, promise_id, at, _put_off)

    async def _act(self, user: str, promise_id: str, at: datetime, body: Body) -> Answer:
        people = await self.directory.people()
        is_staff = await self.directory.is_staff(user)
        try:
            async with self.database.writing() as session:
                promise = await commitments.get(session, promise_id, lock=True)
                if promise is None:
                    return Refused(GONE)
                if not is_staff or user not in people.team | {promise.owner}:
                    return Refused(NOT_OURS)
                if promise.kept_at is not None:
                    return Refused(f"<@{promise.kept_by}> has said already that this is done.")
                await body(session, promise, user, at)
        except NotDurable:
            return Refused(NOT_SAVED)
        return Done()


async def _keep(session: AsyncSession, promise: Promise, user: str, at: datetime) -> None:
    for one in await shared_promises.together(session, promise):
        await commitments.keep(session, one.id, user, at)
        await clocks.stop(session, one.id, at, ClockKind.COMMITMENT)
        await audit.record(session, one.draft_id, "promise_kept", user, at, promise=one.id)
    await commitments.tell_again(session, promise, at, state="done", by=user)


async def _put_off(session: AsyncSession, promise: Promise, user: str, at: datetime) -> None:
    until = at + SNOOZE
    for one in await shared_promises.together(session, promise):
        await clocks.stop(session, one.id, at, ClockKind.COMMITMENT)
        await start_clock(session, one.id, until, at)
        snoozed = {"promise": one.id, "until": until.isoformat()}
        await audit.record(session, one.draft_id, "promise_snoozed", user, at, **snoozed)
    await commitments.tell_again(session, promise, at, state="snoozed", by=user, until=until.timestamp())
