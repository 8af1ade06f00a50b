"""A uvicorn server inside the running event loop, on a free loopback port, that can cut a connection."""

import asyncio
import contextlib
import socket

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HOST = "127.0.0.1"
SHUTDOWN_SECONDS = 2


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
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        )
        config.load()
        self._server = uvicorn.Server(config)
        self._server.lifespan = config.lifespan_class(config)
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
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
        """Let open requests end, for a short while, and stop listening."""
        if self._loop is not None:
            self._loop.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._loop
            await self._server.shutdown(sockets=[self._socket])
        self._socket.close()
