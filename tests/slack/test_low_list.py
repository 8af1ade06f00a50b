"""The list of low ones: what it shows, and that a card is one press away."""

from typing import Any

import pytest

from bot.models import DraftState, MessageKind, SlackMessage
from bot.ports import Clicked
from bot.sandbox.limits.blocks import block_faults
from bot.slack.ids import Action
from bot.slack.messages import MAX_LISTED, Subject, render_message
from bot.store import low
from bot.store.low import Listed, LowList
from tests.builders import ANN, CHANNEL, COLE, NOON, OLIVE, a_draft, a_mention
from tests.slack.line import Line
from tests.slack.views import HOSTILE, labels, live_tokens, shown


@pytest.fixture
def kind() -> str:
    """The queries are told apart by kind of database elsewhere."""
    return "sqlite"


def a_row() -> SlackMessage:
    since = {"since": NOON.timestamp()}
    return SlackMessage(id="low:1", kind=MessageKind.LOW_LIST, audience=CHANNEL, args=since, changed_at=NOON)


def an_entry(
    name: str = "1", text: str = "The 8:20 left early.", has_card: bool = False, **draft: Any
) -> Listed:
    mention = a_mention(name, text=text)
    return Listed(a_draft(mention, **draft), mention, has_card)


def rendered(*entries: Listed, total: int | None = None, waiting: int = 1) -> list[dict[str, Any]]:
    listed = LowList(entries, len(entries) if total is None else total, waiting)
    return render_message(a_row(), Subject(low=listed)).blocks


def test_each_has_its_words_and_a_button_and_the_head_says_how_many() -> None:
    blocks = rendered(an_entry(), total=12, waiting=9)

    assert "*12 low ones since" in shown(blocks)
    assert "9 still to answer" in shown(blocks)
    assert "The 8:20 left early." in shown(blocks)
    assert "and 11 more" in shown(blocks)
    assert labels(blocks) == ["Make a card", "Open the queue"]


def test_what_became_of_each_is_said() -> None:
    declined = an_entry("2", state=DraftState.DECLINED, decided_by=ANN, decline_reason="Spam")
    blocks = rendered(an_entry(has_card=True), declined, an_entry("3", state=DraftState.WITHDRAWN), waiting=0)

    words = shown(blocks)
    for told in ("all are done", "has a card now", "No reply, decided by", "Spam", "deleted by its author"):
        assert told in words
    assert labels(blocks) == ["Make a card"]


def test_the_fullest_list_of_the_worst_words_keeps_slacks_limits() -> None:
    entries = [an_entry(str(number), text=HOSTILE * 50) for number in range(MAX_LISTED)]

    blocks = rendered(*entries, total=10**6, waiting=10**6)

    assert block_faults(blocks, "message") == []
    assert [token for token in live_tokens(blocks) if not token.startswith("<!date")] == []


async def enlist(line: Line, name: str, **changes: Any) -> str:
    """A low draft without a card, as drafting leaves it."""
    id = await line.put(name, **changes)
    async with line.database.writing() as session:
        await session.delete(await session.get_one(SlackMessage, f"card:{id}"))
        await session.flush()
        await low.enlist(session, id, CHANNEL, NOON)
    await line.desk.render_due()
    return id


async def test_a_press_makes_the_card_and_the_list_says_so(line: Line) -> None:
    id = await enlist(line, "mild")
    (listed,) = line.sandbox.messages(CHANNEL)

    await line.sandbox.click(COLE, CHANNEL, listed["ts"], Action.MAKE_CARD)
    await line.told("Its card is on its way", COLE)
    await line.desk.render_due()

    words = [shown(one["blocks"]) for one in line.sandbox.messages(CHANNEL)]
    assert "has a card now" in words[0]
    assert "Trouble mild." in words[1]
    assert (await line.draft(id)).listed_in is not None


async def test_a_second_press_is_told_that_there_is_a_card(line: Line) -> None:
    id = await enlist(line, "mild")
    (listed,) = line.sandbox.messages(CHANNEL)
    await line.approvals.make_card(Clicked(ANN, id, 1, NOON))

    await line.sandbox.click(COLE, CHANNEL, listed["ts"], Action.MAKE_CARD)

    assert await line.told("This one already has a card", COLE)


async def test_an_outsider_makes_no_card(line: Line) -> None:
    id = await enlist(line, "mild")
    (listed,) = line.sandbox.messages(CHANNEL)

    await line.sandbox.click(OLIVE, CHANNEL, listed["ts"], Action.MAKE_CARD)

    assert await line.told("Only the support team", OLIVE)
    assert await line.row(f"card:{id}") is None


async def test_the_list_leads_into_the_queue(line: Line) -> None:
    await enlist(line, "mild")
    (listed,) = line.sandbox.messages(CHANNEL)

    await line.sandbox.click(ANN, CHANNEL, listed["ts"], Action.START_QUEUE)

    await line.sandbox.wait_for(lambda: line.sandbox.views(ANN))
    assert await line.shows("Trouble mild.")


async def test_approving_a_listed_one_makes_its_card_so_that_it_can_be_undone(line: Line) -> None:
    id = await enlist(line, "mild")

    await line.approvals.approve(Clicked(ANN, id, 1, NOON))

    assert await line.row(f"card:{id}") is not None


async def test_a_no_reply_is_told_by_the_list_alone(line: Line) -> None:
    id = await enlist(line, "mild")

    await line.approvals.decline(Clicked(ANN, id, 1, NOON), "Troll or bait")
    await line.desk.render_due()

    (listed,) = line.sandbox.messages(CHANNEL)
    assert "Troll or bait" in shown(listed["blocks"])
    assert await line.row(f"card:{id}") is None


async def test_a_call_for_help_makes_the_card(line: Line) -> None:
    id = await enlist(line, "mild")

    await line.approvals.escalate(Clicked(ANN, id, 1, NOON), "Please look.")

    assert await line.row(f"card:{id}") is not None
