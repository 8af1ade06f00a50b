"""Load over raw keep-alive connections: signed, unique mentions, as fast as answered or at a rate."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count
from time import perf_counter, time
from typing import cast

from bot.bench.serving import SECRET, Address
from bot.signing import signature, signing_key

_KEY = signing_key(SECRET)
_TEXT = "Two hours at the desk and nobody could say where our bags are. This is the third time since May."
_HEAD_END = b"\r\n\r\n"
_ACCEPTED = b"202"


@dataclass
class Load:
    """What was sent and what came back. Times in seconds."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    refused: int = 0
    broken: int = 0
    """Connections that the server cut."""

    @property
    def per_second(self) -> float:
        """Acknowledged requests for each second."""
        return len(self.acknowledged) / self.seconds

    def percentile(self, share: float) -> float:
        """The latency that this share of the requests stayed below."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


async def flood(
    address: Address, seconds: float, connections: int, load: Load | None = None, *, series: str = "f"
) -> Load:
    """Each connection sends its next request as soon as the last is answered.

    `load` may be given to watch it fill, or to go on filling it. `series` begins the mentions' ids: two
    floods of one server need two.
    """
    load, numbers, start = load or Load(), count(), perf_counter()

    async def send_on(line: "_Line") -> None:
        while perf_counter() - start < seconds:
            await line.send(f"{series}{next(numbers)}", perf_counter(), load)

    return await _over(address, connections, send_on, load)


async def drip(address: Address, seconds: float, connections: int, rate: float) -> Load:
    """Requests are due on a fixed timetable; latency counts from there, so slow answers hide nothing."""
    load, numbers, start = Load(), count(), perf_counter()

    async def send_on(line: "_Line") -> None:
        while (due := start + next(numbers) / rate) < start + seconds:
            await asyncio.sleep(max(0.0, due - perf_counter()))
            await line.send(f"d{due - start:.6f}", due, load)

    return await _over(address, connections, send_on, load)


async def _over(
    address: Address, connections: int, send_on: Callable[["_Line"], Awaitable[None]], load: Load
) -> Load:
    loop = asyncio.get_running_loop()
    lines = [(await loop.create_connection(_Line, address.host, address.port))[1] for _ in range(connections)]
    start = perf_counter()
    ends = await asyncio.gather(*(send_on(line) for line in lines), return_exceptions=True)
    load.broken += sum(isinstance(end, ConnectionError) for end in ends)
    load.seconds += perf_counter() - start
    for line in lines:
        line.close()
    return load


class _Line(asyncio.Protocol):
    """One connection with one request under way at a time."""

    def __init__(self) -> None:
        self._transport: asyncio.WriteTransport | None = None
        self._answer: asyncio.Future[bytes] | None = None
        self._read = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The connection stands."""
        self._transport = cast(asyncio.WriteTransport, transport)

    def data_received(self, data: bytes) -> None:
        """Part of an answer; it is whole when as much has come as it announced."""
        self._read += data
        head, end, body = self._read.partition(_HEAD_END)
        if end and len(body) >= _length(head) and self._answer is not None:
            self._read = b""
            self._answer.set_result(head[9:12])

    def connection_lost(self, exc: Exception | None) -> None:
        """Whoever waits is told."""
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(exc or ConnectionResetError())

    async def send(self, mention: str, due: float, load: Load) -> None:
        """One signed mention and its answer, noted."""
        assert self._transport is not None
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(_request(mention))
        status = await self._answer
        load.latencies.append(perf_counter() - due)
        if status == _ACCEPTED:
            load.acknowledged.append(mention)
        else:
            load.refused += 1

    def close(self) -> None:
        """Hang up."""
        assert self._transport is not None
        self._transport.close()


def _request(mention: str) -> bytes:
    told = {"id": mention, "platform": "x", "text": f"{_TEXT} {mention}", "author": {"handle": "jo"}}
    body = json.dumps(told).encode()
    delivery, stamp = f"msg_{mention.replace('.', '_')}".encode(), b"%d" % time()
    return (
        b"POST /webhooks/generic HTTP/1.1\r\nHost: amends\r\nContent-Type: application/json\r\n"
        b"webhook-id: %b\r\nwebhook-timestamp: %b\r\nwebhook-signature: %b\r\nContent-Length: %d\r\n\r\n%b"
    ) % (delivery, stamp, signature(_KEY, delivery, stamp, body), len(body), body)


def _length(head: bytes) -> int:
    _, _, rest = head.lower().partition(b"content-length:")
    return int(rest.partition(b"\r\n")[0] or 0)
