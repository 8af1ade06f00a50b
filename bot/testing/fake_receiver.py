"""A receiver of the signed outgoing webhook: a real server on loopback with the faults that real ones have.

It notes each delivery the moment the whole request has been read, whatever it answers afterwards: that is
what "it was posted" means to the tests.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import StrEnum


class Mode(StrEnum):
    """How the receiver behaves."""

    OK = "ok"
    OK_WITH_LINK = "ok_with_link"
    OK_THEN_SILENCE = "ok_then_silence"
    ERROR_AFTER_ACCEPTING = "error_after_accepting"
    DROP_AFTER_ACCEPTING = "drop_after_accepting"
    HANG = "hang"
    SLOW = "slow"
    BUSY = "busy"
    REJECT = "reject"
    REDIRECT = "redirect"
    GARBAGE = "garbage"


@dataclass(frozen=True)
class Received:
    """One request that was read as a whole. Header names are in lower case."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class FakeReceiver:
    """Change `mode` at any time; `answer` replaces the body of `OK_WITH_LINK`."""

    url: str
    mode: Mode = Mode.OK
    answer: bytes = b'{"id": "r-1", "url": "https://example.org/r/1"}'
    slow_seconds: float = 0.2
    received: list[Received] = field(default_factory=list)

    async def respond(self, request: Received, writer: asyncio.StreamWriter) -> None:
        """Behave as the mode says."""
        self.received.append(request)
        if self.mode is Mode.HANG:
            await asyncio.Event().wait()
        if self.mode is Mode.SLOW:
            await asyncio.sleep(self.slow_seconds)
        if self.mode is not Mode.DROP_AFTER_ACCEPTING:
            writer.write(self._answer())
            await writer.drain()
        if self.mode is Mode.OK_THEN_SILENCE:
            await asyncio.Event().wait()

    def _answer(self) -> bytes:
        match self.mode:
            case Mode.ERROR_AFTER_ACCEPTING:
                return _http(500, b"oops")
            case Mode.BUSY:
                return _http(429, b"", "Retry-After: 7")
            case Mode.REJECT:
                return _http(400, b'{"error": "no such post"}')
            case Mode.REDIRECT:
                return _http(307, b"", f"Location: {self.url}/elsewhere")
            case Mode.GARBAGE:
                return b"\x00\x01 not HTTP at all\r\n\r\n"
            case Mode.OK_WITH_LINK:
                return _http(200, self.answer)
            case Mode.OK_THEN_SILENCE:
                return b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"
            case _:
                return _http(204, b"")


@asynccontextmanager
async def fake_receiver() -> AsyncIterator[FakeReceiver]:
    """A receiver on a free port of the loopback interface."""
    connections: set[asyncio.Task[None]] = set()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            connections.add(task)
        try:
            await receiver.respond(await _read(reader), writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the caller hung up
        finally:
            writer.close()

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    receiver = FakeReceiver(f"http://{host}:{port}")
    try:
        yield receiver
    finally:
        server.close()
        for task in connections:
            task.cancel()
        await asyncio.gather(*connections, return_exceptions=True)


async def _read(reader: asyncio.StreamReader) -> Received:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in head[1:] if line)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Received(head[0].split(" ")[1], headers, body)


def _http(status: int, body: bytes, *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status} -", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
