"""The record's rows: appended, sealed and read in order. Nothing here changes or removes one."""

from collections.abc import AsyncGenerator, Sequence
from typing import Any, TypeVar

from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from bot.models import AuditEntry, AuditSeal
from bot.store.bulk import insert_all

SEAL_WAIT_MS = 200
"""How long a seal may hold writers back while it waits for those at work; below PostgreSQL's deadlock
check of one second, so that a seal gives way and never makes anybody else fail."""

BATCH = 500
"""Rows held in memory while the record is read through."""

Row = TypeVar("Row", AuditEntry, AuditSeal)


async def head(session: AsyncSession, chain: str) -> tuple[int, str] | None:
    """Number and hash of the last entry, `None` in a new chain. Nobody else appends until we commit."""
    await _lock_chain(session, chain)
    last = (
        select(AuditEntry.seq, AuditEntry.hash)
        .where(col(AuditEntry.chain) == chain)
        .order_by(col(AuditEntry.seq).desc())
        .limit(1)
    )
    return (await session.exec(last)).first()


async def append(session: AsyncSession, entries: list[dict[str, Any]]) -> None:
    """Add entries as `bot.audit` made them."""
    await insert_all(session, AuditEntry, entries)


async def lock_for_seal(session: AsyncSession) -> bool:
    """Hold back writers so that no entry of an earlier number can still appear; false if they are too busy.

    SQLite has one writer at a time anyway.
    """
    if _on_sqlite(session):
        return True
    connection = await session.connection()
    try:
        async with session.begin_nested():
            await connection.execute(text(f"SET LOCAL lock_timeout = {SEAL_WAIT_MS}"))
            await connection.execute(text("LOCK TABLE audit_entry IN SHARE ROW EXCLUSIVE MODE"))
    except OperationalError:
        return False
    return True


async def last_seal(session: AsyncSession) -> AuditSeal | None:
    """The newest seal; `None` before the first."""
    return (await session.exec(select(AuditSeal).order_by(col(AuditSeal.id).desc()).limit(1))).first()


async def actors(session: AsyncSession, kind: str) -> Sequence[str]:
    """Everybody who has done a step of this kind, each once, by id."""
    found = select(AuditEntry.actor).where(col(AuditEntry.kind) == kind).distinct()
    return (await session.exec(found.order_by(col(AuditEntry.actor)))).all()


def entries(session: AsyncSession, after: int | None = None) -> AsyncGenerator[AuditEntry, None]:
    """Entries in the order they were written; only those with a larger number than `after`, if given."""
    wanted = select(AuditEntry) if after is None else select(AuditEntry).where(col(AuditEntry.id) > after)
    return _through(session, wanted.order_by(col(AuditEntry.id)))


def entries_by_chain(session: AsyncSession) -> AsyncGenerator[AuditEntry, None]:
    """All entries, each chain from its first to its last."""
    return _through(session, select(AuditEntry).order_by(col(AuditEntry.chain), col(AuditEntry.seq)))


def seals(session: AsyncSession) -> AsyncGenerator[AuditSeal, None]:
    """All seals, oldest first."""
    return _through(session, select(AuditSeal).order_by(col(AuditSeal.id)))


async def _lock_chain(session: AsyncSession, chain: str) -> None:
    if _on_sqlite(session):
        return
    connection = await session.connection()
    # The table first, then the chain: a seal waiting between the two would make a deadlock.
    await connection.execute(text("LOCK TABLE audit_entry IN ROW EXCLUSIVE MODE"))
    await connection.execute(
        text("SELECT pg_advisory_xact_lock(hashtextextended(:chain, 0))"), {"chain": f"audit:{chain}"}
    )


async def _through(session: AsyncSession, rows: SelectOfScalar[Row]) -> AsyncGenerator[Row, None]:
    streamed = await session.stream_scalars(rows.execution_options(yield_per=BATCH))
    try:
        async for row in streamed:
            yield row
    finally:
        await streamed.close()


def _on_sqlite(session: AsyncSession) -> bool:
    return session.get_bind().dialect.name == "sqlite"
