"""Looks after one text in a process that dies where it is told to: `python -m tests.crash.matrix.child`.

Each line of its input is one life, told as JSON. A life begins as a fork, so that only the first one waits
for the imports. Its process id is said at its start; at its end its exit code and the world's time.
"""

import asyncio
import json
import os
import signal
import sys
from dataclasses import asdict, dataclass
from datetime import datetime

from bot import landmarks
from bot.store.database import Database
from tests.crash.matrix.lives import Time, a_process, until_rest

STUCK = 3
"""Exit code of a life that never came to rest."""


@dataclass(frozen=True)
class Life:
    """What one process is told. `dies_at` is a landmark; "" lets it live."""

    database_url: str
    network: str
    way: str
    draft_id: str
    now: str
    dies_at: str = ""

    def dump(self) -> bytes:
        """As one line."""
        return json.dumps(asdict(self)).encode() + b"\n"


async def live(life: Life, told: int) -> int:
    """Until it rests or dies; the time of the world at every step goes to the parent."""
    landmarks.watch(lambda name: os.kill(os.getpid(), signal.SIGKILL) if name == life.dies_at else None)
    database, time = Database(life.database_url), Noted(datetime.fromisoformat(life.now), told)
    async with a_process(database, life.network, life.way, time) as process:
        rests = await until_rest(database, process, time, life.draft_id)
    await database.close()
    return 0 if rests else STUCK


class Noted(Time):
    """Tells its parent what it is, so that a death does not turn it back."""

    def __init__(self, now: datetime, told: int) -> None:
        self._told = told
        super().__init__(now)

    def __setattr__(self, name: str, value: object) -> None:
        if name == "now" and isinstance(value, datetime):
            os.pwrite(self._told, value.isoformat().ljust(40).encode(), 0)
        super().__setattr__(name, value)


def main() -> None:
    """Live as often as told."""
    told = os.memfd_create("time")
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            os._exit(asyncio.run(live(Life(**json.loads(line)), told)))
        print(child, flush=True)  # noqa: T201 - the answer to the parent
        _, status = os.waitpid(child, 0)
        now = os.pread(told, 40, 0).decode().strip()
        print(os.waitstatus_to_exitcode(status), now, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
