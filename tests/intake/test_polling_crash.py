"""A process that is killed anywhere between a network and the note of how far it was read loses nothing."""

import asyncio
import shutil
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlmodel import select, update

from bot.landmarks import POLLED
from bot.models import AuditEntry, Connection, Mention
from bot.store.database import Database
from bot.testing.fake_mastodon import FakeMastodon
from tests.intake.conftest import Intake

KILLED = -9
POINTS = ("intake.before_commit", "intake.after_commit", *POLLED)


@asynccontextmanager
async def lives() -> AsyncIterator[Process]:
    """The process that lives as often as it is told."""
    command = (sys.executable, "-m", "tests.intake.polling_child")
    process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE)
    try:
        yield process
    finally:
        process.kill()
        await process.communicate()


async def live(process: Process, database: Database, network: FakeMastodon, dies_at: str = "-") -> int:
    """One life; its exit code."""
    url = database.url.render_as_string(hide_password=False)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{url} {network.url} {dies_at}\n".encode())
    await process.stdin.drain()
    return int(await process.stdout.readline())


async def let_time_pass(database: Database) -> None:
    """So much that another process may go on."""
    async with database.writing() as session:
        long_ago = datetime.now(UTC) - timedelta(hours=1)
        await session.exec(update(Connection).values(held_until=long_ago, next_at=long_ago))


async def test_kill_nine_anywhere_leaves_no_gap_and_no_double(sqlite_template: str, tmp_path: Path) -> None:
    async with lives() as process:
        for point in POINTS:
            path = tmp_path / f"{point}.db"
            shutil.copyfile(sqlite_template, path)
            database = Database(f"sqlite:///{path}")
            async with FakeMastodon() as network:
                for number in range(100):
                    network.mention(f"Trouble {number}", datetime.now(UTC) - timedelta(minutes=number))
                assert await live(process, database, network, point) == KILLED
                await let_time_pass(database)
                network.mention("While it was down", datetime.now(UTC))

                assert await live(process, database, network) == 0
                await let_time_pass(database)
                assert await live(process, database, network) == 0
                await all_are_there_once(database, network)
            await database.close()


async def all_are_there_once(database: Database, network: FakeMastodon) -> None:
    mentions = await Intake(database).rows(Mention)
    assert {one.target["status_id"] for one in mentions} == set(network.statuses)
    assert (len(mentions), {one.revision for one in mentions}) == (101, {1})
    async with database.reading() as session:
        received = await session.exec(select(AuditEntry).where(AuditEntry.kind == "received"))
        assert len(received.all()) == 101
