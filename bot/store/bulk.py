"""Many rows in one statement, leaving alone those that are there."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession


async def insert_all_missing(
    session: AsyncSession, table: type[SQLModel], rows: Sequence[dict[str, Any]]
) -> int:
    """Insert full rows in one go, leaving those alone that are there; how many were inserted.

    Rows must come in one order for all callers, or two of them could wait for each other.
    """
    if not rows:
        return 0
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    core = table.__table__  # type: ignore[attr-defined]
    insert = sqlite.insert(core) if on_sqlite else postgresql.insert(core)
    connection = await session.connection()
    done = await connection.execute(insert.on_conflict_do_nothing(), list(rows))
    return done.rowcount
