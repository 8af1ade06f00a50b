"""The whole bench: the real service beside the sandbox, then the intake by itself."""

import asyncio
import os
from collections.abc import Callable, Collection
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bot.bench import growth, intake, spikes
from bot.bench.cards import Desk, at_desk
from bot.bench.child import Child, serving
from bot.bench.desk import BUSY, FLOOD, Storm, Weather
from bot.bench.figures import Bar, Figure, Unit, percentile
from bot.bench.footprint import cpu_seconds, rss_bytes
from bot.sandbox.server import Sandbox

USUAL = ("start", "idle", "latency", "click", "intake")
APART = ("intake", "spikes", "growth")
"""Measured without the service."""
PARTS = (*USUAL, "busy", "storm", "spikes", "growth")
"""The last ones take minutes by their nature; they are measured when they are asked for."""
NOTES = 6
"""How often each part tells how far it is."""

Say = Callable[[str], None]


@dataclass(frozen=True)
class Size:
    """How much of each is measured."""

    starts: int = 3
    settle_s: float = 5.0
    idle_s: float = 20.0
    cards: int = 60
    clicks: int = 12
    intake_s: float = 10.0
    busy: Weather = BUSY
    storm: Weather = FLOOD
    brands: int = 24
    """Simulated without an event, at each rate."""
    event_brands: int = 6
    settings: tuple[spikes.Setting, ...] = (*spikes.SETTINGS, spikes.BUSY)
    stored: tuple[int, ...] = growth.STEPS
    rounds: int = growth.ROUNDS


QUICK = Size(
    starts=1,
    settle_s=2.0,
    idle_s=10.0,
    cards=10,
    clicks=3,
    intake_s=3.0,
    busy=replace(BUSY, count=100, seconds=60.0, critical=4),
    storm=replace(FLOOD, count=1_000, seconds=60.0, critical=5),
    brands=4,
    event_brands=1,
    settings=spikes.SETTINGS,
    stored=(1_000, 20_000),
    rounds=4,
)


