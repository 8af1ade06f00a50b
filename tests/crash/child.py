"""The whole service in a process that dies where it is told to: `python -m tests.crash.child`.

Each line of its input is one life, told as JSON. A life begins as a fork, so that only the first one waits
for the imports and the templates. Its process id is said at its start, its exit code at its end.
"""

import asyncio
import json
import os
import signal
import sys
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from bot import landmarks
from bot.app import running
from bot.drafting.versions import library_of, shipped_set
from bot.settings import Settings
from bot.web.listen import listening
from tests.crash.clock import FastClock

SETTLED_AFTER = timedelta(seconds=15)
"""On the fast clock: the receiver next door answers at once or never."""


@dataclass(frozen=True)
class Life:
    """One run of the service. `dies_at` is a landmark, passed for the `nth` time; "" lets it live."""

    settings: dict[str, Any]
    port: int
    clock: FastClock
    dies_at: str = ""
    nth: int = 1

    def dump(self) -> bytes:
        """As one line."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def load(cls, line: str) -> "Life":
        """From one line."""
        told = json.loads(line)
        return cls(**(told | {"clock": FastClock(**told["clock"])}))


async def live(life: Life) -> None:
    """Serve until killed."""
    landmarks.watch(_Reaper(life.dies_at, life.nth))
    settings = Settings.model_validate(life.settings)
    async with (
        running(settings, now=life.clock.now, settled_after=SETTLED_AFTER) as service,
        listening(service.public, "127.0.0.1", life.port),
    ):
        await asyncio.Event().wait()


class _Reaper:
    """Kills this very process, as a power cut would."""

    def __init__(self, landmark: str, nth: int) -> None:
        self._landmark = landmark
        self._left = nth

    def __call__(self, passed: str) -> None:
        self._left -= passed == self._landmark
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    """Live as often as told."""
    library_of(shipped_set())
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            asyncio.run(live(Life.load(line)))
        print(child, flush=True)  # noqa: T201 - the answer to the parent
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
