"""A whole transaction in one go on a thread, for writers that cannot afford a thread hop for each statement.

An async SQLite driver hands every statement to a thread and back. Here the same queries, written for an
`AsyncSession`, run over a plain session on one thread from BEGIN to COMMIT: nothing in them ever waits.
"""

from collections.abc import Callable, Coroutine
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Executable
from sqlalchemy.engine import CursorResult
from sqlmodel import Session
from sqlmodel.ext.asyncio.session import AsyncSession

Answer = TypeVar("Answer")
Work = Callable[[AsyncSession], Coroutine[Any, Any, Answer]]
"""What is done inside the transaction; it may await nothing but its session."""


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
