"""Older posts: one message, a form that lists them page by page, and a card for those that are chosen."""

from datetime import timedelta

import pytest

from bot.models import Mention, MentionState, MessageKind, Severity, SlackMessage
from bot.sandbox.limits.blocks import block_faults
from bot.sandbox.limits.view import view_faults
from bot.slack.ids import Action
from bot.slack.messages import Subject, render_message
from bot.slack.older_list import PAGE, OlderPage, older_modal
from bot.store import older
from bot.store.older import Older
from tests.builders import ANN, CHANNEL, COLE, NOON, OLIVE, a_mention, a_verdict
from tests.slack.line import Line
from tests.slack.views import HOSTILE, labels, live_tokens, shown

BEFORE = timedelta(days=3)


@pytest.fixture
def kind() -> str:
    """The queries are told apart by kind of database elsewhere."""
    return "sqlite"


def told(count: int, **args: str) -> tuple[str, list[str]]:
    """The message's words and its buttons."""
    said = {"source": "mastodon", "platform": "mastodon"} | args
    row = SlackMessage(id="m", kind=MessageKind.OLDER, audience=CHANNEL, args=said, changed_at=NOON)
    rendered = render_message(row, Subject(older=count))
    assert block_faults(rendered.blocks, "message") == []
    return rendered.text, labels(rendered.blocks)


def test_the_message_says_how_many_and_offers_to_choose() -> None:
    assert told(120) == (":file_folder: *120 older posts on Mastodon, not carded*", ["Choose"])
    assert told(1)[0] == ":file_folder: *1 older post on Mastodon, not carded*"
    assert told(0)[1] == []


def test_the_fullest_page_of_the_worst_words_keeps_slacks_limits() -> None:
    listed = [
        Older(a_mention(str(n), text=HOSTILE * 50, author_name=HOSTILE * 9), Severity.CRITICAL)
        for n in range(PAGE)
    ]

    view = older_modal(OlderPage("google_play", listed, 7, 10**6, note=HOSTILE * 9))

    assert view_faults(view, "modal") == []
    assert [one for one in live_tokens(view) if not one.startswith("<!date")] == []


async def put(line: Line, count: int) -> None:
    """So many older posts, judged, and the message about them."""
    await line.put("first")
    async with line.database.writing() as session:
        for number in range(count):
            mention = a_mention(
                f"old{number:02}",
                text=f"Trouble {number:02} before.",
                source="mastodon",
                platform="mastodon",
                posted_at=NOON - BEFORE - timedelta(minutes=number),
                state=MentionState.OLDER,
                older=True,
            )
            session.add(mention)
            await session.flush()
            session.add(a_verdict(mention))
        await older.show(session, "mastodon", "mastodon", CHANNEL, NOON)
    await line.desk.render_due()


async def choose(line: Line, user: str) -> str:
    """Press "Choose"; the form's id."""
    found = [one for one in line.sandbox.messages(CHANNEL) if "not carded" in shown(one["blocks"])]
    await line.sandbox.click(user, CHANNEL, found[-1]["ts"], Action.OLDER)
    await line.sandbox.wait_for(lambda: line.sandbox.views(user))
    return str(line.view(user)["id"])


async def test_they_are_looked_through_and_one_gets_a_card(line: Line) -> None:
    await put(line, 12)
    form = await choose(line, COLE)
    await line.shows("12 older posts", COLE)
    assert labels(line.view(COLE)["blocks"]) == ["Make a card"] * 10 + ["Next"]

    await line.sandbox.click_in_view(COLE, form, Action.OLDER_ON)
    await line.sandbox.wait_for(lambda: "Prev" in labels(line.view(COLE)["blocks"]))
    await line.sandbox.click_in_view(COLE, form, Action.OLDER_CARD)

    view = await line.shows("A card is on its way.", COLE)
    assert "11 older posts" in shown(view["blocks"])
    assert labels(view["blocks"]) == ["Make a card", "Prev"]
    await line.sandbox.wait_for(lambda: line.flow.started)
    async with line.database.reading() as session:
        assert await older.count(session, "mastodon") == 11
    await line.sandbox.click_in_view(COLE, form, Action.OLDER_BACK)
    await line.sandbox.wait_for(lambda: "Next" in labels(line.view(COLE)["blocks"]))


async def test_who_only_reads_along_makes_no_card_of_an_older_one(line: Line) -> None:
    await put(line, 1)
    form = await choose(line, OLIVE)

    await line.sandbox.click_in_view(OLIVE, form, Action.OLDER_CARD)

    await line.shows("Only the support team", OLIVE)
    async with line.database.reading() as session:
        found = await session.get_one(Mention, a_mention("old00").id)
    assert found.state is MentionState.OLDER


async def test_a_card_that_a_colleague_made_meanwhile_is_not_made_again(line: Line) -> None:
    await put(line, 2)
    forms = {user: await choose(line, user) for user in (ANN, COLE)}
    await line.sandbox.click_in_view(ANN, forms[ANN], Action.OLDER_CARD)
    await line.shows("A card is on its way.", ANN)

    await line.sandbox.click_in_view(COLE, forms[COLE], Action.OLDER_CARD)

    view = await line.shows("already has a card", COLE)
    assert "1 older post," in shown(view["blocks"])
