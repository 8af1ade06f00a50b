"""A stream of posts that is polled into a running journal, on a clock that the test sets."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlmodel import SQLModel, select

from bot.intake.polling import PollRound
from bot.models import Connection, Mention, MessageKind, SlackMessage
from bot.ports import Polled, Post
from bot.store.database import Database
from bot.text import mention_id
from tests.intake.bodies import NOON, a_post
from tests.intake.conftest import CHANNEL, Intake, running

PERIOD = timedelta(seconds=30)
Row = TypeVar("Row", bound=SQLModel)


@dataclass
class Stream:
    """A network with posts in order; its cursor is how many were read. Implements `Poller`."""

    posts: list[Post] = field(default_factory=list)
    account: str = "acme"
    page: int = 100
    fault: Exception | None = None
    hangs: bool = False
    asked: list[str | None] = field(default_factory=list)
    name: str = "mastodon"
    platform: str = "mastodon"
    period: timedelta = PERIOD

    async def poll(self, cursor: str | None) -> Polled:
        """The next page."""
        self.asked.append(cursor)
        if self.hangs:
            await asyncio.Event().wait()
        if self.fault is not None:
            raise self.fault
        account, _, read = (cursor or "").partition(":")
        start = int(read) if account == self.account else 0
        found = self.posts[start : start + self.page]
        end = start + len(found)
        return Polled(found, f"{self.account}:{end}", self.account, more=end < len(self.posts))

    async def who(self) -> str:
        """The account."""
        return self.account

    def write(self, id: str, text: str = "My parcel never came.", at: datetime = NOON, **fields: Any) -> None:
        """One more post, told of when it was written."""
        told = a_post(id, text, platform=self.platform, posted_at=at.isoformat(), **fields)
        self.posts.append(Post(told, {"raw": id}, at))


@dataclass
class Polling:
    """One process that polls."""

    intake: Intake
    stream: Stream
    now: datetime = NOON
    owner: str = "one"

    def __post_init__(self) -> None:
        self.round = PollRound(
            self.intake.database,
            self.intake.journal,
            self.stream,
            CHANNEL,
            lambda: self.now,
            self.owner,
            lambda: 0.0,
        )

    async def after(self, seconds: float) -> int:
        """Turn once, so much later."""
        self.now += timedelta(seconds=seconds)
        return await self.round()

    async def all(self) -> None:
        """Turn until there is no more."""
        while await self.round():
            pass

    async def connection(self) -> Connection:
        """Its row."""
        return (await self.intake.rows(Connection))[0]

    async def alarms(self) -> Sequence[SlackMessage]:
        """What the channel hears of faults."""
        rows = await self.intake.rows(SlackMessage)
        return [row for row in rows if row.kind is MessageKind.ALARM]

    async def mention(self, id: str) -> Mention:
        """A post as it stands."""
        async with self.intake.database.reading() as session:
            found = await session.exec(select(Mention).where(Mention.id == mention_id("mastodon", id)))
            return found.one()


@asynccontextmanager
async def a_polling(database: Database, **stream: Any) -> AsyncIterator[Polling]:
    """With its journal running."""
    intake = Intake(database)
    async with running(intake.journal):
        yield Polling(intake, Stream(**stream))
