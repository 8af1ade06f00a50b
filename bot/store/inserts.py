"""Inserts that leave a row alone if it is already there; both databases say it differently."""

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession


async def insert_missing(session: AsyncSession, row: SQLModel) -> bool:
    """Insert a row unless one with the same id or unique columns is there; whether it was inserted."""
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    insert = sqlite.insert(type(row)) if on_sqlite else postgresql.insert(type(row))
    done = await session.exec(
        insert.values(row.model_dump()).on_conflict_do_nothing(),
        execution_options={"preserve_rowcount": True},
    )
    return done.rowcount == 1
