"""What Home, the queue and the lists ask the database, on both kinds."""

from datetime import timedelta
from typing import Any

import pytest

from bot.models import (
    Approval,
    Delivery,
    DraftState,
    Mention,
    MentionState,
    Outcome,
    Publication,
    PublicationState,
    Reach,
    Severity,
    SlackMessage,
)
from bot.rights import Sight
from bot.store import alike, deliveries, examples, figures, low, pauses, worklist
from bot.store.database import Database
from bot.text import sha256
from tests.builders import ANN, CHANNEL, COLE, NOON, REPLY, a_mention, put_draft

SOON = NOON + timedelta(minutes=9)


async def put(database: Database, name: str, *, mention: dict[str, Any] | None = None, **changes: Any) -> str:
    async with database.writing() as session:
        return (await put_draft(session, mention=a_mention(name, **(mention or {})), **changes)).id


async def put_publication(database: Database, draft_id: str, **changes: Any) -> None:
    bound: dict[str, Any] = {"id": f"a-{draft_id}", "draft_id": draft_id, "sha256": sha256(REPLY)}
    approved: dict[str, Any] = {"revision": 1, "mention_revision": 1, "approver": ANN, "approved_at": NOON}
    sent = {"text": REPLY, "publisher": "webhook", "send_after": NOON}
    async with database.writing() as session:
        session.add(Approval(**bound, **approved))
        await session.flush()
        session.add(Publication(**(bound | sent | changes)))


async def test_only_mild_drafts_that_are_free_are_candidates(database: Database) -> None:
    free = await put(database, "free")
    mine = await put(database, "mine", assignee=ANN, lease_until=SOON)
    await put(database, "theirs", assignee=COLE, lease_until=SOON)
    await put(database, "grave", severity=Severity.HIGH)
    await put(database, "mute", reach=Reach.NEVER)
    await put(database, "asleep", snoozed_until=SOON)
    await put(database, "failed", state=DraftState.FAILED)
    await put(database, "edited", mention={"revision": 2}, mention_revision=1)

    async with database.reading() as session:
        found = await alike.candidates(session, Sight(ANN), NOON)
        rest = await alike.candidates(session, Sight(ANN), NOON, without=[mine])

    assert {one.draft_id for one in found} == {free, mine}
    assert [(one.draft_id, one.text, one.category) for one in rest] == [(free, REPLY, "lost")]


async def test_a_list_of_low_ones_shows_those_that_wait_first(database: Database) -> None:
    done = await put(database, "done", severity=Severity.LOW, state=DraftState.DECLINED)
    waits = await put(database, "waits", severity=Severity.LOW, created_at=SOON)
    async with database.writing() as session:
        for one in (done, waits):
            await session.delete(await session.get_one(SlackMessage, f"card:{one}"))
            await session.flush()
            await low.enlist(session, one, CHANNEL, NOON)

    async with database.reading() as session:
        listed = await low.read(session, f"low:{CHANNEL}:2026-11-22T12:00", 1)
        whole = await low.read(session, f"low:{CHANNEL}:2026-11-22T12:00", 9)

    assert ([one.draft.id for one in listed.entries], listed.total, listed.waiting) == ([waits], 2, 1)
    assert [(one.draft.id, one.has_card) for one in whole.entries] == [(waits, False), (done, False)]


@pytest.mark.parametrize(
    ("before", "now", "same_author"),
    [
        ({"author_id": "7"}, {"author_id": "7"}, True),
        ({"author_handle": "kim"}, {"author_handle": "kim"}, True),
        ({"author_handle": "kim", "thread": "t"}, {"author_handle": "jo", "thread": "t"}, False),
        ({"author_handle": "kim", "platform": "bluesky"}, {"author_handle": "kim"}, None),
        ({"author_handle": None}, {"author_handle": None}, None),
    ],
)
async def test_what_was_said_before_is_found_by_author_and_thread(
    database: Database, before: dict[str, Any], now: dict[str, Any], same_author: bool | None
) -> None:
    closed = {"state": MentionState.CLOSED, "outcome": Outcome.PUBLISHED}
    old = a_mention("old", **(closed | before))
    answered = await put(
        database, "old", mention=closed | before, state=DraftState.SENT, approval_id=f"a-{old.id}"
    )
    await put_publication(database, answered, state=PublicationState.DONE)
    new = await put(database, "new", mention=now)

    async with database.reading() as session:
        found = await examples.earlier(session, await session.get_one(Mention, new))

    assert [(one.reply, one.same_author) for one in found] == (
        [] if same_author is None else [(REPLY, same_author)]
    )


async def test_what_was_set_aside_today_comes_page_by_page_the_newest_first(database: Database) -> None:
    day = worklist.day_of(NOON)
    async with database.writing() as session:
        session.add(Delivery(id="delivery-1", source="generic", key="k", body=b"{}", received_at=NOON))
        await session.flush()
        for number in range(-1, 3):
            came = day + timedelta(hours=number)
            session.add(a_mention(str(number), state=MentionState.SET_ASIDE, received_at=came))

    async with database.reading() as session:
        total = await worklist.set_aside_since(session, day)
        pages = [await worklist.set_aside(session, day, limit=2, offset=offset) for offset in (0, 2)]

    assert total == 3
    assert [[one.external_id for one in page] for page in pages] == [["2", "1"], ["0"]]


async def test_each_day_has_its_mentions_and_how_fast_they_were_decided(database: Database) -> None:
    today, yesterday = worklist.day_of(NOON), NOON - timedelta(days=1)
    await put(database, "slow", mention={"received_at": yesterday}, decided_at=NOON)
    for minutes in (10, 20):
        decided_at = NOON + timedelta(minutes=minutes)
        await put(database, str(minutes), decided_at=decided_at, state=DraftState.SENT)

    async with database.reading() as session:
        days = await figures.by_day(session, today, 2)

    assert [(day.mentions, day.median_minutes) for day in days] == [(1, None), (2, 20.0)]


async def test_the_last_webhook_and_what_a_pause_keeps_back_are_counted(database: Database) -> None:
    async with database.reading() as session:
        assert await deliveries.latest(session, "slack") is None
        assert await pauses.count_held(session) == 0
    held = await put(database, "held", state=DraftState.SCHEDULED)
    await put_publication(database, held, held_since=NOON)

    async with database.reading() as session:
        assert await deliveries.latest(session, "slack") == NOON
        assert await pauses.count_held(session) == 1
