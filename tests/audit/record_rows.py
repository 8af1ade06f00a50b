"""A small record to tamper with, and the doors an intruder would use."""

from datetime import UTC, datetime, timedelta

from bot import audit
from bot.store import audit_guard
from bot.store.database import Database

DAWN = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
CHAINS = ("m1", "m2", audit.DESK)


async def fill(database: Database, steps: int = 3) -> None:
    """`steps` entries in each of `CHAINS`, turn by turn; a seal after the first turn and after the last."""
    for step in range(steps):
        async with database.writing() as session:
            for chain in CHAINS:
                await audit.record(session, chain, "step", "U0ANN", at(step), step=step)
        if step in {0, steps - 1}:
            await seal(database, step)


async def seal(database: Database, step: int) -> None:
    """A seal of the minute after `step`."""
    async with database.writing() as session:
        await audit.seal(session, at(step + 1))


async def verify(database: Database) -> audit.VerifyReport:
    """What reading the record finds."""
    async with database.reading() as session:
        return await audit.verify(session)


async def faults_after(database: Database, *statements: str) -> list[str]:
    """What reading finds after SQL by somebody who has switched the guard off; all of it is taken back."""
    async with database.sessions() as session:
        connection = await session.connection()
        for statement in (*_unguarded(database), *statements):
            await connection.exec_driver_sql(statement)
        found = (await audit.verify(session)).faults
        await session.rollback()
    return found


def _unguarded(database: Database) -> list[str]:
    if not database.is_sqlite:
        return ["SET LOCAL session_replication_role = replica"]
    acts = [(table, act) for table in audit_guard.TABLES for act in ("update", "delete")]
    return [f"DROP TRIGGER IF EXISTS {table}_no_{act}" for table, act in acts]


def at(step: int) -> datetime:
    """One minute a step."""
    return DAWN + timedelta(minutes=step)
