"""Who waits for something to happen in the sandbox: open pages, and tests."""

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from bot.sandbox.shapes import Json

KEPT_NOTES = 50
"""Notifications kept for a page that reads slowly; older ones fall away."""


class Listener:
    """One who waits. `notes` are the notifications for `user` that are not yet taken."""

    def __init__(self, user: str | None) -> None:
        self.user = user
        self.notes: deque[Json] = deque(maxlen=KEPT_NOTES)
        self.stirred = asyncio.Event()

    async def wait(self, seconds: float) -> bool:
        """Until something happened; `False` if nothing did in that time."""
        try:
            async with asyncio.timeout(seconds):
                await self.stirred.wait()
        except TimeoutError:
            return False
        self.stirred.clear()
        return True


class Changes:
    """Counts visible changes in `seq` and wakes the listeners. `closed` ends the pages' streams."""

    def __init__(self) -> None:
        self.seq = 0
        self.closed = False
        self._listeners: set[Listener] = set()

    @contextmanager
    def listening(self, user: str | None = None) -> Iterator[Listener]:
        """A listener for as long as the block lasts."""
        listener = Listener(user)
        self._listeners.add(listener)
        try:
            yield listener
        finally:
            self._listeners.discard(listener)

    def visible(self) -> None:
        """Something that people see has changed."""
        self.seq += 1
        self.stir()

    def stir(self) -> None:
        """Something happened, seen or not."""
        for listener in self._listeners:
            listener.stirred.set()

    def notify(self, user: str, channel: str, text: str) -> None:
        """The person's pages show a notification."""
        for listener in self._listeners:
            if listener.user == user:
                listener.notes.append({"channel": channel, "text": text})
                listener.stirred.set()

    def close(self) -> None:
        """The sandbox ends."""
        self.closed = True
        self.stir()
