"""The way between us and a network: a TCP proxy that fails as real ways do, before or after it delivers."""

import asyncio
import socket
import struct
from collections.abc import Callable
from enum import StrEnum
from urllib.parse import urlsplit

from bot.testing.loopback import Loopback

RETRY_AFTER = 7
_ABORT = struct.pack("ii", 1, 0)


class Fault(StrEnum):
    """What becomes of a call that posts. What begins with `after` was delivered, everything else was not."""

    NONE = "none"
    DROPPED = "dropped"
    RESET = "reset"
    ERROR = "error"
    BAD_GATEWAY = "bad_gateway"
    RESTING = "resting"
    TIMED_OUT = "timed_out"
    BUSY = "busy"
    INVALID = "invalid"
    REFUSED = "refused"
    MOVED = "moved"
    GARBAGE = "garbage"
    AFTER_DROPPED = "after_dropped"
    AFTER_RESET = "after_reset"
    AFTER_ERROR = "after_error"
    AFTER_GATEWAY_TIMEOUT = "after_gateway_timeout"
    AFTER_GARBAGE = "after_garbage"
    AFTER_CUT = "after_cut"
    """The answer breaks off in its middle."""


class Sight(StrEnum):
    """What looking shows: all, nothing of what is new for two looks, or an error."""

    CLEAR = "clear"
    LAGS = "lags"
    DOWN = "down"


_ANSWERS = {
    Fault.ERROR: (500, ""),
    Fault.BAD_GATEWAY: (502, ""),
    Fault.RESTING: (503, f"Retry-After: {RETRY_AFTER}"),
    Fault.TIMED_OUT: (408, ""),
    Fault.BUSY: (429, f"Retry-After: {RETRY_AFTER}"),
    Fault.INVALID: (400, ""),
    Fault.REFUSED: (403, ""),
    Fault.MOVED: (302, "Location: http://127.0.0.1:9/elsewhere"),
    Fault.AFTER_ERROR: (500, ""),
    Fault.AFTER_GATEWAY_TIMEOUT: (504, ""),
}
_LAG = 2


class FaultyWay(Loopback):
    """Fails the first call that acts, as `fault` says, and lets what looks see as much as `sight` says.

    `acts` and `looks` tell calls apart by method and path; `absent` is the network's answer for what is not
    there. `cut` is told when a call that acts has come (`wire.before`), and when it was delivered
    (`wire.after`): whoever made it may die there.
    """

    def __init__(
        self,
        upstream: str,
        acts: Callable[[str, str], bool],
        looks: Callable[[str, str], bool],
        absent: bytes,
    ) -> None:
        self._to = urlsplit(upstream)
        self._acts, self._looks, self._absent = acts, looks, absent
        self.fault, self.sight = Fault.NONE, Sight.CLEAR
        self.acted = self.looked = 0
        self.cut: Callable[[str], None] = lambda _point: None

    def set(self, fault: Fault, sight: Sight) -> None:
        """For one text."""
        self.fault, self.sight, self.acted, self.looked = fault, sight, 0, 0

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One call, delivered or not."""
        head, whole = await _request(reader)
        method, path = head.split(" ")[:2]
        if self._acts(method, path):
            await self._act(whole, writer)
        elif self._looks(method, path):
            await self._look(whole, writer)
        else:
            writer.write(await self._deliver(whole))

    async def _act(self, whole: bytes, writer: asyncio.StreamWriter) -> None:
        self.acted += 1
        fault = self.fault if self.acted == 1 else Fault.NONE
        self.cut("wire.before")
        answer = b""
        if fault is Fault.NONE or fault.startswith("after"):
            answer = await self._deliver(whole)
            self.cut("wire.after")
        if fault.endswith("reset"):
            peer: socket.socket = writer.get_extra_info("socket")
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _ABORT)
            writer.transport.abort()
            return
        writer.write(_answer(fault, answer))

    async def _look(self, whole: bytes, writer: asyncio.StreamWriter) -> None:
        self.looked += 1
        if self.sight is Sight.DOWN:
            writer.write(_http(503, ""))
        elif self.sight is Sight.LAGS and self.looked <= _LAG:
            writer.write(self._absent)
        else:
            writer.write(await self._deliver(whole))

    async def _deliver(self, whole: bytes) -> bytes:
        reader, writer = await asyncio.open_connection(self._to.hostname, self._to.port)
        try:
            writer.write(whole)
            return await reader.read(-1)
        finally:
            writer.close()


def _answer(fault: Fault, delivered: bytes) -> bytes:
    if fault is Fault.NONE:
        return delivered
    if fault is Fault.AFTER_CUT:
        return delivered[: max(delivered.find(b"\r\n\r\n") + 4, len(delivered) - 10)]
    if fault in _ANSWERS:
        return _http(*_ANSWERS[fault])
    return b"\x00\x01 not HTTP at all\r\n\r\n" if fault.endswith("garbage") else b""


def _http(status: int, header: str) -> bytes:
    lines = [f"HTTP/1.1 {status} -", "Content-Length: 0", "Connection: close", *([header] if header else [])]
    return "\r\n".join(lines).encode() + b"\r\n\r\n"


async def _request(reader: asyncio.StreamReader) -> tuple[str, bytes]:
    """The first line, and everything."""
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    told = {name.lower(): value.strip() for name, _, value in (one.partition(":") for one in lines[1:])}
    return lines[0], head + await reader.readexactly(int(told.get("content-length", "0")))
