"""Loops that turn for ever, wake early when there is work, and are seen when they stand still."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from time import monotonic

FAULT_PAUSE = 1.0
"""Seconds before a loop that failed tries again."""
CALM_AFTER = 5.0
"""Seconds without work after which a loop looks less often; longer than Slack keeps the next post waiting."""

STUCK_S = 30.0
"""A loop that has not turned for so long stands still."""

log = logging.getLogger(__name__)

Tick = Callable[[], Awaitable[int]]
"""One turn; how much was done. More than nothing means "call me again at once"."""


class Bell:
    """Wakes a waiting loop. Ringing twice wakes once."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """There is work."""
        self._rung.set()

    async def wait(self, seconds: float) -> bool:
        """Until rung, or until the time is over; whether it was rung."""
        try:
            async with asyncio.timeout(seconds):
                return await self._rung.wait()
        except TimeoutError:
            return False
        finally:
            self._rung.clear()


class LeadBell(Bell):
    """A bell that rings others with it."""

    def __init__(self, *others: Bell) -> None:
        super().__init__()
        self._others = others

    def ring(self) -> None:
        """There is work for this one, and maybe for the others."""
        super().ring()
        for other in self._others:
            other.ring()


class Peal:
    """Several bells on one rope."""

    def __init__(self, *bells: Bell) -> None:
        self._bells = bells

    def ring(self) -> None:
        """Ring them all."""
        for bell in self._bells:
            bell.ring()


@dataclass
class Loop:
    """One named loop. `interval` is in seconds, the longest it sleeps while there is work now and then.

    `calm_interval` is the longest it sleeps when there was none for `CALM_AFTER`; `None`: `interval` too.
    """

    name: str
    tick: Tick
    interval: float
    bell: Bell = field(default_factory=Bell)
    last_turn: float = field(default_factory=monotonic)
    fault_pause: float = FAULT_PAUSE
    """Seconds."""
    calm_interval: float | None = None
    last_work: float = field(default_factory=monotonic)

    async def run(self) -> None:
        """Turn until cancelled. A failed turn is tried again; a loop that keeps failing goes stale."""
        while True:
            try:
                done = await self.tick()
                self.last_turn = monotonic()
            except (Exception, asyncio.CancelledError):
                if _is_told_to_stop():
                    raise
                # The outermost loop: work waits in rows, so a later turn does it.
                log.exception("loop %s failed", self.name)
                await asyncio.sleep(self.fault_pause)
                continue
            if done or await self.bell.wait(self._pause()):
                self.last_work = monotonic()

    def _pause(self) -> float:
        is_busy = monotonic() - self.last_work <= CALM_AFTER
        return self.interval if is_busy or self.calm_interval is None else self.calm_interval


def _is_told_to_stop() -> bool:
    """Something a turn waited for may have been cancelled too; that is a fault like any other."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


class Loops:
    """All loops of a process."""

    def __init__(self, loops: list[Loop]) -> None:
        self.loops = loops
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin turning."""
        self._tasks = [asyncio.create_task(loop.run(), name=loop.name) for loop in self.loops]

    async def stop(self) -> None:
        """Stop between turns or within one; rows hold what was not finished."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def named(self, name: str) -> Loop:
        """One of them. Raises `StopIteration` if there is none of that name."""
        return next(loop for loop in self.loops if loop.name == name)

    def ages(self) -> dict[str, float]:
        """Seconds since each loop last finished a turn."""
        return {loop.name: monotonic() - loop.last_turn for loop in self.loops}
