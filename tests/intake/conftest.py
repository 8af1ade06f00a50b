"""A running journal on each kind of database, and a look at the rows it leaves."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from typing import Any, TypeVar

import pytest
from sqlmodel import SQLModel, select

from bot.intake.arrival import Receipt
from bot.intake.journal import Journal
from bot.intake.parse import parse
from bot.models import Mention
from bot.store.database import Database
from bot.text import mention_id
from tests.intake.bodies import NOON, body_of

CHANNEL = "C0CARE"
Row = TypeVar("Row", bound=SQLModel)


class Bell:
    """Counts how often it was rung."""

    def __init__(self) -> None:
        self.rings = 0

    def ring(self) -> None:
        """There is work."""
        self.rings += 1


class Intake:
    """Sends bodies past the door straight into a journal."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.bell = Bell()
        self._numbers = count(1)
        self.journal = Journal(
            database, lambda: NOON, lambda: f"d{next(self._numbers)}", bell=self.bell, channel=CHANNEL
        )

    async def take(self, *posts: Any, key: str | None = None, body: bytes | None = None) -> Receipt:
        """One delivery, under a key of its own unless one is given."""
        sent = body_of(*posts) if body is None else body
        key = key or f"msg_{next(self._numbers)}"
        return await self.journal.submit("generic", key, sent, parse(sent), NOON)

    async def rows(self, table: type[Row]) -> list[Row]:
        """Everything in a table."""
        async with self.database.reading() as session:
            return list((await session.exec(select(table))).all())

    async def mention(self, external_id: str) -> Mention:
        """One post as it stands."""
        async with self.database.reading() as session:
            return await session.get_one(Mention, mention_id("generic", external_id))


@asynccontextmanager
async def running(journal: Journal) -> AsyncIterator[None]:
    """The journal's writer at work."""
    writer = asyncio.create_task(journal.run())
    try:
        yield
    finally:
        writer.cancel()
        await asyncio.gather(writer, return_exceptions=True)


@pytest.fixture
async def intake(database: Database) -> AsyncIterator[Intake]:
    """A door into a running journal."""
    intake = Intake(database)
    async with running(intake.journal):
        yield intake
