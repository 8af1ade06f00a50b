"""A mention's whole way without the service: the real steps on a real database, turned in any order."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from sqlmodel import select

from bot.approval import Approvals
from bot.drafting.composing import seeds
from bot.drafting.library import Library
from bot.drafting.shelf import Shelf
from bot.drafting.writing import Drafting
from bot.intake.accept import accept
from bot.intake.arrival import Arrival
from bot.intake.parse import parse
from bot.models import Approval, Mention, SlackMessage
from bot.oncall import open_clocks
from bot.ports import (
    CannotTell,
    Clicked,
    Eligibility,
    Intent,
    Length,
    Published,
    Publisher,
    Unknown,
)
from bot.publishing import Publishing
from bot.store import drafts
from bot.store.database import Database
from bot.store.drafts import CardRows
from bot.text import mention_id
from bot.triage.batch import Triage
from bot.triage.judging import Judge
from tests.builders import BY_API, CHANNEL, NOON, Team, plain_check
from tests.intake.bodies import a_post, body_of

UNDO = timedelta(seconds=30)


@dataclass
class Public:
    """A network that remembers every call; also `ports.Publishers`."""

    calls: list[Intent] = field(default_factory=list)
    loses_answers: bool = False
    name: str = "webhook"

    def can_reply(self, mention: Mention) -> Eligibility:
        """Always."""
        return BY_API

    def measure(self, text: str, mention: Mention) -> Length:
        """Without a limit."""
        return Length(len(text), None)

    def prepare(self, intent: Intent) -> dict[str, Any]:
        """Nothing to prepare."""
        return {"key": intent.id}

    async def publish(self, intent: Intent) -> Published | Unknown:
        """Remember it."""
        self.calls.append(intent)
        return Unknown("lost") if self.loses_answers else Published(intent.id, None)

    async def find_existing(self, intent: Intent) -> CannotTell:
        """It cannot be asked."""
        return CannotTell("It has no look-up.")

    def hand_off_link(self, mention: Mention, text: str) -> str | None:
        """None."""
        return None

    def choose(self, mention: Mention) -> Publisher:
        """Itself."""
        return self

    def named(self, name: str) -> Publisher:
        """Itself."""
        return self


class Line:
    """The steps with a clock that is set by hand."""

    def __init__(
        self, database: Database, library: Library | None = None, numbers: "count[int] | None" = None
    ) -> None:
        """Several lines on one database share their `numbers`, from which ids are made."""
        self.database = database
        self.now = NOON
        self.team = Team()
        self.public = Public()
        self._numbers = numbers or count(1)
        self._triage = Triage(database, Judge(), CHANNEL, self._time)
        self._drafting = Drafting(
            database=database,
            shelf=Shelf(library or Library.load(seeds())),
            publishers=self.public,
            writer=None,
            open_clocks=open_clocks,
            channel=CHANNEL,
            brand="default",
            now=self._time,
        )
        self._publishing = Publishing(database, self.public, self.team, CHANNEL, self._time)
        self.approvals = Approvals(database, self.team, plain_check, CHANNEL, UNDO, self.new_id)

    async def hear(self, external_id: str, text: str, event: str = "created") -> str:
        """One delivery; the mention's id."""
        body = body_of(a_post(external_id, text, event=event))
        number = self.new_id()
        arrival = Arrival(number, "generic", number, body, parse(body), self.now)
        async with self.database.writing() as session:
            await accept(session, [arrival], CHANNEL, self.now)
        return mention_id("generic", external_id)

    async def judge(self) -> None:
        """Triage until nothing is new."""
        while await self._triage.round():
            pass

    async def write(self) -> None:
        """Draft until nothing waits for a draft."""
        while ids := await self._undrafted():
            for one in ids:
                await self._drafting.write(one)

    async def work(self) -> None:
        """What the loops do until nothing is left of it."""
        await self.judge()
        await self.write()

    async def publish(self) -> None:
        """Attend to every approval, twice, after its undo window."""
        self.now += UNDO
        async with self.database.reading() as session:
            approvals = (await session.exec(select(Approval.id))).all()
        for one in [*approvals, *approvals]:
            await self._publishing.attend(one)

    async def card(self, draft_id: str) -> CardRows | None:
        """Everything a card shows."""
        async with self.database.reading() as session:
            return await drafts.card_rows(session, draft_id)

    async def mention(self, draft_id: str) -> Mention | None:
        """The mention as it stands."""
        async with self.database.reading() as session:
            return await session.get(Mention, draft_id)

    async def message(self, row_id: str) -> SlackMessage | None:
        """What Slack is to show."""
        async with self.database.reading() as session:
            return await session.get(SlackMessage, row_id)

    def click(self, user: str, draft_id: str, revision: int | None) -> Clicked:
        """A person's click, a moment later."""
        self.now += timedelta(seconds=1)
        return Clicked(user, draft_id, revision, self.now)

    async def _undrafted(self) -> list[str]:
        async with self.database.reading() as session:
            return list(await drafts.undrafted(session, 100, []))

    def _time(self) -> datetime:
        return self.now

    def new_id(self) -> str:
        """An id that was never given before."""
        return f"n{next(self._numbers)}"
