"""Rights that managers gave for a time, and who alone approves the drafts that are open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, update
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Draft, DraftState, Grant
from bot.store.database import Database


@dataclass(frozen=True)
class Given:
    """What the database says about rights now: grants that hold, and the `approver_group`s of open drafts."""

    grants: Sequence[Grant] = ()
    groups: Sequence[str] = ()

    def holders(self, role: str) -> frozenset[str]:
        """Who holds a right for a time."""
        return frozenset(one.user for one in self.grants if one.role == role)


_OPEN = [state for state in DraftState if not state.is_final]


async def given(database: Database, now: datetime) -> Given:
    """All of it in one reading; nothing while the database does not answer: who is not known may not."""
    try:
        async with database.reading() as session:
            return Given(await in_force(session, now), await _groups(session))
    except SQLAlchemyError:
        return Given()


async def _groups(session: AsyncSession) -> Sequence[str]:
    groups = select(Draft.approver_group).where(
        col(Draft.state).in_(_OPEN), col(Draft.approver_group).is_not(None)
    )
    found = (await session.exec(groups.distinct())).all()
    return sorted(one for one in found if one)


async def in_force(session: AsyncSession, now: datetime) -> Sequence[Grant]:
    """Grants that hold now, by role and the time they were given."""
    found = select(Grant).where(col(Grant.ended_at).is_(None), _in_time(now))
    return (await session.exec(found.order_by(Grant.role, col(Grant.given_at), Grant.id))).all()


async def over(session: AsyncSession, now: datetime) -> Sequence[Grant]:
    """Grants whose time ran out and that nobody was told of yet."""
    found = select(Grant).where(col(Grant.ended_at).is_(None), col(Grant.until) <= now)
    return (await session.exec(found.order_by(Grant.id))).all()


async def held_by(session: AsyncSession, user: str, role: str, now: datetime) -> Grant | None:
    """One person's grant of one right; `None` if they hold none."""
    found = select(Grant).where(Grant.user == user, Grant.role == role, col(Grant.ended_at).is_(None))
    return (await session.exec(found.where(_in_time(now)).order_by(col(Grant.given_at).desc()))).first()


async def get(session: AsyncSession, id: str) -> Grant | None:
    """One grant, read fresh."""
    return await session.get(Grant, id, populate_existing=True)


async def end(session: AsyncSession, grant: Grant, by: str, at: datetime) -> bool:
    """End it; false if it has ended already."""
    ended = (
        update(Grant)
        .where(col(Grant.id) == grant.id, col(Grant.ended_at).is_(None))
        .values(ended_at=at, ended_by=by)
    )
    if (await session.exec(ended)).rowcount != 1:
        return False
    await session.refresh(grant)
    return True


def _in_time(now: datetime) -> ColumnElement[bool]:
    return col(Grant.until).is_(None) | (col(Grant.until) > now)
