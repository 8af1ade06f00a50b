"""An application on a port: served at once, refused in plain words, gone without a trace."""

import asyncio
import contextlib
import os
import socket
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot.outgoing import http_client
from bot.web.listen import PortTaken, listening

HERE = "127.0.0.1"


@dataclass
class Server:
    """An application with a page that takes a moment."""

    begun: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def app(self) -> Starlette:
        """Its two pages."""
        return Starlette(routes=[Route("/", self._hello), Route("/slow", self._slow)])

    async def _hello(self, request: Request) -> Response:
        return PlainTextResponse("hello")

    async def _slow(self, request: Request) -> Response:
        self.begun.set()
        await asyncio.sleep(0.05)
        return PlainTextResponse("done")


async def test_a_request_is_served_on_the_port_that_was_found() -> None:
    async with listening(Server().app, HERE, 0) as port, http_client() as client:
        answer = await client.get(f"http://{HERE}:{port}/")

    assert (port > 0, answer.text) == (True, "hello")
    assert "server" not in answer.headers


async def test_a_port_that_is_taken_is_named_in_plain_words() -> None:
    async with listening(Server().app, HERE, 0) as port:
        with pytest.raises(PortTaken) as caught:
            async with listening(Server().app, HERE, port):
                pytest.fail("two listen on one port")

    assert str(caught.value) == f"Cannot listen on {HERE}:{port} (Address already in use)."


async def test_an_address_that_is_not_ours_is_refused() -> None:
    with pytest.raises(PortTaken, match=r"Cannot listen on 192\.0\.2\.1:8000"):
        async with listening(Server().app, "192.0.2.1", 8000):
            pytest.fail("it listens elsewhere")


async def test_small_answers_are_sent_at_once() -> None:
    """Without TCP_NODELAY, each waits for an acknowledgement, which takes 40 ms."""
    seen: list[int] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.extend(_nodelay_of(port, scope["client"][1]))
        await PlainTextResponse("hello")(scope, receive, send)

    async with listening(app, HERE, 0) as port, http_client() as client:
        await client.get(f"http://{HERE}:{port}/")

    assert seen == [1]


async def test_the_port_is_free_again_after_a_stop() -> None:
    async with listening(Server().app, HERE, 0) as port:
        pass

    async with listening(Server().app, HERE, port) as again:
        assert again == port


async def test_a_request_under_way_is_answered_before_the_stop() -> None:
    server = Server()
    async with http_client() as client:
        async with listening(server.app, HERE, 0) as port:
            asking = asyncio.create_task(client.get(f"http://{HERE}:{port}/slow"))
            await server.begun.wait()

        assert (await asking).text == "done"


async def test_a_fault_inside_the_block_stops_the_server_too() -> None:
    with pytest.raises(RuntimeError, match="a bug"):
        async with listening(Server().app, HERE, 0) as port:
            raise RuntimeError("a bug")

    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection(HERE, port)


def _nodelay_of(port: int, peer: int) -> list[int]:
    """The option on this process's end of the connection that came from `peer`."""
    found = []
    for handle in _sockets():
        with contextlib.suppress(OSError), socket.socket(fileno=os.dup(handle)) as one:
            if one.family == socket.AF_INET and (one.getsockname()[1], one.getpeername()[1]) == (port, peer):
                found.append(one.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
    return found


def _sockets() -> Iterator[int]:
    for name in os.listdir("/proc/self/fd"):
        with contextlib.suppress(OSError):
            if stat.S_ISSOCK(os.fstat(int(name)).st_mode):
                yield int(name)
