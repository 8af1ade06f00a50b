"""What a model says of an incident: asked once, kept on the row, asked again only when much has come."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import select

from bot.errors import LlmUnavailable
from bot.incidents.causes import AT_MOST_EVERY, SAMPLE, Causes
from bot.llm import OpenAiWriter, Prompts, seeds
from bot.models import AuditEntry, Incident, IncidentState
from bot.store import incidents
from bot.store.database import Database
from bot.testing.fake_openai import FakeOpenAI
from tests.builders import NOON, a_mention
from tests.incidents.standing import put_incident, put_member

SAID = "People say that the checkout fails since noon."


class Reader:
    """A model that says this, or nothing; implements `ports.Summariser`."""

    def __init__(self) -> None:
        self.asked: list[Sequence[str]] = []
        self.says: str | None = SAID
        self.now = NOON

    def clock(self) -> datetime:
        return self.now

    async def summarise(self, posts: Sequence[str], *, deadline: float) -> str:
        self.asked.append(posts)
        if self.says is None:
            raise LlmUnavailable("AI took too long")
        return self.says


async def stands(database: Database, id: str = "i1") -> Incident:
    async with database.reading() as session:
        return await session.get_one(Incident, id)


async def put(database: Database, *people: str, id: str = "i1", **changes: object) -> None:
    async with database.writing() as session:
        await put_incident(session, *people, id=id, **changes)
        incident = await session.get_one(Incident, id)
        await incidents.shown(session, id, incident.version, NOON)


async def test_it_is_asked_once_and_kept_for_the_card(database: Database) -> None:
    await put(database, "jo", "kim", "lee")
    reader = Reader()
    causes = Causes(database, reader, reader.clock)

    assert [await causes(), await causes()] == [1, 0]

    found = await stands(database)
    assert (found.cause, found.cause_at, found.cause_mentions) == (SAID, NOON, 3)
    assert found.is_stale
    async with database.reading() as session:
        (entry,) = (await session.exec(select(AuditEntry))).all()
    assert (entry.kind, SAID in str(entry.data)) == ("incident_cause", False)


async def test_it_is_asked_again_only_when_it_has_doubled_and_not_at_once(database: Database) -> None:
    await put(database, "jo", "kim", "lee")
    reader = Reader()
    causes = Causes(database, reader, reader.clock)
    await causes()
    reader.now += AT_MOST_EVERY
    assert await causes() == 0
    async with database.writing() as session:
        for number in range(3):
            await put_member(session, a_mention(f"m{number}", author_handle=f"m{number}"), "i1")
        await incidents.recount(session, "i1")

    assert await causes() == 1
    assert len(reader.asked[-1]) == 6


async def test_no_answer_leaves_what_was_said_and_the_card_and_rests(database: Database) -> None:
    await put(database, "jo", "kim", "lee")
    reader = Reader()
    reader.says = None
    causes = Causes(database, reader, reader.clock)

    assert [await causes(), await causes()] == [0, 0]
    assert len(reader.asked) == 1
    assert not (await stands(database)).is_stale
    reader.now, reader.says = NOON + AT_MOST_EVERY + timedelta(seconds=1), SAID
    assert await causes() == 1


async def test_small_and_closed_ones_are_not_asked_about(database: Database) -> None:
    await put(database, "jo", "kim", id="small")
    await put(database, "jo", "kim", "lee", id="over", state=IncidentState.CLOSED)
    reader = Reader()

    assert await Causes(database, reader, reader.clock)() == 0
    assert reader.asked == []


async def test_a_sample_is_asked_about_however_many_there_are(database: Database) -> None:
    await put(database, *[f"p{number}" for number in range(SAMPLE * 3)])
    reader = Reader()

    await Causes(database, reader, reader.clock)()

    assert SAMPLE // 2 <= len(reader.asked[0]) <= SAMPLE


async def test_a_real_client_asks_once_for_each_incident(database: Database) -> None:
    await put(database, "jo", "kim", "lee")
    async with FakeOpenAI() as fake:
        writer = OpenAiWriter("key", fake.url, "fake-model", Prompts.load(seeds()))
        causes = Causes(database, writer, lambda: NOON)
        assert [await causes(), await causes()] == [1, 0]
        await writer.close()

    assert (await stands(database)).cause == "3 people say much the same."
    assert len(fake.requests) == 1
