"""Mentions as intake leaves them, and the rounds that place them."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from bot.incidents import IncidentGrouping
from bot.models import Delivery, Mention, MentionState
from bot.store.database import Database
from bot.store.inserts import insert_missing
from bot.triage.batch import Triage
from bot.triage.judging import Judge
from tests.builders import CHANNEL, NOON, a_mention

JUDGE = Judge()
BROKEN = (
    "Checkout shows error 503 again, I can't pay for my order.",
    "error 503 at the checkout, is your shop broken?",
    "Can't buy anything, error 503 all morning. Terrible.",
    "Your page says error 503 whenever I try to pay. Annoying!",
    "Tried three cards, always error 503. Useless shop.",
    "Why do I get error 503? I wanted a present for my wife.",
)


class World:
    """A database, triage with grouping, and a clock that the test moves."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.now = NOON
        self._ids = count(1)
        self.start()

    def start(self) -> None:
        """A process that remembers nothing yet."""
        self.grouping = IncidentGrouping(self.database, "harbourline", lambda: f"i{next(self._ids)}")
        self.triage = Triage(self.database, JUDGE, CHANNEL, lambda: self.now, grouping=self.grouping)

    async def arrive(self, person: str, text: str, **changes: Any) -> str:
        """One mention, not judged yet."""
        mention = a_mention(
            f"{person}:{self.now:%d%H%M%S}:{text[:20]}",
            **{
                "text": text,
                "author_handle": person,
                "posted_at": self.now,
                "received_at": self.now,
                "state": MentionState.NEW,
            }
            | changes,
        )
        delivery = Delivery(id="delivery-1", source="generic", key="k", body=b"", received_at=NOON)
        async with self.database.writing() as session:
            await insert_missing(session, delivery)
            session.add(mention)
        return mention.id

    async def say(self, person: str, text: str, **changes: Any) -> str:
        """One mention, judged and placed, a minute after the one before."""
        self.now += timedelta(minutes=1)
        id = await self.arrive(person, text, **changes)
        await self.triage.round()
        return id

    async def mention(self, id: str) -> Mention:
        """As it stands now."""
        async with self.database.reading() as session:
            return await session.get_one(Mention, id)

    async def all_broken(self, many: int = len(BROKEN)) -> list[str]:
        """That many people write about the same error."""
        return [await self.say(f"p{number}", text) for number, text in enumerate(BROKEN[:many])]

    def skip(self, **time: float) -> datetime:
        """Let time pass."""
        self.now += timedelta(**time)
        return self.now
