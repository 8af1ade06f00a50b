"""Who stands in for whom in a rotation, as people have said in Slack."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import StandInRow
from bot.store.database import Database


async def since(session: AsyncSession, now: datetime) -> Sequence[StandInRow]:
    """Those that hold now or will, in the order in which they were said."""
    found = select(StandInRow).where(col(StandInRow.ended_at).is_(None), col(StandInRow.ends) > now)
    return (await session.exec(found.order_by(col(StandInRow.made_at), StandInRow.id))).all()


async def by_rotation(database: Database, now: datetime) -> Mapping[str, Sequence[StandInRow]]:
    """The same by the rotation's name; none while the database does not answer."""
    try:
        async with database.reading() as session:
            rows = await since(session, now)
    except SQLAlchemyError:
        return {}
    found: dict[str, list[StandInRow]] = {}
    for row in rows:
        found.setdefault(row.rotation, []).append(row)
    return found


async def end(session: AsyncSession, id: str, at: datetime) -> bool:
    """Take one back; false if it was, or is over."""
    back = update(StandInRow).where(col(StandInRow.id) == id, col(StandInRow.ended_at).is_(None))
    return (await session.exec(back.where(col(StandInRow.ends) > at).values(ended_at=at))).rowcount == 1
