"""Many rows in one statement: the hot path of intake."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Insert, Table, insert
from sqlalchemy.engine import Dialect
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store.inserts import insert_missing_into

Rows = Sequence[dict[str, Any]]
_Bind = Callable[[Any], Any]


async def insert_all(session: AsyncSession, table: type[SQLModel], rows: Rows) -> None:
    """Insert full rows in one go."""
    if rows:
        await _insert(session, table, rows, leave=False)


async def insert_all_missing(session: AsyncSession, table: type[SQLModel], rows: Rows) -> int:
    """Insert full rows in one go, leaving those alone that are there; how many were inserted.

    Rows must come in one order for all callers, or two of them could wait for each other.
    """
    return await _insert(session, table, rows, leave=True) if rows else 0


async def _insert(session: AsyncSession, table: type[SQLModel], rows: Rows, *, leave: bool) -> int:
    core: Table = table.__table__  # type: ignore[attr-defined]
    dialect = session.get_bind().dialect
    connection = await session.connection()
    if dialect.name != "sqlite":
        return (await connection.execute(_statement(core, dialect, leave), list(rows))).rowcount
    # Compiled and bound by hand: the general way costs more than what SQLite then does with the rows.
    words, binds = _prepared(core, dialect, leave, tuple(rows[0]))
    columns = [_bound([row[name] for row in rows], bind) for name, bind in binds]
    return (await connection.exec_driver_sql(words, list(zip(*columns, strict=True)))).rowcount


def _bound(values: list[Any], bind: _Bind | None) -> list[Any]:
    if bind is None:
        return values
    if all(value is values[0] for value in values):  # most often: one moment, state or nothing in every row
        return [bind(values[0])] * len(values)
    return [bind(value) for value in values]


def _statement(table: Table, dialect: Dialect, leave: bool) -> Insert:
    return insert_missing_into(table, dialect) if leave else insert(table)


@lru_cache(maxsize=64)
def _prepared(
    table: Table, dialect: Dialect, leave: bool, columns: tuple[str, ...]
) -> tuple[str, list[tuple[str, _Bind | None]]]:
    """The statement's words, and each column in their order with what turns its value into the driver's."""
    compiled = _statement(table, dialect, leave).compile(dialect=dialect, column_keys=list(columns))
    types = {name: table.c[name].type.dialect_impl(dialect) for name in columns}
    return str(compiled), [(name, types[name].bind_processor(dialect)) for name in compiled.positiontup or ()]
