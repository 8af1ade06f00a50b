"""Posts from before their source was connected are judged and counted, and get no card by themselves."""

from typing import Any

import pytest
from sqlmodel import select

from bot.approval import Approvals
from bot.models import Delivery, Event, Mention, MentionState, MessageKind, SlackMessage, Verdict
from bot.ports import Done, Refused
from bot.store import older
from bot.store.database import Database
from bot.triage.batch import Triage
from bot.triage.judging import Judge
from tests.builders import ANN, CHANNEL, NOON, OLIVE, Team, a_mention, click, plain_check

JUDGE = Judge()
COMPLAINT = "Worst delay ever, three hours and nobody says anything. Never again."
PRAISE = "Thank you so much, wonderful crew, best trip of my life, love you all!"


async def arrive(database: Database, *texts: str, **changes: Any) -> list[str]:
    """Older posts of a polled source, as intake leaves them."""
    fields: dict[str, Any] = {"source": "mastodon", "platform": "mastodon", "older": True}
    made = [
        a_mention(f"o{n}", text=text, state=MentionState.NEW, **(fields | changes))
        for n, text in enumerate(texts)
    ]
    async with database.writing() as session:
        session.add(Delivery(id="delivery-1", source="mastodon", key="k", body=b"", received_at=NOON))
        await session.flush()
        session.add_all(made)
    return [mention.id for mention in made]


async def judged(database: Database) -> None:
    """One round of triage."""
    await Triage(database, JUDGE, CHANNEL, now=lambda: NOON).round()


def desk(database: Database) -> Approvals:
    return Approvals(database, Team(), plain_check, CHANNEL, undo_window=None, new_id=lambda: "a1")  # type: ignore[arg-type]


async def mention(database: Database, id: str) -> Mention:
    async with database.reading() as session:
        return await session.get_one(Mention, id)


async def the_message(database: Database) -> SlackMessage:
    async with database.reading() as session:
        return (await session.exec(select(SlackMessage))).one()


async def test_they_are_counted_in_one_message_and_judged_for_the_list(database: Database) -> None:
    await arrive(database, PRAISE, COMPLAINT)

    await judged(database)

    told = await the_message(database)
    assert (told.id, told.kind, told.args["platform"]) == ("older:mastodon", MessageKind.OLDER, "mastodon")
    async with database.reading() as session:
        assert await older.count(session, "mastodon") == 2
        listed = await older.page(session, "mastodon", limit=10, offset=0)
        assert len((await session.exec(select(Verdict))).all()) == 2
    assert [one.mention.text for one in listed] == [COMPLAINT, PRAISE], "the worst first"


async def test_one_that_its_author_edits_stays_older_and_one_taken_back_is_closed(database: Database) -> None:
    edited, deleted = await arrive(database, COMPLAINT, PRAISE)
    await judged(database)
    for id, event in ((edited, Event.EDITED), (deleted, Event.DELETED)):
        async with database.writing() as session:
            row = await session.get_one(Mention, id)
            row.revision, row.last_event, row.state = 2, event, MentionState.NEW

    await judged(database)

    states = [(await mention(database, id)).state for id in (edited, deleted)]
    assert states == [MentionState.OLDER, MentionState.CLOSED]


async def test_who_may_gets_a_card_for_one_and_the_count_is_brought_up_to_date(database: Database) -> None:
    (id,) = await arrive(database, COMPLAINT)
    await judged(database)

    answer = await desk(database).make_card(click(id, ANN))

    assert answer == Done(say="A card is on its way.", start="draft", work_id=id)
    row, told = await mention(database, id), await the_message(database)
    assert (row.state, row.older, told.version) == (MentionState.OPEN, False, 2)


async def test_who_has_no_rights_gets_none(database: Database) -> None:
    (id,) = await arrive(database, COMPLAINT)
    await judged(database)

    assert isinstance(await desk(database).make_card(click(id, OLIVE)), Refused)
    assert (await mention(database, id)).state == MentionState.OLDER


@pytest.mark.parametrize("source", ["generic", "bluesky"])
async def test_each_source_has_a_message_of_its_own(database: Database, source: str) -> None:
    await arrive(database, COMPLAINT, source=source)

    await judged(database)

    assert (await the_message(database)).id == f"older:{source}"
