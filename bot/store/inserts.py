"""Inserts that leave a row alone if it is already there; both databases say it differently."""

from sqlalchemy import Insert, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession


async def insert_missing(session: AsyncSession, row: SQLModel) -> bool:
    """Insert a row unless one with the same id or unique columns is there; whether it was inserted."""
    table: Table = row.__table__  # type: ignore[attr-defined]
    done = await session.exec(
        insert_missing_into(table, session.get_bind().dialect).values(row.model_dump()),
        execution_options={"preserve_rowcount": True},
    )
    return done.rowcount == 1


def insert_missing_into(table: Table, dialect: Dialect) -> Insert:
    """The statement for any rows of a table."""
    family = sqlite if dialect.name == "sqlite" else postgresql
    made: Insert = family.insert(table).on_conflict_do_nothing()
    return made
