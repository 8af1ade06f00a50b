"""A stand-in for an OpenAI-compatible server, on loopback, that answers well or badly as it is told."""

import asyncio
import contextlib
import socket
from collections import deque
from collections.abc import Iterator
from types import TracebackType
from typing import Any, Self, cast

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.testing.openai_modes import MODES, Answer, Call, Mode, apologise


class FakeOpenAI:
    """Use as `async with FakeOpenAI() as fake:` and point a client at `fake.url`.

    Each call takes the next mode of those given to `script`, or `default` when there are none left.
    `answer` makes the content of good answers from the request; `slow_seconds` is how long "slow" waits.
    """

    def __init__(
        self, answer: Answer = apologise, *, default: str = "good", slow_seconds: float = 0.3
    ) -> None:
        self.answer, self.default, self.slow_seconds = answer, default, slow_seconds
        self.requests: list[dict[str, Any]] = []
        """The bodies of all calls, in order."""
        self.keys: list[str] = []
        """The API key of each call."""
        self.strayed = 0
        """Requests that followed a redirect."""
        self.at_once = 0
        """The most calls that were in flight at the same time."""
        self.url = ""
        self._in_flight = 0
        self._script: deque[Mode] = deque()
        self._stop = asyncio.Event()
        self._arrival = asyncio.Condition()

    def script(self, *modes: str) -> None:
        """Queue modes for the next calls. Raises `KeyError` for a mode that does not exist."""
        self._script.extend(MODES[mode] for mode in modes)

    async def called(self, times: int) -> None:
        """Wait until that many calls have come in, answered or not."""
        async with self._arrival:
            await self._arrival.wait_for(lambda: len(self.requests) >= times)

    async def __aenter__(self) -> Self:
        listener = _listener()
        port = listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}/v1"
        self._transports: dict[int, asyncio.Transport] = {}
        self._server = _Server(self._config())
        self._running = asyncio.create_task(self._server.serve(sockets=[listener]))
        await self._server.ready.wait()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._server.should_exit = True
        await self._running

    def _config(self) -> uvicorn.Config:
        routes = [
            Route("/v1/chat/completions", self._complete, methods=["POST"]),
            Route("/elsewhere", self._elsewhere, methods=["GET", "POST"]),
        ]
        return uvicorn.Config(
            Starlette(routes=routes),
            http=_protocol(self._transports),
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=1,
        )

    async def _complete(self, request: Request) -> Response:
        call = await self._call(request)
        async with self._arrival:
            self.requests.append(call.body)
            self.keys.append(call.key)
            self._arrival.notify_all()
        mode = self._script.popleft() if self._script else MODES[self.default]
        with self._counted():
            return await mode(call)

    async def _elsewhere(self, request: Request) -> Response:
        self.strayed += 1
        return JSONResponse({})

    async def _call(self, request: Request) -> Call:
        port = cast(Any, request.client).port
        return Call(
            body=await request.json(),
            key=request.headers.get("authorization", "").removeprefix("Bearer "),
            answer=self.answer,
            slow_seconds=self.slow_seconds,
            elsewhere=self.url.replace("127.0.0.1", "localhost").replace("/v1", "/elsewhere"),
            stop=self._stop,
            transport=self._transports[port],
        )

    @contextlib.contextmanager
    def _counted(self) -> Iterator[None]:
        self._in_flight += 1
        self.at_once = max(self.at_once, self._in_flight)
        try:
            yield
        finally:
            self._in_flight -= 1


def _listener() -> socket.socket:
    """TCP is named because asyncio then sends small packets at once; otherwise each answer waits 40 ms."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    return listener


class _Server(uvicorn.Server):
    """A guest in somebody's loop: signals are the host's."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _protocol(transports: dict[int, asyncio.Transport]) -> type[asyncio.Protocol]:
    """A protocol that notes each connection by the client's port, for modes that break it on purpose."""

    class Noting(H11Protocol):
        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            transports[transport.get_extra_info("peername")[1]] = transport
            super().connection_made(transport)

    return Noting
