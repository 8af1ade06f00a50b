"""A process that is killed while it fires clocks: `python -m tests.oncall.dying <url> <point>`."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store.database import Database
from tests.builders import NOON
from tests.oncall.desk import Desk, Started

BEFORE_COMMIT = "before_commit"
BEFORE_PUBLISH = "before_publish"


class DiesBeforeCommit(Database):
    """Its transactions do all their work and never end."""

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """As the real one, but for its end."""
        async with super().writing() as session:
            yield session
            await session.flush()
            die()


class DiesBeforePublish(Started):
    """A flow that is never reached."""

    async def publish(self, approval_id: str) -> None:
        """Never returns."""
        die()


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


async def main(url: str, point: str) -> None:
    database = DiesBeforeCommit(url) if point == BEFORE_COMMIT else Database(url)
    desk = Desk(database, flow=DiesBeforePublish() if point == BEFORE_PUBLISH else None)
    await desk.oncall.fire_due(NOON)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
