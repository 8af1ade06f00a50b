"""How far each polled network has been read; one process at a time asks it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Connection
from bot.store.inserts import insert_missing


@dataclass(frozen=True)
class Health:
    """How one poller does: when it was last asked, last answered, last brought a post, and last failed."""

    name: str
    connected_at: datetime
    polled_at: datetime | None
    succeeded_at: datetime | None
    posted_at: datetime | None
    fault_at: datetime | None
    fault: str | None
    """Why it fails now, in words for people; `None` while it works."""


async def claim(
    session: AsyncSession, name: str, owner: str, now: datetime, until: datetime, *, early: bool = False
) -> Connection | None:
    """Take the next question to a network for this process alone, until then at the latest.

    `None` if it is not time yet, or another process asks. The first claim is the connection. `early`: a
    permanent fault may have been mended, so its pause does not count.
    """
    await insert_missing(session, Connection(name=name, connected_at=now, next_at=now))
    held, is_due = col(Connection.held_until), col(Connection.next_at) <= now
    free = held.is_(None) | (held <= now) | (col(Connection.held_by) == owner)
    may = is_due | col(Connection.permanent).is_(True) if early else is_due
    taken = await session.exec(
        update(Connection)
        .where(col(Connection.name) == name, free, may)
        .values(held_by=owner, held_until=until, polled_at=now)
    )
    return await session.get(Connection, name, populate_existing=True) if taken.rowcount == 1 else None


async def advance(
    session: AsyncSession,
    name: str,
    owner: str,
    now: datetime,
    *,
    cursor: str,
    account: str,
    connected_at: datetime,
    next_at: datetime,
    has_posts: bool,
) -> bool:
    """Everything up to `cursor` is taken in; false if another process has taken over meanwhile."""
    fine = {"fault": None, "failing_since": None, "failures": 0, "permanent": False, "succeeded_at": now}
    place = {"cursor": cursor, "account": account, "connected_at": connected_at}
    brought = {"posted_at": now} if has_posts else {}
    return await _end(session, name, owner, next_at=next_at, **fine, **place, **brought)


async def failed(
    session: AsyncSession,
    row: Connection,
    owner: str,
    now: datetime,
    *,
    fault: str,
    permanent: bool,
    next_at: datetime,
) -> bool:
    """The question failed: nothing moved, and it is asked again then."""
    since = row.failing_since or now
    told = {"fault": fault, "fault_at": now, "failing_since": since, "permanent": permanent}
    return await _end(session, row.name, owner, next_at=next_at, failures=row.failures + 1, **told)


async def states(session: AsyncSession) -> Sequence[Health]:
    """How every poller that ever was connected does, by name."""
    rows = (await session.exec(select(Connection).order_by(col(Connection.name)))).all()
    return [
        Health(
            name=row.name,
            connected_at=row.connected_at,
            polled_at=row.polled_at,
            succeeded_at=row.succeeded_at,
            posted_at=row.posted_at,
            fault_at=row.fault_at,
            fault=row.fault,
        )
        for row in rows
    ]


async def _end(session: AsyncSession, name: str, owner: str, **values: Any) -> bool:
    done = await session.exec(
        update(Connection)
        .where(col(Connection.name) == name, col(Connection.held_by) == owner)
        .values(held_by=None, held_until=None, **values)
    )
    return done.rowcount == 1
