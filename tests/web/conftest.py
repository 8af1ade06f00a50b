"""The public door on a real port, with a real journal behind it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import httpx2
import pytest
from prometheus_client import CollectorRegistry

from bot.intake.source import Generic
from bot.intake.verify import keyring
from bot.outgoing import http_client
from bot.store.database import Database
from bot.web.listen import listening
from bot.web.public import PublicDeps, build_public
from tests.intake.bodies import SECRET, body_of, signed
from tests.intake.conftest import Intake, running

PLAIN_SECRET = "a plain secret of ours"


class Door:
    """Speaks HTTP to the public application."""

    def __init__(self, port: int, intake: Intake, registry: CollectorRegistry) -> None:
        self.port = port
        self.intake = intake
        self.registry = registry
        self.client = http_client(base_url=f"http://127.0.0.1:{port}")

    async def send(self, *posts: Any, delivery: str = "msg_1", body: bytes | None = None) -> httpx2.Response:
        """An honest, signed delivery."""
        sent = body_of(*posts) if body is None else body
        headers = signed(sent, delivery, datetime.now(UTC))
        return await self.client.post("/webhooks/generic", content=sent, headers=headers)

    async def speak(self, request: bytes) -> bytes:
        """Raw bytes in, raw bytes out, for what no client would send."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(request)
        answer = await reader.read(4_096)
        writer.close()
        return answer


def deps(intake: Intake, registry: CollectorRegistry, **more: Any) -> PublicDeps:
    """One signed source and one with a plain secret."""
    sources = {"generic": Generic(keyring([SECRET])), "plain": Generic(keyring([PLAIN_SECRET]))}
    return PublicDeps(sources, intake.journal, lambda: datetime.now(UTC), registry, **more)


@pytest.fixture
async def door(sqlite_url: str) -> AsyncIterator[Door]:
    """The door, open, over SQLite."""
    database = Database(sqlite_url)
    intake, registry = Intake(database), CollectorRegistry()
    async with (
        running(intake.journal),
        listening(build_public(deps(intake, registry)), "127.0.0.1", 0) as port,
    ):
        door = Door(port, intake, registry)
        async with door.client:
            yield door
    await database.close()
