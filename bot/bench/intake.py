"""How fast mentions are taken in, durable before the answer, beside a bare handler in the same run.

Run with `python -m bot.bench.intake`.
"""

import argparse
import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import uvloop

from bot.bench.loader import Load, drip, flood
from bot.bench.serving import Address, bare_server, product_server
from bot.store import mentions
from bot.store.database import Database
from bot.text import mention_id

CONNECTIONS = 64
RATE = 2_000.0
"""Requests for each second of the paced run: the target of the design."""
WARM_UP_S = 1.0
TURNS = 5
LOOK_UP = 5_000


@dataclass(frozen=True)
class Figures:
    """One run. `lost` is how many acknowledged mentions are not in the database."""

    bare: Load
    ours: Load
    paced: Load
    lost: int

    @property
    def share(self) -> float:
        """Our throughput as a share of the bare handler's."""
        return self.ours.per_second / self.bare.per_second


def measure(seconds: float, database_url: str | None = None) -> Figures:
    """Three runs of `seconds` each: the bare handler, ours at full load, ours at `RATE`.

    The first two take turns, so that a machine that slows down or speeds up harms neither.
    `database_url` must lead to an empty database; SQLite in a temporary folder if it is `None`.
    """
    with TemporaryDirectory() as folder:
        url = database_url or f"sqlite:///{Path(folder) / 'bench.db'}"
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_migrate(url))
            with bare_server() as plain, product_server(url) as product:
                bare, ours = runner.run(_in_turns(plain, product, seconds))
                paced = runner.run(drip(product, seconds, CONNECTIONS, RATE))
            acknowledged = ours.acknowledged + paced.acknowledged
            lost = runner.run(missing(url, [mention_id("generic", one) for one in acknowledged]))
    return Figures(bare, ours, paced, lost)


def table(figures: Figures) -> str:
    """The figures as a Markdown table."""
    rows = [
        ("bare handler, nothing stored", figures.bare),
        ("intake, durable before 202", figures.ours),
        (f"intake at {RATE:,.0f}/s", figures.paced),
    ]
    lines = ["| run | requests/s | p50 | p99 | refused |", "|---|---|---|---|---|"]
    lines += [f"| {name} | {_row(load)} |" for name, load in rows]
    lines.append(f"\nShare of the bare handler: {figures.share:.0%}. Acknowledged and lost: {figures.lost}.")
    return "\n".join(lines)


async def missing(database_url: str, ids: Sequence[str]) -> int:
    """How many of these mentions are not stored."""
    database, found = Database(database_url), 0
    for start in range(0, len(ids), LOOK_UP):
        async with database.reading() as session:
            found += len(await mentions.standing(session, ids[start : start + LOOK_UP]))
    await database.close()
    return len(ids) - found


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10.0, help="length of each run")
    parser.add_argument("--database", help="an empty database; SQLite in a temporary folder by default")
    given = parser.parse_args(arguments)
    print(table(measure(given.seconds, given.database)))


def _row(load: Load) -> str:
    milliseconds = [load.percentile(share) * 1_000 for share in (0.5, 0.99)]
    return " | ".join(
        [f"{load.per_second:,.0f}", *(f"{one:.0f} ms" for one in milliseconds), str(load.refused)]
    )


async def _in_turns(plain: Address, product: Address, seconds: float) -> tuple[Load, Load]:
    loads = {plain: Load(), product: Load()}
    for address in loads:
        await flood(address, WARM_UP_S, CONNECTIONS, series="warm")
    for turn in range(TURNS):
        for address, load in loads.items():
            await flood(address, seconds / TURNS, CONNECTIONS, load, series=f"f{turn}_")
    return loads[plain], loads[product]


async def _migrate(url: str) -> None:
    database = Database(url)
    await database.migrate()
    await database.close()


if __name__ == "__main__":
    main()
