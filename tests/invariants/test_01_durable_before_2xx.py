"""Invariant 1: durable before 2xx.

A webhook is answered 2xx only after its mentions are committed. A store that is down means 503 and
Retry-After. What is signed but cannot be used is kept and shown, never dropped.
"""

import asyncio
import re
import shutil
import sys
import time
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.models import Delivery, Mention, Quarantined
from bot.sandbox import Sandbox
from bot.store.database import Database
from bot.testing.fake_receiver import fake_receiver
from tests.crash.child import Life
from tests.crash.clock import FastClock
from tests.crash.world import World
from tests.house import House, free_port, says, service_settings
from tests.intake.bodies import COMPLAINT, a_post

pytestmark = pytest.mark.asyncio(loop_scope="module")

_numbers = count(1)


@asynccontextmanager
async def store_that_refuses(house: House) -> AsyncIterator[None]:
    """A table is away: no delivery can be committed."""
    async with house.database.engine.begin() as connection:
        await connection.exec_driver_sql("ALTER TABLE delivery RENAME TO delivery_away")
    try:
        yield
    finally:
        async with house.database.engine.begin() as connection:
            await connection.exec_driver_sql("ALTER TABLE delivery_away RENAME TO delivery")


async def test_a_store_that_is_down_makes_503_and_the_retry_is_taken(house: House) -> None:
    async with store_that_refuses(house):
        answer = await house.deliver(a_post("down", COMPLAINT))

    assert (answer.status_code, "retry-after" in answer.headers) == (503, True)
    again = await house.deliver(a_post("down", COMPLAINT))
    assert (again.status_code, again.json()["accepted"]) == (202, 1)


async def test_a_yes_is_given_only_for_what_another_connection_sees(house: House) -> None:
    posts = [a_post(f"seen-{number}", COMPLAINT) for number in range(30)]

    answers = await asyncio.gather(*(house.deliver(post) for post in posts))

    stored = {mention.external_id for mention in await house.rows(Mention)}
    assert {answer.status_code for answer in answers} == {202}
    assert {str(post["id"]) for post in posts} <= stored


async def test_what_cannot_be_read_is_kept_and_shown(house: House) -> None:
    answer = await house.deliver(body=b'{"this is": "no mention"')

    assert (answer.status_code, answer.json()["quarantined"]) == (202, 1)
    kept = [one for one in await house.rows(Delivery) if one.body == b'{"this is": "no mention"']
    await house.message(f"quarantine:{kept[0].id}", says("could not be read"))


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(body=st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
async def test_any_signed_bytes_are_kept_as_they_came_and_accounted_for(house: House, body: bytes) -> None:
    body = b"%d " % next(_numbers) + body

    answer = await house.deliver(body=body)

    assert answer.status_code == 202
    (delivery,) = [one for one in await house.rows(Delivery) if one.body == body]
    kept = [one for one in await house.rows(Quarantined) if one.delivery_id == delivery.id]
    assert sum(answer.json().values()) == len(kept) == answer.json()["quarantined"] > 0


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
async def test_the_disk_has_confirmed_the_mention_before_the_sender_hears_yes(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    async with Sandbox(rate_limits="off") as sandbox, fake_receiver() as receiver:
        url = f"sqlite:///{tmp_path}/amends.db"
        clock = FastClock(time.time(), 1.0)
        life = Life(service_settings(url, sandbox, receiver), free_port(), clock)
        calls = "trace=pwrite64,write,fdatasync,fsync,sendto"
        tracer = await asyncio.create_subprocess_exec(
            *("strace", "--seccomp-bpf", "-f", "-y", "-s", "8192", "-e", calls, "-o", str(trace)),
            *(sys.executable, "-m", "tests.crash.child"),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
        )
        world = World(sandbox, receiver, Database(url), life.port, clock, tracer)
        try:
            living = asyncio.create_task(world.live())
            await world.say("marker", "MARKER-OF-THE-TRACE: nobody told us anything for hours.")
        finally:
            world.kill()
            await living
            await tracer.communicate(b"")
    assert _order(trace.read_text(errors="replace")) == ["written", "synced", "answered"]


def _order(trace: str) -> list[str]:
    """What happened first, in order: the mention written, that file synced, the sender answered."""
    written = re.search(r"write\w*\(\d+<[^>]*amends\.db[^>]*>, .*MARKER-OF-THE-TRACE", trace)
    assert written is not None, "the mention was never written"
    rest = trace[written.end() :]
    synced = re.search(r"(fdatasync|fsync)(\(\d+<[^>]*amends\.db-wal>\)| resumed>\)) += 0", rest)
    answered = re.search(r"HTTP/1\.1 202", rest)
    assert synced is not None
    assert answered is not None
    assert "HTTP/1.1 202" not in trace[: written.start()]
    found = {"written": -1, "synced": synced.end(), "answered": answered.start()}
    return sorted(found, key=lambda name: found[name])
