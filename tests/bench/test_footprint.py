"""What a process takes of the machine."""

import os

import pytest

from bot.bench.footprint import cpu_seconds, ps_seconds, rss_bytes

MB = 1_000_000


def test_memory_is_told_in_bytes() -> None:
    before = rss_bytes(os.getpid())
    held = bytearray(os.urandom(30 * MB))
    assert 20 * MB < rss_bytes(os.getpid()) - before < 60 * MB
    del held


def test_processor_time_grows_with_work() -> None:
    before = cpu_seconds(os.getpid())
    while cpu_seconds(os.getpid()) == before:
        sum(range(10_000))
    assert cpu_seconds(os.getpid()) - before < 5


@pytest.mark.parametrize(
    ("shown", "seconds"), [("0:01.50", 1.5), ("12:03", 723), ("01:00:02", 3_602), ("2-03:00:00", 183_600)]
)
def test_times_are_read_as_ps_shows_them(shown: str, seconds: float) -> None:
    assert ps_seconds(shown) == seconds
