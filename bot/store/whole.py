"""A whole transaction in one go, for writers that cannot afford a thread hop for each statement.

An async SQLite driver hands every statement to a thread and back. Here the same queries, written for an
`AsyncSession`, run over a plain session from BEGIN to COMMIT: nothing in them ever waits.
"""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Thread, current_thread
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Engine, Executable
from sqlalchemy.engine import CursorResult
from sqlmodel import Session
from sqlmodel.ext.asyncio.session import AsyncSession

Answer = TypeVar("Answer")
Work = Callable[[AsyncSession], Coroutine[Any, Any, Answer]]
"""What is done inside the transaction; it may await nothing but its session."""


class WholeWriter:
    """Does one transaction after the other; what may wait for the disk or a lock is done on a thread."""

    def __init__(self, engine: Engine, on_start: Callable[[Thread], None]) -> None:
        """`engine` has one connection; `on_start` is told of the thread."""
        self._engine = engine
        self._on_start = on_start
        self._begin()

    async def do(self, work: Work[Answer], *, brief: bool) -> Answer:
        """The answer of work that is durable.

        Brief work is done in the loop, between a BEGIN and a COMMIT on the thread. SQLite lets go of
        Python's lock at every row; on a thread the work would wait for it as often, behind a busy loop.

        Raises:
            RuntimeError: it waited for something other than its session.
        """
        async with self._turn:
            session = Session(self._engine, expire_on_commit=False)
            try:
                await self._on_thread(session.connection)
                doing = partial(run_whole, session, work)
                answer = doing() if brief else await self._on_thread(doing)
                await self._on_thread(session.commit)
                return answer
            finally:
                # Cancelled, it may still be at work: this comes after.
                self._thread.submit(session.close)

    def stop(self) -> None:
        """End the thread once it has done what it was given. Work given later gets another one."""
        self._thread.shutdown(wait=False)
        self._begin()

    def dispose(self) -> None:
        """Give the connection back, once the thread has ended."""
        self._engine.dispose()

    def _begin(self) -> None:
        self._turn = asyncio.Lock()
        self._thread = ThreadPoolExecutor(1, "whole-writer", lambda: self._on_start(current_thread()))

    async def _on_thread(self, doing: Callable[[], Answer]) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self._thread, doing)


def run_whole(session: Session, work: Work[Answer]) -> Answer:
    """Do the work here and now.

    Raises:
        RuntimeError: it waited for something other than its session.
    """
    doing = work(cast(AsyncSession, _At(session)))
    try:
        doing.send(None)
    except StopIteration as done:
        return cast(Answer, done.value)
    doing.close()
    raise RuntimeError("a whole transaction may wait for nothing but its session")


class _At:
    """The part of `AsyncSession` that store modules use, each call done when it returns."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.add = session.add
        self.get_bind = session.get_bind

    async def exec(self, statement: Any, **more: Any) -> Any:
        return self._session.exec(statement, **more)

    async def get(self, *which: Any, **more: Any) -> Any:
        return self._session.get(*which, **more)

    async def flush(self) -> None:
        self._session.flush()

    async def connection(self) -> "_Connection":
        return _Connection(self._session.connection())


class _Connection:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def execute(self, statement: Executable, *values: Any) -> CursorResult[Any]:
        return self._connection.execute(statement, *values)

    async def exec_driver_sql(self, words: str, *values: Any) -> CursorResult[Any]:
        return self._connection.exec_driver_sql(words, *values)