@dataclass
class Bench:
    """Measures the chosen `parts`; `say` is told what goes on.

    `database_url` must lead to an empty database; SQLite in temporary folders if it is `None`.
    """

    parts: Collection[str]
    size: Size
    say: Say
    database_url: str | None = None
    figures: list[Figure] = field(default_factory=list)

    def measure(self) -> list[Figure]:
        """All chosen parts, one after the other; takes from seconds to minutes."""
        if not set(self.parts) <= set(APART):
            asyncio.run(self._service())
        if "intake" in self.parts:
            self._intake()
        if "spikes" in self.parts:
            self._spikes()
        if "growth" in self.parts:
            self.figures += growth.figures(growth.measure(self.size.stored, self.size.rounds, self.say))
        return self.figures

    async def _service(self) -> None:
        async with AsyncExitStack() as stack:
            sandbox = await stack.enter_async_context(Sandbox(rate_limits="slack"))
            more = self.size.starts - 1 if "start" in self.parts else 0
            starts = [await self._start(sandbox) for _ in range(more)]
            folder = stack.enter_context(TemporaryDirectory(prefix="amends-bench-"))
            self.say("starting the service")
            child = await stack.enter_async_context(serving(sandbox, Path(folder), self.database_url))
            if "start" in self.parts:
                self._tell_starts([*starts, child])
            desk = await stack.enter_async_context(at_desk(sandbox, child))
            await self._at_work(desk)

    async def _start(self, sandbox: Sandbox) -> Child:
        self.say("starting the service")
        with TemporaryDirectory(prefix="amends-bench-") as folder:
            async with serving(sandbox, Path(folder), self.database_url) as child:
                return child

    def _tell_starts(self, starts: Collection[Child]) -> None:
        ready = [child.ready_after for child in starts]
        busy = median(child.cpu_to_ready for child in starts)
        self.figures += [
            Figure(f"start until ready, median of {len(ready)}", median(ready), Unit.SECONDS, Bar(3.0)),
            Figure("start until ready, fastest", min(ready), Unit.SECONDS),
            # On a busy machine the time passes while others work; this part is ours.
            Figure("start: processor time of it", busy, Unit.SECONDS),
        ]

    async def _at_work(self, desk: Desk) -> None:
        # What is loaded only when used is loaded now, so that no figure flatters.
        await desk.card_times(1, lambda: None)
        if "idle" in self.parts:
            await self._idle(desk.child.pid)
        if "latency" in self.parts:
            times = await desk.card_times(self.size.cards, self._counter("cards", self.size.cards))
            self._tell_times("webhook → card", times, Bar(1.0))
        if "click" in self.parts:
            times = await desk.click_times(self.size.clicks, self._counter("clicks", self.size.clicks))
            self._tell_times("click → card changed", times, Bar(1.0))
        for name, weather in (("busy", self.size.busy), ("storm", self.size.storm)):
            if name in self.parts:
                self.say(weather.name)
                storm = Storm(weather)
                await storm.run(desk)
                self.figures += storm.figures(desk)
        if {"latency", "click"} & set(self.parts):
            self.figures.append(Figure("memory after that", rss_bytes(desk.child.pid), Unit.MEGABYTES))

    async def _idle(self, pid: int) -> None:
        self.say(f"idle for {self.size.settle_s + self.size.idle_s:.0f} s")
        await asyncio.sleep(self.size.settle_s)
        before = cpu_seconds(pid)
        await asyncio.sleep(self.size.idle_s)
        share = (cpu_seconds(pid) - before) / self.size.idle_s
        self.figures += [
            Figure("memory, idle", rss_bytes(pid), Unit.MEGABYTES, Bar(200e6)),
            Figure("processor, idle (share of one core)", share, Unit.PERCENT, Bar(0.05)),
        ]

    def _tell_times(self, name: str, times: list[float], bar: Bar) -> None:
        self.figures += [
            Figure(f"{name}, p50 of {len(times)}", percentile(times, 0.5), Unit.MILLISECONDS),
            Figure(f"{name}, p90", percentile(times, 0.9), Unit.MILLISECONDS),
            Figure(f"{name}, p99", percentile(times, 0.99), Unit.MILLISECONDS, bar),
        ]

    def _intake(self) -> None:
        self.say(f"intake: three runs of {self.size.intake_s:.0f} s")
        found = intake.measure(self.size.intake_s, self.database_url)
        self.figures += [
            Figure("intake: bare handler, nothing stored", found.bare.per_second, Unit.PER_SECOND),
            Figure("intake: durable before 202", found.ours.per_second, Unit.PER_SECOND, Bar(2_000.0, True)),
            Figure("intake: share of the bare handler", found.share, Unit.PERCENT, Bar(0.5, True)),
            Figure(f"intake at {intake.RATE:,.0f}/s, p50", found.paced.percentile(0.5), Unit.MILLISECONDS),
            Figure("intake at that rate, p99", found.paced.percentile(0.99), Unit.MILLISECONDS, Bar(0.25)),
            Figure("intake: acknowledged and lost", found.lost, Unit.COUNT, Bar(0.0)),
        ]

    def _spikes(self) -> None:
        for setting in self.size.settings:
            self.say(f"spikes at {setting.words}")
            brands = self.size.brands if setting.rate < spikes.BUSY.rate else self.size.event_brands
            self.figures += spikes.measure(setting, brands, self.size.event_brands).figures()

    def _counter(self, name: str, total: int) -> Callable[[], None]:
        done = 0

        def note() -> None:
            nonlocal done
            done += 1
            if done % max(total // NOTES, 1) == 0:
                self.say(f"{name}: {done} of {total}")

        return note


def machine() -> str:
    """What the figures were taken on, and how busy it was with other things."""
    busy = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{os.cpu_count()} cores{busy}"
