"""SQLite as we use it, and what its drivers need of us."""

import asyncio
import json
import sqlite3
from typing import Any

import aiosqlite
from pydantic_core import to_json
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

_BUSY_MS = 30_000
READ_ONLY = "amends_read_only"
"""Option of an execution that takes no write lock."""
_CHECKPOINT_PAGES = 8_000
"""A page changed often is then copied back once: 32 MiB of log, as against SQLite's 4."""
_CACHE_KIB = 24_000
"""Of the one connection that takes in: its indexes are hit at random places."""
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    f"PRAGMA busy_timeout={_BUSY_MS}",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    f"PRAGMA wal_autocheckpoint={_CHECKPOINT_PAGES}",
)


def sqlite_engine(url: URL) -> AsyncEngine:
    """For the many who read and write, each statement on a thread."""
    # Strangers' words are parameters: an error must not carry them into a log.
    engine = create_async_engine(
        url, connect_args={"factory": _RollsBack}, pool_size=8, max_overflow=8, hide_parameters=True
    )
    _as_we_use_it(engine.sync_engine)
    return engine


def whole_engine(url: URL) -> Engine:
    """For the one who writes whole transactions."""
    engine = create_engine(
        url.set(drivername="sqlite"), pool_size=1, max_overflow=0, hide_parameters=True, json_serializer=_json
    )
    _as_we_use_it(engine)
    event.listen(engine, "connect", _widen_cache)
    return engine


def _as_we_use_it(engine: Engine) -> None:
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)


def _prepare(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _widen_cache(connection: Any, _record: Any) -> None:
    connection.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")


def _begin(connection: Connection) -> None:
    # A deferred transaction that turns into a writer loses other people's writes silently
    # (https://www.sqlite.org/lang_transaction.html), so writers take the lock first.
    reads = connection.get_execution_options().get(READ_ONLY, False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _json(value: Any) -> str:
    if value == {}:  # most targets are
        return "{}"
    try:
        return to_json(value).decode()
    except ValueError:  # half a surrogate pair, which `json` writes as an escape
        return json.dumps(value)


class _RollsBack(sqlite3.Connection):
    """Ends its transaction when it is closed.

    SQLite keeps a closed connection, with its lock, for as long as anybody holds a statement of it; and the
    traceback of who was cancelled in a query holds one, until the garbage collector comes by.
    """

    def close(self) -> None:
        """Nobody waits for this one any more."""
        if self.in_transaction:
            self.rollback()
        super().close()


class StopsOnce(aiosqlite.Connection):
    """Nobody waits for a second stop.

    The first ends the thread that would answer, but `close` stops again and waits (aiosqlite 0.22.1): who
    is cancelled in a query of a stopped connection would wait for ever, and the process with them.
    """

    _is_stopped = False

    def stop(self) -> asyncio.Future[Any] | None:
        """As before, the first time."""
        if self._is_stopped:
            return None
        self._is_stopped = True
        return super().stop()
