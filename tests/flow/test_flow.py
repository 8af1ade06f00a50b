"""Work that DBOS carries, killed anywhere and taken up again: one draft, at most one reply, nothing stuck."""

import asyncio
import base64
import binascii
import json
import multiprocessing
import pickle
import re
import signal
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest
from sqlalchemy import Connection, MetaData, inspect
from sqlmodel import SQLModel, col, select

from bot.flow import StepFailed, without_words
from bot.models import Delivery, Draft, DraftRevision, DraftState, Publication, SlackMessage
from bot.store.database import Database
from bot.testing.fake_receiver import FakeReceiver, fake_receiver
from bot.text import sha256
from tests.builders import NOON, a_mention, a_verdict
from tests.flow.child import Life, live

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.flow.child"])
LIFE_SECONDS = 60
Row = TypeVar("Row", bound=SQLModel)


@dataclass
class World:
    """What outlives the process: the database and the public."""

    database: Database
    receiver: FakeReceiver
    life: Life

    async def live(self, dies_at: str | None = None, undo: timedelta = timedelta(0)) -> int | None:
        """One process from start to end; its exit code."""
        life = replace(self.life, dies_at=dies_at, undo=undo)
        process = PROCESSES.Process(target=live, args=(life,))
        process.start()
        try:
            await asyncio.to_thread(process.join, LIFE_SECONDS)
            return process.exitcode
        finally:
            process.kill()
            await asyncio.to_thread(process.join)
            process.close()

    async def one(self, table: type[Row]) -> Row:
        """The only row of a table."""
        async with self.database.reading() as session:
            return (await session.exec(select(table))).one()

    async def is_due(self, publication: Publication) -> None:
        """Its undo window ended long ago."""
        async with self.database.writing() as session:
            publication.send_after = datetime.now(UTC) - timedelta(minutes=1)
            session.add(publication)

    def replies(self) -> list[str]:
        """What came to the public, as text."""
        return [json.loads(request.body)["data"]["reply"]["text"] for request in self.receiver.received]

    async def kept(self, prefix: str) -> list[str]:
        """Ids of Slack messages that begin so."""
        async with self.database.reading() as session:
            ids = (await session.exec(select(col(SlackMessage.id)))).all()
        return [one for one in ids if one.startswith(prefix)]

    async def durable(self) -> list[str]:
        """Every value that DBOS keeps in its own tables."""
        async with self.database.engine.connect() as connection:
            return await connection.run_sync(_durable_values)

    async def acts(self) -> list[str]:
        """The ids of all workflows."""
        return sorted({value for value in await self.durable() if "~" in value})


@pytest.fixture
async def world(database: Database) -> AsyncIterator[World]:
    mention = a_mention(received_at=datetime.now(UTC))
    async with database.writing() as session:
        session.add(Delivery(id="delivery-1", source="generic", key="k", body=b"{}", received_at=NOON))
        session.add(mention)
        await session.flush()
        session.add(a_verdict(mention))
    async with fake_receiver() as receiver:
        url = database.url.render_as_string(hide_password=False)
        yield World(database, receiver, Life(url, receiver.url, mention.id))


KILLED_AT = {
    "draft.before_commit": (DraftState.SENT, 1),
    "draft.after_commit": (DraftState.SENT, 1),
    "publish.before_intent": (DraftState.SENT, 1),
    "publish.after_intent": (DraftState.UNKNOWN, 0),
    "publish.after_call": (DraftState.UNKNOWN, 1),
    "publish.after_record": (DraftState.SENT, 1),
}
"""Landmark -> how the draft ends after the restart, and how many replies came to the public."""


@pytest.mark.parametrize("landmark", KILLED_AT)
async def test_killed_anywhere_it_goes_on_with_one_draft_and_at_most_one_reply(
    world: World, landmark: str
) -> None:
    assert await world.live(dies_at=landmark) == -signal.SIGKILL
    assert await world.live() == 0

    words, publication = await world.one(DraftRevision), await world.one(Publication)
    state, sent = KILLED_AT[landmark]
    assert (await world.one(Draft)).state == state
    assert world.replies() == [words.text] * sent
    assert publication.sha256 == sha256(words.text)
    assert await world.kept("card:") == [f"card:{world.life.mention_id}"]


async def test_asked_for_again_and_again_an_act_is_carried_once(world: World) -> None:
    assert await world.live() == 0

    acts = [act for act in await world.acts() if act.startswith("draft:")]
    assert acts == [f"draft:{world.life.mention_id}:1~1"]
    assert len(world.replies()) == 1


async def test_an_act_that_was_spent_too_early_is_carried_under_a_new_id(world: World) -> None:
    assert await world.live(undo=timedelta(hours=1)) == 0
    publication = await world.one(Publication)
    await world.is_due(publication)

    assert await world.live() == 0

    act = f"publish:{publication.id}:scheduled0.0"
    assert [one for one in await world.acts() if one.startswith(act)] == [f"{act}~1", f"{act}~2"]
    assert len(world.replies()) == 1


async def test_durable_tables_hold_ids_and_no_words(world: World) -> None:
    assert await world.live() == 0

    kept = b"\n".join(_plain(value) for value in await world.durable())
    words, mention = await world.one(DraftRevision), a_mention()
    assert world.life.mention_id.encode() in kept
    for secret in (mention.text, words.text, "missed the 7:40", "Jo Park", "jo"):
        assert not spoken(secret).search(kept), secret


async def test_an_error_that_durable_tables_keep_holds_its_kind_and_no_words() -> None:
    async def fails() -> None:
        raise ValueError(a_mention().text)

    with pytest.raises(StepFailed) as caught:
        await without_words(fails())

    assert str(caught.value) == "ValueError"
    assert b"7:40" not in pickle.dumps(caught.value)
    assert caught.value.__cause__ is None


def spoken(words: str) -> re.Pattern[bytes]:
    """The words on their own, not as a part of a longer word."""
    return re.compile(rb"(?<!\w)" + re.escape(words.encode()) + rb"(?!\w)")


def _durable_values(connection: Connection) -> list[str]:
    """Every value in every table that is not ours, as text."""
    found = MetaData()
    for schema in set(inspect(connection).get_schema_names()) - {"information_schema", "pg_catalog"}:
        found.reflect(connection, schema=schema)
    foreign = [table for table in found.sorted_tables if table.name not in SQLModel.metadata.tables]
    rows = [row for table in foreign for row in connection.execute(table.select())]
    return [str(value) for row in rows for value in row]


def _plain(value: str) -> bytes:
    """The value, and what it is the base64 of, if it is."""
    try:
        return value.encode() + b"\n" + base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        return value.encode()
