"""The rows a due clock is judged by, and the end of a lease."""

from datetime import datetime

from sqlalchemy import update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Approval, Clock, ClockKind, Draft, Promise, Publication

_OF_AN_APPROVAL = {ClockKind.SEND, ClockKind.READ_BACK, ClockKind.SEND_DEADLINE}


async def locked_rows(
    session: AsyncSession, clock: Clock
) -> tuple[Draft | None, Approval | None, Publication | None, Promise | None]:
    """A clock's draft, and the approval and publication, or the promise, that it is about, if any.

    The draft is locked before anyone touches the clock: clicks take the two in this order as well, so
    that a click and a clock of the same moment wait for each other instead of failing.
    """
    approval = await _approval(session, clock)
    promise = await _promise(session, clock)
    spoken_of = approval or promise
    draft_id = clock.subject_id if spoken_of is None else spoken_of.draft_id
    locked = select(Draft).where(col(Draft.id) == draft_id).with_for_update()
    draft = (await session.exec(locked)).first()
    publication = None if approval is None else await session.get(Publication, approval.id)
    return draft, approval, publication, promise


async def end_lease(session: AsyncSession, draft: Draft) -> None:
    """Free a draft, locked by `locked_rows`, whose lease ran out."""
    free = {"assignee": None, "taken_at": None, "lease_until": None}
    await session.exec(update(Draft).where(col(Draft.id) == draft.id).values(**free))


async def breach(session: AsyncSession, draft: Draft, now: datetime) -> None:
    """Note that the time of a draft, locked by `locked_rows`, ran out."""
    await session.exec(update(Draft).where(col(Draft.id) == draft.id).values(breached_at=now))


async def wake(session: AsyncSession, draft: Draft) -> None:
    """End the snooze of a draft, locked by `locked_rows`."""
    awake = {"snoozed_until": None, "snoozed_by": None}
    await session.exec(update(Draft).where(col(Draft.id) == draft.id).values(**awake))


async def end_edit(session: AsyncSession, draft: Draft) -> None:
    """Forget who had the edit form of a draft, locked by `locked_rows`, open."""
    over = {"edited_by": None, "edited_since": None}
    await session.exec(update(Draft).where(col(Draft.id) == draft.id).values(**over))


async def _approval(session: AsyncSession, clock: Clock) -> Approval | None:
    if clock.kind in _OF_AN_APPROVAL:
        return await session.get(Approval, clock.subject_id)
    if clock.kind is ClockKind.HAND_OFF_REMINDER:
        return await session.get(Approval, clock.step)
    return None


async def _promise(session: AsyncSession, clock: Clock) -> Promise | None:
    return await session.get(Promise, clock.subject_id) if clock.kind is ClockKind.COMMITMENT else None
