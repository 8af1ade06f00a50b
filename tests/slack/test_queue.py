"""The queue: each answer brings the next most urgent one, and nobody works on what a colleague has."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.approval import Approvals
from bot.drafting.library import Library
from bot.models import Draft, DraftState, Severity
from bot.sandbox import Sandbox
from bot.sandbox.shapes import Json
from bot.slack.desk import Desk
from bot.slack.handlers import register
from bot.slack.ids import Action
from bot.slack.queue_modal import MOST_SKIPPED, Round
from bot.store.database import Database
from tests.builders import (
    ANN,
    CHANNEL,
    COLE,
    NOON,
    OLIVE,
    REPLY,
    SAM,
    Team,
    a_mention,
    plain_check,
    put_draft,
)
from tests.slack.conftest import Watch, slack_deps
from tests.slack.fakes import NotedFlow
from tests.slack.views import shown


@pytest.fixture
def kind() -> str:
    """The queries are told apart by kind of database elsewhere."""
    return "sqlite"


@dataclass
class Line:
    """A queue of drafts, and people in front of it."""

    sandbox: Sandbox
    database: Database

    async def put(self, name: str, **changes: Any) -> str:
        async with self.database.writing() as session:
            return (await put_draft(session, mention=a_mention(name, text=f"Trouble {name}."), **changes)).id

    async def start(self, user: str = ANN) -> Json:
        for old in self.sandbox.views(user):
            await self.sandbox.close_view(user, old["id"])
        await self.sandbox.slash(user, CHANNEL, "next")
        return (await self.sandbox.wait_for(lambda: self.sandbox.views(user)))[-1]

    def view(self, user: str = ANN) -> Json:
        return self.sandbox.views(user)[-1]

    async def shows(self, words: str, user: str = ANN) -> Json:
        await self.sandbox.wait_for(lambda: words in shown(self.view(user)["blocks"]))
        return self.view(user)

    async def draft(self, id: str) -> Draft:
        async with self.database.reading() as session:
            return await session.get_one(Draft, id)


@pytest.fixture
async def line(
    sandbox: Sandbox,
    client: AsyncWebClient,
    desk: Desk,
    database: Database,
    watch: Watch,
    library: Library,
) -> AsyncIterator[Line]:
    """Everything real behind the form."""
    numbers = count(1)
    approvals = Approvals(
        database, Team(), plain_check, CHANNEL, timedelta(seconds=30), lambda: f"a{next(numbers)}"
    )
    app = AsyncApp(client=client)
    register(app, slack_deps(approvals, desk, NotedFlow(), database, watch, library))
    socket = AsyncSocketModeHandler(app, sandbox.app_token)
    await socket.connect_async()  # type: ignore[no-untyped-call]
    await sandbox.wait_for(lambda: sandbox.connected)
    yield Line(sandbox, database)
    await socket.close_async()  # type: ignore[no-untyped-call]


async def test_the_worst_comes_first_and_is_taken(line: Line) -> None:
    await line.put("low")
    worst = await line.put("high", severity=Severity.HIGH)

    view = await line.start()

    assert "Trouble high." in shown(view["blocks"])
    assert "2 wait" in shown(view["blocks"])
    assert (await line.draft(worst)).assignee == ANN


async def test_one_press_approves_an_untouched_draft_and_brings_the_next(line: Line) -> None:
    first = await line.put("one", severity=Severity.HIGH)
    second = await line.put("two")
    view = await line.start()

    await line.sandbox.submit(ANN, view["id"], {})

    await line.shows("Trouble two.")
    assert (await line.draft(first)).state is DraftState.SCHEDULED
    assert (await line.draft(second)).assignee == ANN


async def test_what_was_typed_is_what_is_approved(line: Line) -> None:
    changed = await line.put("one")
    view = await line.start()

    await line.sandbox.submit(ANN, view["id"], {f"reply:{changed}:1": REPLY + " Ann"})

    await line.shows("The queue is empty")
    draft = await line.draft(changed)
    assert (draft.state, draft.revision) == (DraftState.SCHEDULED, 2)


async def test_a_text_that_may_not_go_out_stays_in_the_form_with_the_reason(line: Line) -> None:
    kept = await line.put("one")
    view = await line.start()

    await line.sandbox.submit(ANN, view["id"], {f"reply:{kept}:1": "We guarantee it."})

    again = await line.shows("It promises too much")
    assert "We guarantee it." in str(again["blocks"])
    assert (await line.draft(kept)).state is DraftState.WAITING


async def test_who_may_not_approve_saves_and_goes_on(line: Line) -> None:
    saved = await line.put("one")
    view = await line.start(COLE)

    assert view["submit"]["text"] == "Save and next"
    await line.sandbox.submit(COLE, view["id"], {f"reply:{saved}:1": REPLY + " Cole"})

    await line.shows("The queue is empty", COLE)
    assert (await line.draft(saved)).state is DraftState.WAITING


async def test_two_people_never_get_the_same_one(line: Line) -> None:
    await line.put("one", severity=Severity.HIGH)
    await line.put("two")

    await line.start(ANN)
    await line.start(COLE)

    assert "Trouble one." in shown(line.view(ANN)["blocks"])
    assert "Trouble two." in shown(line.view(COLE)["blocks"])


async def test_skipping_lets_it_go_and_does_not_bring_it_again(line: Line) -> None:
    skipped = await line.put("one", severity=Severity.HIGH)
    await line.put("two")
    view = await line.start()

    await line.sandbox.click_in_view(ANN, view["id"], Action.SKIP)
    await line.shows("Trouble two.")
    await line.sandbox.click_in_view(ANN, view["id"], Action.SKIP)

    await line.shows("The queue is empty")
    assert (await line.draft(skipped)).assignee is None


async def test_a_snoozed_one_leaves_the_queue_and_comes_back(line: Line, watch: Watch) -> None:
    await line.put("one")
    view = await line.start()

    await line.sandbox.click_in_view(ANN, view["id"], Action.QUEUE_SNOOZE)

    await line.shows("The queue is empty")
    watch.turn(3_601)
    assert "Trouble one." in shown((await line.start())["blocks"])


async def test_no_reply_with_a_reason_is_one_press(line: Line) -> None:
    declined = await line.put("one")
    view = await line.start()

    await line.sandbox.click_in_view(ANN, view["id"], Action.QUEUE_DECLINE, "1")

    await line.shows("The queue is empty")
    draft = await line.draft(declined)
    assert (draft.state, draft.decline_reason) == (DraftState.DECLINED, "Troll or bait")


async def test_closing_the_form_lets_go_of_what_the_queue_brought(line: Line) -> None:
    left = await line.put("one")
    view = await line.start()

    await line.sandbox.close_view(ANN, view["id"])

    async def is_free() -> bool:
        return (await line.draft(left)).assignee is None

    while not await is_free():
        with line.sandbox.workspace.changes.listening() as listener:
            await listener.wait(0.05)


async def test_what_somebody_held_before_stays_theirs(line: Line) -> None:
    held = await line.put("one", assignee=ANN, taken_at=NOON, lease_until=NOON + timedelta(minutes=9))
    view = await line.start()

    await line.sandbox.click_in_view(ANN, view["id"], Action.SKIP)

    await line.shows("The queue is empty")
    assert (await line.draft(held)).assignee == ANN


async def test_a_decision_made_elsewhere_is_told_and_the_next_one_comes(line: Line) -> None:
    gone = await line.put("one", severity=Severity.HIGH)
    await line.put("two")
    view = await line.start()
    async with line.database.writing() as session:
        (await session.get_one(Draft, gone)).state = DraftState.SENT

    await line.sandbox.submit(ANN, view["id"], {})

    await line.shows("Trouble two.")
    assert "already approved" in shown(line.sandbox.ephemerals(ANN)[-1]["blocks"])


async def test_an_outsider_is_told_and_takes_nothing(line: Line) -> None:
    waiting = await line.put("one")

    view = await line.start(OLIVE)

    assert "Only the support team" in shown(view["blocks"])
    assert (await line.draft(waiting)).assignee is None


async def test_a_second_approver_is_asked_and_the_first_is_not(line: Line) -> None:
    await line.put("one", state=DraftState.SECOND, first_approver=SAM, first_approved_at=NOON)

    assert "needs your second approval" in shown((await line.start(ANN))["blocks"])


def test_a_round_survives_its_way_through_the_form() -> None:
    way = Round("m1", 3, was_mine=True, done=2, skipped=("m0",))

    assert Round.load(way.dump()) == way
    assert [Round.load(one) for one in ("", "[]", "{}", '{"value": "x"}')] == [None] * 4


def test_the_form_has_room_for_what_was_skipped() -> None:
    way = Round("m" * 64, 1)
    for _ in range(99):
        way = way.without()

    assert len(way.skipped) == MOST_SKIPPED
    assert len(way.dump()) <= 3_000
