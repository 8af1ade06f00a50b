"""A mention that waits for its draft, and a model that answers when and what the test says."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlmodel import SQLModel, select

from bot.drafting.shelf import Shelf
from bot.drafting.writing import Drafting
from bot.models import Delivery, Draft, DraftRevision, Mention
from bot.oncall import open_clocks
from bot.platforms.registry import Registry
from bot.ports import LlmAnswer, LlmQuestion, Writer
from bot.store.database import Database
from tests.builders import CHANNEL, NOON, a_mention, a_verdict
from tests.drafting.requests import LIBRARY

Row = TypeVar("Row", bound=SQLModel)
SOON = timedelta(milliseconds=50)
"""A patience that a model on hold outlasts."""
LONG = timedelta(minutes=1)
"""A patience or deadline that no test waits for."""


def answer(reply: str, severity: int | None = None) -> LlmAnswer:
    """What the model says, without other hints."""
    return LlmAnswer(reply, severity, None, None, (), (), "fake", 1_000, 80)


@dataclass
class Model:
    """A language model; implements `ports.Writer`. `says` may be a fault to raise."""

    says: str | Exception = ""
    severity: int | None = None
    flags: tuple[str, ...] = ()
    questions: list[LlmQuestion] = field(default_factory=list)
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    may_answer: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.may_answer.set()

    def hold(self) -> None:
        """Think until told to answer."""
        self.may_answer.clear()

    async def write(self, question: LlmQuestion, *, deadline: float) -> LlmAnswer:
        """Better the template a little, unless something else is to be said."""
        self.questions.append(question)
        self.asked.set()
        await self.may_answer.wait()
        if isinstance(self.says, Exception):
            raise self.says
        said = self.says or f"Thank you for telling us. {question.template_draft}"
        return replace(answer(said, self.severity), flags=self.flags)


@dataclass
class Desk:
    """One open mention without a draft, and drafting over it."""

    database: Database
    drafting: Drafting
    mention: Mention

    async def write(self) -> None:
        """Draft it."""
        await self.drafting.write(self.mention.id)

    async def all(self, table: type[Row]) -> Sequence[Row]:
        """Every row of a table."""
        async with self.database.reading() as session:
            return (await session.exec(select(table))).all()

    async def one(self, table: type[Row]) -> Row:
        """The only row of a table."""
        (row,) = await self.all(table)
        return row

    async def words(self) -> DraftRevision:
        """The wording on the card."""
        draft = await self.one(Draft)
        async with self.database.reading() as session:
            return await session.get_one(DraftRevision, (draft.id, draft.revision))

    async def change(self, table: type[SQLModel], **values: Any) -> None:
        """Change the only row of a table, as another process would."""
        async with self.database.writing() as session:
            row = (await session.exec(select(table))).one()
            session.add(row.sqlmodel_update(values))

    async def stands(self) -> None:
        """Wait for the draft."""
        await until(self.has_draft)

    async def has_draft(self) -> bool:
        """Whether it stands."""
        return bool(await self.all(Draft))


async def a_desk(
    database: Database,
    writer: Writer | None = None,
    *,
    patience: timedelta = LONG,
    deadline: timedelta = LONG,
    received_at: datetime = NOON,
    **verdict: Any,
) -> Desk:
    """As triage leaves it."""
    mention = a_mention(platform="reddit", received_at=received_at)
    async with database.writing() as session:
        session.add(Delivery(id="delivery-1", source="generic", key="k", body=b"{}", received_at=NOON))
        session.add(mention)
        await session.flush()
        session.add(a_verdict(mention, **verdict))
    drafting = Drafting(
        database=database,
        shelf=Shelf(LIBRARY),
        publishers=Registry(),
        writer=writer,
        open_clocks=open_clocks,
        channel=CHANNEL,
        brand="harbourline",
        now=lambda: NOON,
        patience=patience,
        deadline=deadline,
    )
    return Desk(database, drafting, mention)


async def until(condition: Callable[[], Awaitable[bool]], seconds: float = 10) -> None:
    """Wait for a condition that another task or process brings about."""
    async with asyncio.timeout(seconds):
        while not await condition():  # noqa: ASYNC110 - what is waited for happens in a database
            await asyncio.sleep(0.01)


async def late(desk: Desk, model: Model, meanwhile: Callable[[], Awaitable[None]] | None = None) -> None:
    """The model answers after the draft stands; `meanwhile` happens between the two."""
    model.hold()
    writing = asyncio.create_task(desk.write())
    await desk.stands()
    if meanwhile is not None:
        await meanwhile()
    model.may_answer.set()
    await writing


async def interrupted(desk: Desk, model: Model, meanwhile: Callable[[], Awaitable[None]]) -> None:
    """`meanwhile` happens after the material was read and before the draft stands."""
    model.hold()
    model.asked.clear()
    writing = asyncio.create_task(desk.write())
    await model.asked.wait()
    await meanwhile()
    model.may_answer.set()
    await writing
