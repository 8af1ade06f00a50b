"""An author who posts again voids what was written before, for everybody who has not read it."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.models import Approval, AuditEntry, Draft, DraftState, Event, Mention, MentionState, Outcome
from bot.ports import Done
from bot.store import sequels
from tests.approval.desk import Desk, refused
from tests.builders import ANN, NOON, REPLY, SAM, a_mention, click

SOON = NOON + timedelta(minutes=1)
LATER = NOON + timedelta(minutes=2)
JO: dict[str, Any] = {"author_id": "77", "thread": "t1"}


@pytest.fixture
async def jo(desk: Desk) -> Desk:
    """The waiting draft answers Jo, in a thread that the source names."""

    def named(_draft: Draft, mention: Mention) -> None:
        mention.author_id, mention.thread = "77", "t1"

    await desk.change(named)
    return desk


async def again(desk: Desk, at: datetime = SOON, **changes: Any) -> Mention:
    """Jo says more."""
    post = a_mention(
        "2", **({"text": "It has turned up, thanks.", "received_at": at, "posted_at": at} | JO | changes)
    )
    async with desk.database.writing() as session:
        session.add(post)
    return post


async def test_what_was_written_before_is_not_approved_any_more(jo: Desk) -> None:
    await again(jo)

    refused(await jo.approvals.approve(click(jo.draft_id, at=LATER)), "posted again")

    assert await jo.all(Approval) == []
    assert "refused" in [entry.kind for entry in await jo.all(AuditEntry)]


async def test_a_persons_own_words_go_out_and_they_are_told_to_read(jo: Desk) -> None:
    await again(jo)

    answer = await jo.approvals.approve(click(jo.draft_id, at=LATER), text=REPLY + " Glad you found it.")

    assert isinstance(answer, Done)
    assert "posted again meanwhile" in str(answer.say)


async def test_a_wording_from_afterwards_is_approved_as_usual(jo: Desk) -> None:
    await again(jo)
    await jo.approvals.save(click(jo.draft_id, at=LATER), REPLY + " Glad you found it.")

    assert isinstance(await jo.approvals.approve(click(jo.draft_id, revision=2, at=LATER)), Done)


async def test_the_first_of_two_approvals_does_not_hold_any_more(jo: Desk) -> None:
    jo.team.approvers = {ANN, SAM}

    def approved_once(draft: Draft, _mention: Mention) -> None:
        draft.state, draft.first_approver, draft.first_approved_at = DraftState.SECOND, ANN, NOON

    await jo.change(approved_once)
    await again(jo)

    refused(await jo.approvals.approve(click(jo.draft_id, SAM, at=LATER)), "posted again")


@pytest.mark.parametrize(
    "changes",
    [
        {"author_id": "78"},
        {"author_id": None},
        {"thread": "t2"},
        {"thread": None},
        {"platform": "bluesky"},
        {"source": "other"},
        {"last_event": Event.DELETED},
        {"at": NOON - timedelta(minutes=1), "posted_at": NOON - timedelta(minutes=3)},
        {"posted_at": NOON - timedelta(hours=1)},
    ],
)
async def test_only_the_same_person_later_in_the_same_thread_counts(
    jo: Desk, changes: dict[str, Any]
) -> None:
    await again(jo, **changes)

    assert isinstance(await jo.approvals.approve(click(jo.draft_id, at=LATER)), Done)


@pytest.mark.parametrize("reply_to", [{"in_reply_to": "1"}, {"thread": "1"}])
async def test_a_reply_to_ones_own_post_is_the_same_thread(jo: Desk, reply_to: dict[str, Any]) -> None:
    await again(jo, **({"thread": None} | reply_to))

    refused(await jo.approvals.approve(click(jo.draft_id, at=LATER)), "posted again")


async def test_the_posts_around_one_are_found_from_both_sides(jo: Desk) -> None:
    newer = await again(jo)
    async with jo.database.reading() as session:
        (older,) = await sequels.older(session, newer)
        there = await sequels.newer(session, await session.get_one(Mention, jo.draft_id))
        before_it_came = await sequels.newer(session, await session.get_one(Mention, jo.draft_id), until=NOON)
        none_yet = await sequels.gave_way_to(session, newer)
    assert (older, there and there.id, before_it_came, list(none_yet)) == (jo.draft_id, newer.id, None, [])

    def gave_way(draft: Draft, mention: Mention) -> None:
        draft.state, mention.state, mention.outcome = (
            DraftState.SUPERSEDED,
            MentionState.CLOSED,
            Outcome.SUPERSEDED,
        )

    await jo.change(gave_way)
    async with jo.database.reading() as session:
        assert [one.id for one in await sequels.gave_way_to(session, newer)] == [jo.draft_id]
        assert list(await sequels.older(session, newer)) == []
