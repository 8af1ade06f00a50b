"""Loops turn for ever: woken by a bell, not stopped by a fault, and seen when they stand still."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic

import pytest

from bot.loops import CALM_AFTER, Bell, Loop, Loops, Tick

FOR_EVER = 3_600.0


class Work:
    """A tick that does what it is told and counts its turns."""

    def __init__(self) -> None:
        self.turns = 0
        self.left = 0
        self.fault: BaseException | None = None
        self.turned = asyncio.Condition()

    async def __call__(self) -> int:
        self.turns += 1
        async with self.turned:
            self.turned.notify_all()
        if self.fault is not None:
            raise self.fault
        self.left = max(0, self.left - 1)
        return self.left

    async def reach(self, turns: int) -> None:
        """Wait until it has turned so often."""
        async with asyncio.timeout(10), self.turned:
            await self.turned.wait_for(lambda: self.turns >= turns)


@asynccontextmanager
async def turning(*turned: Loop) -> AsyncIterator[Loops]:
    """These loops, until the block ends."""
    all_of_them = Loops([*turned])
    all_of_them.start()
    try:
        yield all_of_them
    finally:
        await all_of_them.stop()


def looping(tick: Tick, interval: float = FOR_EVER, name: str = "work") -> Loop:
    """One loop around the work, which does not rest after a fault."""
    return Loop(name, tick, interval, fault_pause=0.0)


@pytest.fixture
def work() -> Work:
    return Work()


async def test_a_bell_wakes_a_loop_that_sleeps(work: Work) -> None:
    async with turning(looping(work)) as running:
        await work.reach(1)
        running.named("work").bell.ring()
        await work.reach(2)


async def test_a_loop_that_nobody_wakes_turns_at_its_interval(work: Work) -> None:
    async with turning(looping(work, 0.01)):
        await work.reach(3)


async def test_a_loop_with_more_to_do_does_not_sleep(work: Work) -> None:
    work.left = 5
    async with turning(looping(work)):
        await work.reach(5)


async def test_a_loop_without_work_looks_less_often_until_it_is_woken(work: Work) -> None:
    long_ago = monotonic() - CALM_AFTER - 1
    calm = Loop("work", work, 0.001, calm_interval=FOR_EVER, last_work=long_ago)
    async with turning(calm):
        await work.reach(1)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await work.reach(2)
        calm.bell.ring()
        await work.reach(4)


async def test_a_bell_that_rings_during_a_turn_is_heard_after_it() -> None:
    bell = Bell()
    bell.ring()

    async with asyncio.timeout(1):
        await bell.wait(FOR_EVER)


async def test_a_bell_that_rings_twice_wakes_once() -> None:
    bell = Bell()
    bell.ring()
    bell.ring()
    await bell.wait(FOR_EVER)

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.02):
            await bell.wait(FOR_EVER)


@pytest.mark.parametrize("fault", [RuntimeError("a bug"), asyncio.CancelledError()])
async def test_a_turn_that_fails_is_tried_again_and_logged(
    work: Work, caplog: pytest.LogCaptureFixture, fault: BaseException
) -> None:
    work.fault = fault
    async with turning(looping(work)):
        await work.reach(3)

    assert "loop work failed" in caplog.text


async def test_a_loop_that_keeps_failing_grows_old(work: Work) -> None:
    work.fault = RuntimeError("a bug")
    async with turning(looping(work)) as running:
        begun = running.named("work").last_turn
        await work.reach(3)

        assert running.named("work").last_turn == begun
        assert running.ages()["work"] > 0


async def test_a_loop_that_turns_stays_young(work: Work) -> None:
    async with turning(looping(work, 0.001)) as running:
        begun = running.named("work").last_turn
        await work.reach(3)

        assert running.named("work").last_turn > begun


async def test_a_stop_ends_a_turn_in_its_middle() -> None:
    begun = asyncio.Event()

    async def never_ends() -> int:
        begun.set()
        await asyncio.Event().wait()
        return 0

    async with asyncio.timeout(10), turning(looping(never_ends)):
        await begun.wait()

    assert "work" not in {task.get_name() for task in asyncio.all_tasks()}


async def test_one_failing_loop_leaves_the_others_alone(work: Work) -> None:
    failing = Work()
    failing.fault = RuntimeError("a bug")
    async with turning(looping(failing, name="bad"), looping(work, 0.001)):
        await failing.reach(3)
        await work.reach(3)


def test_a_loop_is_found_by_its_name(work: Work) -> None:
    loop = Loop("work", work, FOR_EVER)

    assert Loops([loop]).named("work") is loop
    with pytest.raises(StopIteration):
        Loops([]).named("work")
