"""A server in a process of its own, as `amends serve` would run it."""

import asyncio
import multiprocessing
import socket
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection

import uvicorn
import uvloop
from prometheus_client import CollectorRegistry
from starlette.types import ASGIApp

from bot.app.clock import new_id, utc_now
from bot.bench.bare import bare_app
from bot.intake.journal import Journal
from bot.intake.source import Generic
from bot.intake.verify import keyring
from bot.signing import signing_key
from bot.store.database import Database
from bot.web.listen import settle
from bot.web.public import PublicDeps, build_public

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105 - see below
"""The example key of the Standard Webhooks specification; it guards nothing."""
START_S = 30.0

Serve = Callable[[ASGIApp], Awaitable[None]]
Run = Callable[[str, Serve], Coroutine[None, None, None]]


class _Silence:
    def ring(self) -> None:
        """Nobody works on what comes in: only the intake is measured."""


@dataclass(frozen=True)
class Address:
    """Where a measured server listens."""

    host: str
    port: int
    pid: int


@contextmanager
def bare_server() -> Iterator[Address]:
    """The yardstick at work."""
    with _process(_run_bare, "") as address:
        yield address


@contextmanager
def product_server(database_url: str) -> Iterator[Address]:
    """Our intake at work on a migrated database."""
    with _process(_run_product, database_url) as address:
        yield address


@contextmanager
def _process(run: Run, database_url: str) -> Iterator[Address]:
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    child = spawn.Process(target=_child, args=(run, database_url, theirs))
    child.start()
    try:
        if not ours.poll(START_S):
            raise TimeoutError("the measured server did not start")
        host, port = ours.recv()
        yield Address(host, port, child.pid or 0)
    finally:
        child.terminate()
        child.join()


def _child(run: Run, database_url: str, parent: Connection) -> None:
    # Named as TCP, or asyncio leaves Nagle on and small answers wait for an acknowledgement.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    listener.listen(1024)
    parent.send(listener.getsockname())

    async def serve(app: ASGIApp) -> None:
        config = uvicorn.Config(
            app, http="httptools", access_log=False, log_level="warning", proxy_headers=False
        )
        await uvicorn.Server(config).serve(sockets=[listener])

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(run(database_url, serve))


async def _run_bare(_database_url: str, serve: Serve) -> None:
    await serve(bare_app(signing_key(SECRET)))


async def _run_product(database_url: str, serve: Serve) -> None:
    database = Database(database_url)
    journal = Journal(database, utc_now, new_id, bell=_Silence(), channel="C0BENCH")
    writer = asyncio.create_task(journal.run())
    deps = PublicDeps({"generic": Generic(keyring([SECRET]))}, journal, utc_now, CollectorRegistry())
    app = build_public(deps)
    settle()
    await serve(app)
    writer.cancel()
    await database.close()
