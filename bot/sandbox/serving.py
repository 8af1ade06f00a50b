"""A uvicorn server inside the running event loop, on a free loopback port, that can cut a connection."""

import asyncio
import contextlib
import socket

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HOST = "127.0.0.1"
SHUTDOWN_SECONDS = 0.5
LOOK_AGAIN_SECONDS = 0.002


class CuttableHttp(HttpToolsProtocol):
    """Gives every request `state.cut`, which ends its connection at once, without an answer."""

    def on_message_begin(self) -> None:
        """A new request."""
        super().on_message_begin()
        self.scope["state"]["cut"] = self.transport.abort


class Serving:
    """One server; signals are left to the program around it."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        config = uvicorn.Config(
            app,
            http=CuttableHttp,
            ws="websockets-sansio",
            lifespan="off",
            date_header=False,  # the Web API's answers carry the workspace's own time
            log_config=None,
            access_log=False,
        )
        config.load()
        self._server = uvicorn.Server(config)
        self._server.lifespan = config.lifespan_class(config)
        # asyncio switches Nagle's delay off only for sockets that name their protocol: else 40 ms a request
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._asked_port = port
        self._loop: asyncio.Task[None] | None = None

    async def start(self) -> int:
        """Listen; gives the port.

        Raises:
            OSError: the port is taken.
        """
        self._socket.bind((HOST, self._asked_port))
        await self._server.startup(sockets=[self._socket])
        self._loop = asyncio.create_task(self._server.main_loop())
        return int(self._socket.getsockname()[1])

    async def stop(self) -> None:
        """Stop listening, and let open requests end for a short while."""
        if self._loop is not None:
            self._loop.cancel()
            for listener in self._server.servers:
                listener.close()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(SHUTDOWN_SECONDS):
                    await self._end_connections()
            await self._give_up_requests()
        self._socket.close()

    async def _give_up_requests(self) -> None:
        tasks = list(self._server.server_state.tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _end_connections(self) -> None:
        # uvicorn's own shutdown waits at least a tenth of a second, which every test would pay
        state = self._server.server_state
        for connection in list(state.connections):
            connection.shutdown()
        while state.connections or state.tasks:  # noqa: ASYNC110 - uvicorn has no event for it
            await asyncio.sleep(LOOK_AGAIN_SECONDS)
