"""An ASGI application on a port, inside the running loop."""

import asyncio
import gc
import socket
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

import uvicorn
from starlette.types import ASGIApp

from bot.errors import AmendsError

BACKLOG = 2048
STOP_SECONDS = 5
"""How long open requests may take to end at a stop."""


@dataclass
class PortTaken(AmendsError):
    """Nobody can listen there."""

    host: str
    port: int
    problem: str

    def __str__(self) -> str:
        return f"Cannot listen on {self.host}:{self.port} ({self.problem})."


YOUNG_OBJECTS = 20_000
"""New objects before Python looks for garbage; a burst of webhooks makes thousands that die by themselves."""


TURN_SECONDS = 0.0005
"""How long a busy thread may keep the others waiting; Python's own is 5 ms.

It served intake while each row was handed to SQLite on a thread. Since that is done in the loop, neither
small nor large batches show a difference; the figures of the storm were taken with it.
"""


def settle() -> None:
    """Called once by a process that has started and will now serve: what stands will not become garbage."""
    sys.setswitchinterval(TURN_SECONDS)
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, 20, 50)
    gc.enable()


class _Server(uvicorn.Server):
    """uvicorn without its own signal handling: the process decides when to stop."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def listening(app: ASGIApp, host: str, port: int) -> AsyncIterator[int]:
    """Serve until the block ends; the port that was got (`port=0` picks a free one).

    Raises:
        PortTaken: somebody else is there, or the address is not ours.
    """
    try:
        bound = bind(host, port)
    except OSError as fault:
        raise PortTaken(host, port, fault.strerror or str(fault)) from fault
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=STOP_SECONDS,
    )
    server = _Server(config)
    # The socket listens already: a request that comes before the server turns waits in its backlog.
    task = asyncio.create_task(server.serve(sockets=[bound]))
    try:
        yield bound.getsockname()[1]
    finally:
        server.should_exit = True
        await task
        bound.close()


def bind(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises `OSError` if nobody can."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP, or asyncio leaves Nagle on and small answers wait 40 ms for an acknowledgement.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
        bound.listen(BACKLOG)
    except OSError:
        bound.close()
        raise
    bound.setblocking(False)
    return bound
