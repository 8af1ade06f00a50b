"""A process killed while it fires a clock loses neither the clock nor what it leads to."""

import asyncio
import signal
import sys
from datetime import timedelta

from bot.models import ClockKind, MessageKind, PublicationState
from bot.store import publications
from bot.store.database import Database
from tests.builders import NOON
from tests.oncall.desk import Desk
from tests.oncall.dying import BEFORE_COMMIT, BEFORE_PUBLISH


async def killed_at(migrated_url: str, point: str) -> None:
    """Fire what is due in another process, which is killed at `point`."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.oncall.dying", migrated_url, point
    )
    assert await child.wait() == -signal.SIGKILL


async def test_killed_before_the_commit_the_ping_is_made_by_the_next(
    database: Database, migrated_url: str
) -> None:
    desk = await Desk(database).put()
    await desk.start(ClockKind.OVERDUE)
    await killed_at(migrated_url, BEFORE_COMMIT)
    assert await desk.shown() == []
    assert await desk.oncall.fire_due(NOON) == 1
    assert len(await desk.shown(MessageKind.PING)) == 1


async def test_killed_before_the_publication_begins_the_sweep_finds_it(
    database: Database, migrated_url: str
) -> None:
    desk = await Desk(database).put()
    await desk.approve(PublicationState.SCHEDULED)
    await desk.start(ClockKind.SEND, subject="a1")
    await killed_at(migrated_url, BEFORE_PUBLISH)
    assert await desk.oncall.fire_due(NOON) == 0
    async with database.reading() as session:
        assert await publications.unattended(session, NOON, NOON - timedelta(minutes=1), NOON) == ["a1"]
