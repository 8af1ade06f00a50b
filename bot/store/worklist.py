"""What people see of the queue: how much is open, what comes next, what was set aside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Draft, DraftState, Mention, MentionState

OPEN = (
    DraftState.WAITING,
    DraftState.REDRAFTING,
    DraftState.FAILED,
    DraftState.UNKNOWN,
    DraftState.HANDED_OFF,
)
"""States in which somebody has something left to do."""


@dataclass(frozen=True)
class Counts:
    """How many drafts are open, held by one person, and past their time; how many mentions were set aside."""

    waiting: int
    mine: int
    overdue: int
    set_aside: int


async def counts(session: AsyncSession, user: str, now: datetime, day: datetime) -> Counts:
    """The queue as one person sees it; `day` is when today began."""
    still_open = select(func.count()).select_from(Draft).where(col(Draft.state).in_(OPEN))
    aside = (
        select(func.count())
        .select_from(Mention)
        .where(col(Mention.state) == MentionState.SET_ASIDE, col(Mention.received_at) >= day)
    )
    return Counts(
        waiting=(await session.exec(still_open)).one(),
        mine=(await session.exec(still_open.where(col(Draft.assignee) == user))).one(),
        overdue=(await session.exec(still_open.where(col(Draft.due_at) <= now))).one(),
        set_aside=(await session.exec(aside)).one(),
    )


async def most_urgent(session: AsyncSession, user: str, now: datetime) -> str | None:
    """What this person should look at next: the worst, then the one due first; not a colleague's."""
    free = (
        col(Draft.assignee).is_(None)
        | (col(Draft.assignee) == user)
        | col(Draft.lease_until).is_(None)
        | (col(Draft.lease_until) <= now)
    )
    waiting = (
        select(Draft.id)
        .where(col(Draft.state).in_((DraftState.WAITING, DraftState.FAILED)), free)
        .order_by(col(Draft.severity).desc(), col(Draft.due_at))
        .limit(1)
    )
    return (await session.exec(waiting)).first()


async def mentions(session: AsyncSession, ids: Sequence[str]) -> list[Mention]:
    """Mentions in the order of their ids; unknown ids are left out."""
    rows = (await session.exec(select(Mention).where(col(Mention.id).in_(ids)))).all()
    by_id = {row.id: row for row in rows}
    return [by_id[one] for one in ids if one in by_id]
