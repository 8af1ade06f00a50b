"""The real service as a process of its own: started, found ready, ended."""

import asyncio
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import httpx2

import bot
from bot.bench.footprint import cpu_seconds
from bot.bench.serving import SECRET
from bot.errors import AmendsError
from bot.outgoing import http_client
from bot.sandbox.server import Sandbox

CHANNEL = "C0CARE"
APPROVER = "U0STAFF"
START_S = 60.0
"""The longest to wait for a start: many times the bar, since a slow machine should get a figure too."""
STOP_S = 15.0
LOOK_S = 0.02
"""How often readiness is asked for; the start is known no finer than this."""
LAST_LINES = 5


@dataclass
class ServiceDied(AmendsError):
    """The service ended by itself; `last` is what it wrote at the end."""

    last: str

    def __str__(self) -> str:
        return f"The service did not start. Its last lines:\n{self.last}"


@dataclass(frozen=True)
class Child:
    """A service at work. `ready_after` and `cpu_to_ready` are in seconds, from the process's birth."""

    pid: int
    hook_url: str
    database_url: str
    ready_after: float
    cpu_to_ready: float


@asynccontextmanager
async def serving(sandbox: Sandbox, folder: Path, database_url: str | None = None) -> AsyncIterator[Child]:
    """`amends serve` in `folder` until the block ends; SQLite in that folder if no database is named.

    Raises:
        ServiceDied: it ended before it was ready.
        TimeoutError: it was not ready in `START_S`.
    """
    port, ops_port = _free_ports()
    url = database_url or f"sqlite:///{folder}/bench.db"
    log = folder / "service.log"
    began = perf_counter()
    with log.open("wb") as written:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "serve"),
            cwd=folder,  # where no .env lies
            env=_environment(sandbox, url, port, ops_port),
            stdout=written,
            stderr=written,
        )
    try:
        await _ready(process, f"http://127.0.0.1:{ops_port}/readyz", log)
        ready_after = perf_counter() - began
        hook_url = f"http://127.0.0.1:{port}/webhooks/generic"
        yield Child(process.pid, hook_url, url, ready_after, cpu_seconds(process.pid))
    finally:
        await _end(process)


def _environment(sandbox: Sandbox, database_url: str, port: int, ops_port: int) -> dict[str, str]:
    """All that the child knows: nothing of this process's own environment."""
    return {
        "PYTHONPATH": str(Path(bot.__file__).parents[1]),
        "DATABASE_URL": database_url,
        "PORT": str(port),
        "OPS_PORT": str(ops_port),
        "SLACK_BOT_TOKEN": sandbox.bot_token,
        "SLACK_APP_TOKEN": sandbox.app_token,
        "SLACK_API_URL": sandbox.api_url,
        "SLACK_CHANNEL": CHANNEL,
        "SLACK_APPROVERS": APPROVER,
        "PUBLISH_WEBHOOK_URL": sandbox.timeline_hook_url,
        "PUBLISH_WEBHOOK_SECRET": sandbox.timeline_secret,
        "WEBHOOK_GENERIC_SECRET": SECRET,
    }


def _free_ports() -> tuple[int, int]:
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as other:
        return one.getsockname()[1], other.getsockname()[1]


async def _ready(process: asyncio.subprocess.Process, url: str, log: Path) -> None:
    async with asyncio.timeout(START_S), http_client(timeout=START_S) as client:
        while not await _answers(client, url):
            if process.returncode is not None:
                raise ServiceDied(_last_lines(log))
            await asyncio.sleep(LOOK_S)


def _last_lines(log: Path) -> str:
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-LAST_LINES:])


async def _answers(client: httpx2.AsyncClient, url: str) -> bool:
    try:
        return (await client.get(url)).status_code == httpx2.codes.OK
    except httpx2.TransportError:
        return False


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    try:
        async with asyncio.timeout(STOP_S):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
