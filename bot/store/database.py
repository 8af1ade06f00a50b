"""One async engine for SQLite or PostgreSQL, its sessions, and the migrations at start."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from importlib.resources import as_file, files
from threading import Thread
from time import monotonic
from typing import Any
from weakref import WeakSet

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker, create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import NotDurable
from bot.store.sqlite import READ_ONLY, StopsOnce, sqlite_engine, whole_engine
from bot.store.whole import Answer, WholeWriter, Work

CLOSE_SECONDS = 5.0
"""How long connections may take to end."""
CLOSE_LOOK_SECONDS = 0.005
CLOSED = "the database is closed"
MIGRATION_LOCK = 0x616D656E6473
"""PostgreSQL advisory lock held while migrating: "amends" in hex."""


class Database:
    """The truth. `writing()` commits or rolls back as a whole; `reading()` never locks writers out."""

    def __init__(self, url: str) -> None:
        self.url = normal_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = sqlite_engine(self.url) if self.is_sqlite else _postgresql_engine(self.url)
        self._threads: WeakSet[Thread] = WeakSet()
        self._drivers: WeakSet[StopsOnce] = WeakSet()
        self._is_closed = False
        self._whole = WholeWriter(whole_engine(self.url), self._threads.add) if self.is_sqlite else None
        if self.is_sqlite:
            event.listen(self.engine.sync_engine, "connect", self._keep_thread, insert=True)
        event.listen(self.engine.sync_engine, "do_connect", self._refuse_when_closed)
        self.sessions = async_sessionmaker(self.engine, class_=AsyncSession, expire_on_commit=False)
        reader = self.engine.execution_options(**{READ_ONLY: True})
        self._read_sessions = async_sessionmaker(reader, class_=AsyncSession, expire_on_commit=False)

    @property
    def sync_url(self) -> str:
        """The same database for a client with its own driver choice."""
        driver = "sqlite" if self.is_sqlite else "postgresql+psycopg"
        return self.url.set(drivername=driver).render_as_string(hide_password=False)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """One transaction, durable when the block has ended.

        Raises:
            NotDurable: the database could not take or confirm it; nothing of it stands.
        """
        with _outages_named():
            async with self.sessions() as session, session.begin():
                yield session

    async def whole(self, work: Work[Answer], *, brief: bool = False) -> Answer:
        """One transaction whose work awaits nothing but its session; the fastest way to write.

        `brief` work takes no longer than everybody else may be kept waiting: a few milliseconds. Cancelled,
        it may be committed all the same.

        Raises:
            NotDurable: as `writing`.
        """
        if self._whole is None:
            async with self.writing() as session:
                return await work(session)
        if self._is_closed:
            raise NotDurable(CLOSED)
        with _outages_named():
            return await self._whole.do(work, brief=brief)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A consistent view without a write lock."""
        async with self._read_sessions() as session:
            yield session

    async def migrate(self) -> None:
        """Bring the schema to this version; one process at a time.

        Raises:
            NotDurable: the database is not there.
        """
        with _outages_named():
            await (await self.engine.connect()).close()
        async with self.engine.begin() as connection:
            await connection.run_sync(_upgrade)

    async def is_up(self) -> bool:
        """Whether a query is answered now."""
        try:
            async with self.reading() as session:
                await session.connection(execution_options={})
                await session.exec(text("SELECT 1"))  # type: ignore[call-overload]
        except SQLAlchemyError:
            return False
        return True

    async def close(self) -> None:
        """Give all connections back, and wait for their threads: none may answer a closed loop.

        Whoever is still at work is refused, until `reopen`: nobody would end what they open now.
        """
        self._is_closed = True
        await self.engine.dispose()
        if self._whole is not None:
            self._whole.stop()
        # What was cancelled while it took a connection never gave it back: nobody else would end that one.
        for driver in list(self._drivers):
            driver.stop()
        # Not through the loop's executor: at a stop DBOS has ended that already.
        ends = monotonic() + CLOSE_SECONDS
        while any(thread.is_alive() for thread in self._threads) and monotonic() < ends:  # noqa: ASYNC110 - threads ring no bell
            await asyncio.sleep(CLOSE_LOOK_SECONDS)
        if self._whole is not None:
            self._whole.dispose()

    def reopen(self) -> None:
        """It may be used again, in another loop too, and connects anew."""
        self._is_closed = False

    def _refuse_when_closed(self, dialect: Any, *_where: Any) -> None:
        if self._is_closed:
            raise dialect.loaded_dbapi.OperationalError(CLOSED)

    def _keep_thread(self, connection: Any, _record: Any) -> None:
        """aiosqlite has a thread for each connection, and ends a cancelled one without waiting for it."""
        driver = connection.driver_connection
        driver.__class__ = StopsOnce
        self._drivers.add(driver)
        thread = getattr(driver, "_thread", None)
        if isinstance(thread, Thread):
            self._threads.add(thread)


def normal_url(url: str) -> URL:
    """The async driver for each kind of address that people write (`postgres://` included)."""
    parsed = make_url(url.replace("postgres://", "postgresql://", 1))
    driver = "sqlite+aiosqlite" if parsed.get_backend_name() == "sqlite" else "postgresql+psycopg"
    return parsed.set(drivername=driver)


def _postgresql_engine(url: URL) -> AsyncEngine:
    # Strangers' words are parameters: an error must not carry them into a log.
    return create_async_engine(url, pool_size=10, max_overflow=10, pool_pre_ping=True, hide_parameters=True)


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
    with as_file(files("bot.migrations")) as scripts:
        config = Config()
        config.set_main_option("script_location", str(scripts))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


@contextmanager
def _outages_named() -> Iterator[None]:
    try:
        yield
    except DBAPIError as fault:
        if not _is_outage(fault):
            raise
        raise NotDurable(fault.orig.__class__.__name__) from fault


def _is_outage(fault: DBAPIError) -> bool:
    """The database was not there, full, locked or read-only: not a mistake in our statement."""
    return fault.connection_invalidated or fault.__class__.__name__ in {
        "OperationalError",
        "InternalError",
        "InterfaceError",
    }
