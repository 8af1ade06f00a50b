"""Invariant 4: what is published is, byte for byte, what was approved, and it is published at most once.

A lost answer is never repaired by sending again.
"""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.approval import Approvals
from bot.models import Approval, Publication, PublicationState
from bot.outgoing import http_client
from bot.platforms.registry import Registry
from bot.platforms.webhook_out import WebhookPublisher
from bot.platforms.wire import body_of
from bot.ports import Intent, Published
from bot.publishing import Publishing
from bot.store.database import Database
from bot.testing.fake_receiver import FakeReceiver, Mode, fake_receiver
from bot.text import sha256
from tests.builders import ANN, CHANNEL, NOON, REPLY, Team, a_mention, click, plain_check, put_draft
from tests.house import PUBLISH_SECRET

LOSING = (
    Mode.OK_THEN_SILENCE,
    Mode.ERROR_AFTER_ACCEPTING,
    Mode.DROP_AFTER_ACCEPTING,
    Mode.GARBAGE,
)
ATTENDANTS = 8
"""Workers that attend to the same publication at the same moment."""

TRICKY = (
    "e\u0301 is not \u00e9",
    "\u202eright to left",
    "line\r\nline\u2028line",
    '"quotes" \\ and \\u0041',
    "\U0001f9f3\U0001f3fd\u200d\u2640\ufe0f",
)
texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=80) | st.sampled_from(TRICKY)


@asynccontextmanager
async def a_publisher() -> AsyncIterator[tuple[WebhookPublisher, FakeReceiver]]:
    """The webhook publisher and a receiver that it speaks to over a real socket."""
    async with fake_receiver() as receiver, http_client() as client:
        yield WebhookPublisher(receiver.url, PUBLISH_SECRET, client, lambda: NOON), receiver


def an_intent(text: str) -> Intent:
    return Intent("a1", a_mention(), text, sha256(text), 1, (ANN,), NOON)


@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=texts)
def test_any_text_arrives_as_the_bytes_that_were_hashed(text: str) -> None:
    reply = json.loads(body_of(an_intent(text)).encode())["data"]["reply"]

    assert reply["text"].encode() == text.encode()
    assert sha256(reply["text"]) == reply["sha256"] == sha256(text)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=texts)
async def test_any_text_crosses_the_wire_unchanged(text: str) -> None:
    async with a_publisher() as (publisher, receiver):
        assert isinstance(await publisher.publish(an_intent(text)), Published)

        (received,) = receiver.received
        assert json.loads(received.body)["data"]["reply"]["text"].encode() == text.encode()


class Scene:
    """An approved draft, and many workers that all want to publish it."""

    def __init__(self, database: Database, publisher: WebhookPublisher, receiver: FakeReceiver) -> None:
        self.database, self.receiver = database, receiver
        self.now = NOON
        registry = Registry(publisher)
        self._workers = [
            Publishing(database, registry, Team(), CHANNEL, lambda: self.now) for _ in range(ATTENDANTS)
        ]

    async def approve(self) -> None:
        """Put a draft there and approve it."""
        approvals = Approvals(
            self.database, Team(), plain_check, CHANNEL, timedelta(0), new_id=lambda: "approval-1"
        )
        async with self.database.writing() as session:
            draft = await put_draft(session)
        await approvals.approve(click(draft.id))

    async def rush(self) -> None:
        """All of them at once, as after a restart of every replica, again and again over ten minutes."""
        for seconds in (0, 1, 31, 60, 600):
            self.now = NOON + timedelta(seconds=seconds)
            await asyncio.gather(*(worker.attend("approval-1") for worker in self._workers))

    async def publication(self) -> Publication:
        """How it ended."""
        async with self.database.reading() as session:
            return await session.get_one(Publication, "approval-1")


@pytest.fixture
async def scene(database: Database) -> AsyncIterator[Scene]:
    async with a_publisher() as (publisher, receiver):
        scene = Scene(database, publisher, receiver)
        await scene.approve()
        yield scene


async def test_many_workers_publish_once_and_exactly_the_approved_text(scene: Scene) -> None:
    await scene.rush()

    (received,) = scene.receiver.received
    assert json.loads(received.body)["data"]["reply"]["text"] == REPLY
    assert (await scene.publication()).state is PublicationState.DONE


@pytest.mark.parametrize("mode", LOSING)
async def test_a_lost_answer_is_left_to_a_person_and_never_sent_again(scene: Scene, mode: Mode) -> None:
    scene.receiver.mode = mode

    await scene.rush()

    assert len(scene.receiver.received) == 1
    ended = PublicationState.DONE if mode is Mode.OK_THEN_SILENCE else PublicationState.UNKNOWN
    assert (await scene.publication()).state is ended


async def test_a_busy_receiver_gets_the_same_bytes_under_the_same_id_again(scene: Scene) -> None:
    scene.receiver.mode = Mode.BUSY

    await scene.rush()

    received = scene.receiver.received
    assert len(received) > 1
    assert Counter((one.headers["webhook-id"], one.body) for one in received).keys() == {
        ("approval-1", received[0].body)
    }


async def test_a_text_that_was_changed_after_the_approval_never_goes_out(scene: Scene) -> None:
    async with scene.database.writing() as session:
        publication = await session.get_one(Publication, "approval-1")
        approval = await session.get_one(Approval, "approval-1")
        publication.text += "!"
        session.add_all([publication, approval])

    await scene.rush()

    assert scene.receiver.received == []
