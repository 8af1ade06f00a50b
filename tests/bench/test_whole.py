"""The bench runs from end to end, on real processes; how fast they are is not judged here."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.bench.cards import at_desk
from bot.bench.child import ServiceDied, serving
from bot.bench.posts import post
from bot.bench.whole import Bench, Size
from bot.cli import bench
from bot.sandbox.server import Sandbox

TINY = Size(starts=1, settle_s=0.0, idle_s=0.2, cards=1, clicks=1, intake_s=0.2)


def test_every_part_of_the_service_gets_its_figures() -> None:
    said: list[str] = []
    figures = Bench(("start", "idle", "latency", "click"), TINY, said.append).measure()
    assert [figure.measure for figure in figures if figure.bar] == [
        "start until ready, median of 1",
        "memory, idle",
        "processor, idle (share of one core)",
        "webhook → card, p99",
        "click → card changed, p99",
    ]
    assert "clicks: 1 of 1" in said


async def test_the_service_ends_with_the_bench(tmp_path: Path) -> None:
    async with Sandbox() as sandbox, serving(sandbox, tmp_path) as child, at_desk(sandbox, child):
        os.kill(child.pid, 0)
    with pytest.raises(ProcessLookupError):
        os.kill(child.pid, 0)


async def test_a_service_that_cannot_start_tells_its_last_words(tmp_path: Path) -> None:
    nowhere = "postgresql://amends@127.0.0.1:1/nowhere"
    with pytest.raises(ServiceDied, match="did not start"):
        async with Sandbox() as sandbox, serving(sandbox, tmp_path, nowhere):
            pass


def test_the_intake_is_measured_without_the_service() -> None:
    told = [figure.as_json() for figure in Bench(["intake"], TINY, print).measure()]
    assert [one["here"] for one in told if one["measure"] == "intake: acknowledged and lost"] == [0]


def test_an_unknown_part_is_told_with_those_that_exist() -> None:
    ran = CliRunner().invoke(bench.command, ["--only", "start,lunch"])
    assert ran.exit_code == 2
    assert (
        "lunch: choose from start, idle, latency, click, intake, busy, storm, spikes, growth." in ran.stderr
    )


def test_the_posts_of_a_run_all_differ() -> None:
    assert len({str(post(number)["text"]) for number in range(60)}) == 60
