"""Socket Mode: two connections, so that losing one loses nothing, and a watch over each.

Slack gives every delivery to one of the connections. The library pings its socket and reconnects when it
falls silent, but it tries a refused ticket for ever (slack-sdk 3.47); then only a new client helps.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from typing import Protocol

from bot.slack.receiving import Receiving, SocketReceiver

CONNECTIONS = 2
"""Slack allows ten for each app."""
LOOK_SECONDS = 5.0
PATIENCE_SECONDS = 30.0
"""How long a connection may be down before its client is replaced: the library had its tries."""
MOST_PATIENCE_SECONDS = 300.0
CLOSE_SECONDS = 2.0
PING_SECONDS = 10.0
"""A socket that is silent for four pings is dropped."""

log = logging.getLogger(__name__)


class Line(Protocol):
    """One connection and what keeps it; `SocketReceiver` with its client."""

    async def connect(self) -> None:
        """Keep trying until it stands."""

    async def is_up(self) -> bool:
        """Whether Slack can reach us by it."""
        ...

    async def close(self) -> None:
        """For good."""


class SocketLine:
    """A `Line` to Slack."""

    def __init__(self, receiving: Receiving, app_token: str, ping_seconds: float = PING_SECONDS) -> None:
        self._handler = SocketReceiver(receiving, app_token, ping_seconds)

    async def connect(self) -> None:
        """Keep trying until it stands."""
        await self._handler.connect_async()  # type: ignore[no-untyped-call]

    async def is_up(self) -> bool:
        """Whether the socket is open and answers pings."""
        return bool(await self._handler.client.is_connected())

    async def close(self) -> None:
        """For good, even if the other side has fallen silent."""
        try:
            async with asyncio.timeout(CLOSE_SECONDS):
                await self._handler.close_async()  # type: ignore[no-untyped-call]
        except TimeoutError:
            await self._handler.client.aiohttp_client_session.close()


class Sockets:
    """Keeps `count` lines up until it is cancelled. All times in seconds."""

    def __init__(
        self,
        make: Callable[[], Line],
        count: int = CONNECTIONS,
        look_every: float = LOOK_SECONDS,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self._make = make
        self._count = count
        self._look_every = look_every
        self._patience = patience

    async def run(self) -> None:
        """Turn for ever."""
        async with asyncio.TaskGroup() as group:
            for number in range(self._count):
                group.create_task(self._keep_up(), name=f"slack-socket-{number}")

    async def _keep_up(self) -> None:
        patience = self._patience
        while True:
            was_up = await self._watch(patience)
            patience = self._patience if was_up else min(patience * 2, MOST_PATIENCE_SECONDS)
            log.warning("a Socket Mode connection stayed down: it gets a new client")

    async def _watch(self, patience: float) -> bool:
        """One client's life, until it was down for `patience`; whether it was ever up."""
        line, was_up, down = self._make(), False, 0.0
        connecting = asyncio.create_task(line.connect(), name="slack-socket-connecting")
        try:
            while down < patience:
                await asyncio.sleep(self._look_every)
                is_up = await line.is_up()
                was_up, down = was_up or is_up, 0.0 if is_up else down + self._look_every
        finally:
            await line.close()
            connecting.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await connecting
        return was_up
