"""Whoever clicks sees the change at once, also when Slack's updates are used up; an update heals it later."""

from datetime import timedelta

import pytest

from bot.models import Draft, DraftState, Priority, SlackMessage
from bot.sandbox.permits import RESPONSE_USES
from bot.slack.desk import Desk
from bot.slack.ids import Action
from bot.slack.lent import LENT_FOR, USES
from bot.store import drafts, slack_messages
from bot.store.database import Database
from tests.builders import CHANNEL, NOON, a_mention, put_draft
from tests.slack.conftest import MakeDesk
from tests.slack.stage import Stage
from tests.slack.watch import Watch

STORM = 12
"""Cards that change together: more than Slack's updates allow at once."""
LONG = timedelta(minutes=2)


@pytest.fixture
def kind() -> str:
    """Which database does not matter to what people see."""
    return "sqlite"


async def cards(stage: Stage, watch: Watch) -> list[str]:
    """Cards in the channel, the first of them the one that `stage.click` clicks on."""
    async with stage.database.writing() as session:
        ids = [(await put_draft(session, mention=a_mention(str(n)))).id for n in range(STORM)]
    for _ in range(2 * STORM):
        await stage.desk.render_due()
        watch.turn(1)
    first = stage.sandbox.messages(CHANNEL)[0]["metadata"]["event_payload"]["id"].removeprefix("card:")
    return sorted(ids, key=lambda one: one != first)


async def changed(stage: Stage, draft_id: str, watch: Watch, priority: Priority = Priority.PERSON) -> None:
    """Somebody declined it."""
    async with stage.database.writing() as session:
        draft = await session.get_one(Draft, draft_id)
        await drafts.move(session, draft, draft.state, to=DraftState.DECLINED, decline_reason="Spam")
        await slack_messages.touch_card(session, draft_id, watch(), priority)


async def use_up(stage: Stage, ids: list[str], watch: Watch) -> None:
    """No update is left for now, not even for people."""
    for draft_id in ids[1:]:
        await changed(stage, draft_id, watch)
    while await stage.desk.render_due():
        pass


async def row(database: Database, draft_id: str) -> SlackMessage:
    async with database.reading() as session:
        found = await slack_messages.get(session, f"card:{draft_id}")
    assert found is not None
    return found


def is_declined(stage: Stage) -> bool:
    return "No reply" in stage.sandbox.messages(CHANNEL)[0]["text"]


async def click(stage: Stage, desk: Desk) -> None:
    """A press that lends an address; it changes nothing by itself."""
    await stage.click(Action.TAKE)
    await stage.sandbox.wait_for(desk.lent.clicked)


async def test_a_clickers_change_is_seen_when_all_updates_are_used_up(stage: Stage, watch: Watch) -> None:
    ids = await cards(stage, watch)
    await use_up(stage, ids, watch)
    await click(stage, stage.desk)
    calls = len(stage.sandbox.calls_of("chat.update"))

    await changed(stage, ids[0], watch)
    await stage.desk.render_due()

    assert is_declined(stage)
    assert len(stage.sandbox.calls_of("chat.update")) == calls
    assert [call.error for call in stage.sandbox.calls if call.error] == []


async def test_the_card_heals_by_an_update_when_there_is_room(stage: Stage, watch: Watch) -> None:
    ids = await cards(stage, watch)
    await use_up(stage, ids, watch)
    await click(stage, stage.desk)
    await changed(stage, ids[0], watch)
    await stage.desk.render_due()
    aside = await row(stage.database, ids[0])

    for _ in range(int(LONG.total_seconds())):
        await stage.desk.render_due()
        watch.turn(1)

    assert (aside.stale, aside.priority) == (True, Priority.STATUS)
    assert not (await row(stage.database, ids[0])).stale
    ts = stage.sandbox.messages(CHANNEL)[0]["ts"]
    assert ts in [call.args["ts"] for call in stage.sandbox.calls_of("chat.update")]


async def test_a_parked_update_does_not_keep_the_clicker_waiting(stage: Stage, watch: Watch) -> None:
    ids = await cards(stage, watch)
    stage.sandbox.fail("chat.update", error="ratelimited", status=429, retry_after=60)
    await changed(stage, ids[1], watch)
    await stage.desk.render_due()
    await click(stage, stage.desk)

    await changed(stage, ids[0], watch)
    await stage.desk.render_due()

    assert is_declined(stage)


async def test_the_clicked_card_goes_before_earlier_changes_of_others(stage: Stage, watch: Watch) -> None:
    ids = await cards(stage, watch)
    for draft_id in ids[1:]:
        await changed(stage, draft_id, watch)
    watch.turn(1)
    await click(stage, stage.desk)
    await changed(stage, ids[0], watch)

    await stage.desk.render_due()

    ts = stage.sandbox.messages(CHANNEL)[0]["ts"]
    assert next(call.args["ts"] for call in stage.sandbox.calls_of("chat.update")) == ts


async def test_without_a_click_the_card_waits_for_an_update(stage: Stage, watch: Watch) -> None:
    ids = await cards(stage, watch)
    await use_up(stage, ids, watch)

    await changed(stage, ids[0], watch)
    await stage.desk.render_due()

    assert not is_declined(stage)


async def test_an_address_that_slack_refuses_is_forgotten_and_the_card_waits(
    stage: Stage, watch: Watch
) -> None:
    ids = await cards(stage, watch)
    await use_up(stage, ids, watch)
    await click(stage, stage.desk)
    stage.sandbox.workspace.permits._responses.clear()

    await changed(stage, ids[0], watch)
    await stage.desk.render_due()

    assert not is_declined(stage)
    assert list(stage.desk.lent.clicked()) == []
    assert (await row(stage.database, ids[0])).priority is Priority.PERSON


def a_press(url: str, ts: str = "1.0") -> dict[str, object]:
    return {"container": {"channel_id": CHANNEL, "message_ts": ts}, "response_url": url}


def test_an_address_is_used_no_more_often_than_slack_allows(make_desk: MakeDesk, watch: Watch) -> None:
    lent = make_desk().lent
    lent.note(a_press("https://hooks.slack.com/actions/1"))

    taken = [lent.take(CHANNEL, "1.0") for _ in range(USES + 1)]

    assert taken == [*["https://hooks.slack.com/actions/1"] * USES, None]
    assert USES <= RESPONSE_USES


def test_an_address_is_not_used_when_it_is_old(make_desk: MakeDesk, watch: Watch) -> None:
    lent = make_desk().lent
    lent.note(a_press("https://hooks.slack.com/actions/1"))

    watch.at = NOON + LENT_FOR

    assert lent.take(CHANNEL, "1.0") is None
    assert list(lent.clicked()) == []


@pytest.mark.parametrize("url", ["https://evil.example/x", "https://hooks.slack.com.evil.example/", "", "//"])
def test_no_address_elsewhere_is_ever_called(make_desk: MakeDesk, url: str) -> None:
    lent = make_desk().lent
    lent.note(a_press(url))

    assert lent.take(CHANNEL, "1.0") is None
