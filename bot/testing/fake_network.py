"""A social network's API on loopback: a real HTTP server that answers well, or fails as real ones do.

Each network is a subclass that answers one request after another; the ways to fail are shared.
"""

import asyncio
import json
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from bot.testing.loopback import Loopback

RETRY_AFTER = 7
"""Seconds that a busy network asks for."""


class Fault(StrEnum):
    """How a call fails."""

    BUSY = "busy"
    REFUSED = "refused"
    BROKEN = "broken"
    RESTING = "resting"
    MALFORMED = "malformed"
    TRUNCATED = "truncated"
    STRANGE = "strange"
    GARBAGE = "garbage"
    DROPPED = "dropped"
    MOVED = "moved"
    LOST = "lost"
    ERRED = "erred"


_DONE_FIRST = {Fault.LOST, Fault.ERRED}
"""The network does what it was asked, and fails only then."""


@dataclass(frozen=True)
class Asked:
    """One request that was read as a whole. Header names are in lower case."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]
    body: bytes

    def one(self, name: str, default: str = "") -> str:
        """A parameter that is given once."""
        return dict(self.query).get(name, default)

    def all(self, name: str) -> list[str]:
        """A parameter that is given again and again."""
        return [value for key, value in self.query if key == name]

    @property
    def bearer(self) -> str:
        """The token it came with; "" without one."""
        return self.headers.get("authorization", "").removeprefix("Bearer ")


@dataclass(frozen=True)
class Told:
    """An answer: any JSON."""

    body: Any
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


class FakeNetwork(Loopback):
    """Use as `async with FakeMastodon(…) as network:` and point a poller at `network.url`.

    Faults in `faults` are used up one a call; a path that begins with an element of `spared` never fails.
    """

    spared: tuple[str, ...] = ()

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.faults: deque[Fault] = deque()

    def answer(self, asked: Asked) -> Told:
        """What a healthy network says."""
        raise NotImplementedError

    def spares(self, asked: Asked) -> bool:
        """Whether this call never fails."""
        return any(asked.path.startswith(one) for one in self.spared)

    def fail(self, *faults: Fault) -> None:
        """Let the next calls fail so, and no others; without any it is healthy again."""
        self.faults = deque(faults)

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One call and its answer."""
        asked = await _read(reader)
        self.asked.append(asked)
        writer.write(self._bytes(asked))

    def _bytes(self, asked: Asked) -> bytes:
        fault = self.faults.popleft() if self.faults and not self.spares(asked) else None
        if fault is not None and fault not in _DONE_FIRST:
            return _failing(fault)
        told = self.answer(asked)
        if fault is not None:
            return _failing(fault)
        return _http(told.status, json.dumps(told.body).encode(), told.headers)


def _failing(fault: Fault) -> bytes:
    """The whole answer of a call that fails; nothing at all for a dropped one."""
    good = b'{"it": "is fine"}'
    answers = {
        Fault.BUSY: _http(429, b'{"error": "Too many requests"}', {"Retry-After": str(RETRY_AFTER)}),
        Fault.REFUSED: _http(401, b'{"error": "The access token is invalid"}', {}),
        Fault.BROKEN: _http(502, b"<html>Bad gateway</html>", {}),
        Fault.RESTING: _http(503, b"{}", {"Retry-After": str(RETRY_AFTER)}),
        Fault.MALFORMED: _http(200, b'[{"id": "1", ', {}),
        Fault.TRUNCATED: _http(200, good, {})[:-5],
        Fault.STRANGE: _http(200, b'"what?"', {}),
        Fault.GARBAGE: b"\x00\x01 not HTTP at all\r\n\r\n",
        Fault.ERRED: _http(500, b'{"error": "InternalServerError"}', {}),
        Fault.MOVED: _http(302, b"", {"Location": "http://127.0.0.1:9/elsewhere"}),
    }
    return answers.get(fault, b"")


async def _read(reader: asyncio.StreamReader) -> Asked:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in head[1:] if line)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    method, target = head[0].split(" ")[:2]
    parts = urlsplit(target)
    return Asked(method, unquote(parts.path), tuple(parse_qsl(parts.query)), headers, body)


def _http(status: int, body: bytes, headers: Mapping[str, str]) -> bytes:
    told = {"Content-Type": "application/json", "Content-Length": str(len(body)), "Connection": "close"}
    lines = [f"HTTP/1.1 {status} -", *(f"{name}: {value}" for name, value in (told | dict(headers)).items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
