"""What operators and their monitors are told."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import httpx2
import pytest
from prometheus_client import CollectorRegistry

from bot.outgoing import http_client
from bot.web import ops
from bot.web.listen import listening
from bot.web.ops import OpsDeps, build_ops


async def yes() -> bool:
    return True


async def no() -> bool:
    return False


async def never() -> bool:
    await asyncio.Event().wait()
    return True


@asynccontextmanager
async def asking(deps: OpsDeps) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of the operators' door."""
    async with (
        listening(build_ops(deps), "127.0.0.1", 0) as port,
        http_client(base_url=f"http://127.0.0.1:{port}") as client,
    ):
        yield client


@pytest.mark.parametrize(("age", "status", "stuck"), [(29.0, 200, []), (31.0, 503, ["triage"])])
async def test_a_loop_that_stands_still_is_not_healthy(age: float, status: int, stuck: list[str]) -> None:
    ages = {"triage": age, "desk": 0.1}
    async with asking(OpsDeps(lambda: ages, {}, CollectorRegistry())) as client:
        response = await client.get("/healthz")

    assert (response.status_code, response.json()["stuck"]) == (status, stuck)


async def test_ready_is_when_everything_is_there() -> None:
    async with asking(OpsDeps(dict, {"store": yes, "slack": yes}, CollectorRegistry())) as client:
        response = await client.get("/readyz")

    assert (response.status_code, response.json()) == (200, {"store": True, "slack": True})


async def test_what_is_missing_is_named() -> None:
    async with asking(OpsDeps(dict, {"store": yes, "slack": no}, CollectorRegistry())) as client:
        response = await client.get("/readyz")

    assert (response.status_code, response.json()) == (503, {"store": True, "slack": False})


async def test_a_check_that_hangs_counts_as_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ops, "CHECK_S", 0.05)
    async with asking(OpsDeps(dict, {"store": never}, CollectorRegistry())) as client:
        response = await client.get("/readyz")

    assert (response.status_code, response.json()) == (503, {"store": False})


async def test_metrics_tell_lengths_and_ages_at_the_moment_of_asking() -> None:
    waiting = {"mentions": 3.0}

    async def lengths() -> Mapping[str, float]:
        return waiting

    deps = OpsDeps(lambda: {"desk": 0.5}, {}, CollectorRegistry(), lengths)
    async with asking(deps) as client:
        await client.get("/metrics")
        waiting["mentions"] = 4.0
        text = (await client.get("/metrics")).text

    assert 'amends_queue_length{queue="mentions"} 4.0' in text
    assert 'amends_loop_age_seconds{loop="desk"} 0.5' in text
