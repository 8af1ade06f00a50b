"""The matrix with real deaths: a process is killed by SIGKILL, and another one goes on with what it left."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

import pytest

from bot.store.database import Database
from tests.crash.matrix.cases import ALIVE, World, a_share, a_world, all_cases
from tests.crash.matrix.child import STUCK, Life
from tests.crash.matrix.faulty_way import Sight
from tests.crash.matrix.grounds import GROUNDS

SHORT, LONG = 3, 150


class Killing(World):
    """Its lives are processes."""

    nursery: Process

    async def _lives(self, draft_id: str, deaths: Sequence[str]) -> bool:
        for death in [one for one in deaths if one != ALIVE]:
            if await self._process(draft_id, death) == -signal.SIGKILL:
                self.account.deaths += 1
        return await self._process(draft_id, ALIVE) != STUCK

    async def _process(self, draft_id: str, death: str) -> int:
        url = self.database.url.render_as_string(hide_password=False)
        now = self.time.now.isoformat()
        life = Life(url, self.ground.name, self.ground.way.url, draft_id, now, death)
        assert self.nursery.stdin is not None
        assert self.nursery.stdout is not None
        self.nursery.stdin.write(life.dump())
        child = int(await self.nursery.stdout.readline())
        self.ground.way.cut = lambda point: os.kill(child, signal.SIGKILL) if point == death else None
        code, at = (await self.nursery.stdout.readline()).decode().split()
        self.time.now = max(self.time.now, datetime.fromisoformat(at))
        return int(code)


@asynccontextmanager
async def a_nursery() -> AsyncIterator[Process]:
    """The process that forks the others."""
    nursery = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.crash.matrix.child", stdin=PIPE, stdout=PIPE
    )
    try:
        yield nursery
    finally:
        nursery.kill()
        await nursery.communicate()


async def kill(database: Database, count: int, seed: int) -> None:
    """So many cases on each network."""
    async with a_nursery() as nursery:
        for network in GROUNDS:
            sights = [Sight.CLEAR] if network == "webhook" else list(Sight)
            cases = [one for one in all_cases(sights) if one.deaths[0] != ALIVE]
            async with a_world(database, network) as plain:
                world = Killing(plain.database, plain.ground)
                world.nursery = nursery
                for case in a_share(cases, count, seed):
                    await world.play(case)
            print(f"KILLED {network}: {world.account}")  # noqa: T201 - the proof; -rP shows it
            assert world.account.faults == []
            assert world.account.deaths >= count // 2


async def test_killed_processes_double_lose_and_alter_nothing(database: Database) -> None:
    await kill(database, SHORT, seed=2)


@pytest.mark.slow
@pytest.mark.timeout(3_600)
async def test_many_killed_processes_double_lose_and_alter_nothing(database: Database) -> None:
    await kill(database, LONG, seed=3)
