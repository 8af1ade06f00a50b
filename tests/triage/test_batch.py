"""A round of triage: what opens, what is set aside, and what an author's change does to a draft."""

from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from sqlmodel import select

from bot.approval import Approvals
from bot.approval.labelling import Change, keep
from bot.models import (
    Clock,
    Delivery,
    Draft,
    DraftState,
    Event,
    Mention,
    MentionState,
    MessageKind,
    Outcome,
    Publication,
    PublicationState,
    Severity,
    SlackMessage,
    Verdict,
)
from bot.store.database import Database
from bot.triage.batch import Triage
from bot.triage.judging import Judge
from bot.triage.version import rules_version
from tests.builders import CHANNEL, NOON, SAM, Team, a_mention, click, plain_check, put_draft

JUDGE = Judge()


def triage(database: Database) -> Triage:
    return Triage(database, JUDGE, CHANNEL, now=lambda: NOON)


async def arrive(database: Database, text: str, **changes: Any) -> str:
    """A mention as intake leaves it, without a draft."""
    mention = a_mention(text[:9], text=text, state=MentionState.NEW, **changes)
    async with database.writing() as session:
        session.add(Delivery(id=mention.delivery_id, source="generic", key="k", body=b"", received_at=NOON))
        await session.flush()
        session.add(mention)
    return mention.id


async def author(database: Database, draft_id: str, event: Event) -> None:
    """The author edits or deletes the post, as intake stores it."""
    async with database.writing() as session:
        mention = await session.get(Mention, draft_id)
        assert mention is not None
        mention.revision, mention.last_event, mention.state = mention.revision + 1, event, MentionState.NEW
        mention.outcome = mention.closed_at = None
        session.add(mention)


async def one(database: Database, table: type[Any]) -> Any:
    async with database.reading() as session:
        return (await session.exec(select(table))).one()


async def test_a_complaint_opens(database: Database) -> None:
    await arrive(database, "Worst delay ever, three hours and nobody says anything. Never again.")

    assert await triage(database).round() == 1
    assert (await one(database, Mention)).state == MentionState.OPEN
    assert (await one(database, Verdict)).mention_revision == 1


async def test_what_a_person_asks_a_draft_for_is_never_set_aside(database: Database) -> None:
    await arrive(database, "Thank you so much, wonderful crew, love you all!")

    await Triage(database, JUDGE, CHANNEL, lambda: NOON, {"generic": "asked"}).round()

    assert (await one(database, Mention)).state == MentionState.OPEN


async def test_clear_praise_is_set_aside_and_listed(database: Database) -> None:
    mention_id = await arrive(
        database, "Thank you so much, wonderful crew, best trip of my life, love you all!"
    )

    await triage(database).round()

    assert (await one(database, Mention)).state == MentionState.SET_ASIDE
    listed = await one(database, SlackMessage)
    assert (listed.kind, listed.args) == (MessageKind.SET_ASIDE, {"mention_ids": [mention_id]})


async def test_a_second_round_has_nothing_to_do(database: Database) -> None:
    await arrive(database, "Where is my bag?")
    await triage(database).round()

    assert await triage(database).round() == 0


async def test_an_edit_by_the_author_asks_for_a_fresh_draft(database: Database) -> None:
    async with database.writing() as session:
        draft = await put_draft(session)
    await author(database, draft.id, Event.EDITED)

    await triage(database).round()

    after = await one(database, Draft)
    assert (after.state, after.asked) == (DraftState.REDRAFTING, 2)


@pytest.mark.parametrize("event", [Event.EDITED, Event.DELETED])
async def test_an_authors_change_inside_the_undo_window_stops_the_send(
    database: Database, event: Event
) -> None:
    async with database.writing() as session:
        draft = await put_draft(session)
    await Approvals(
        database, Team(), plain_check, CHANNEL, undo_window=timedelta(seconds=30), new_id=lambda: "a1"
    ).approve(click(draft.id))
    await author(database, draft.id, event)

    await triage(database).round()

    assert (await one(database, Publication)).state == PublicationState.CANCELLED
    gone = event == Event.DELETED
    assert (await one(database, Draft)).state == (DraftState.WITHDRAWN if gone else DraftState.REDRAFTING)


async def test_a_deleted_post_is_withdrawn(database: Database) -> None:
    async with database.writing() as session:
        draft = await put_draft(session)
    await author(database, draft.id, Event.DELETED)

    await triage(database).round()

    mention = await one(database, Mention)
    assert (mention.state, mention.outcome) == (MentionState.CLOSED, Outcome.WITHDRAWN)
    assert (await one(database, Draft)).state == DraftState.WITHDRAWN


async def test_an_edit_after_no_reply_does_not_open_it_again(database: Database) -> None:
    async with database.writing() as session:
        draft = await put_draft(session)
    approvals = Approvals(database, Team(), plain_check, CHANNEL, timedelta(0), lambda: "a1")
    await approvals.decline(click(draft.id, SAM), "Spam")
    await author(database, draft.id, Event.EDITED)

    await triage(database).round()

    mention = await one(database, Mention)
    assert (mention.state, mention.outcome) == (MentionState.CLOSED, Outcome.DECLINED)
    assert (await one(database, Draft)).state == DraftState.DECLINED


async def test_a_post_that_comes_back_is_drafted_again_and_has_a_clock(database: Database) -> None:
    async with database.writing() as session:
        draft = await put_draft(session)
    await author(database, draft.id, Event.DELETED)
    await triage(database).round()
    await author(database, draft.id, Event.EDITED)

    await triage(database).round()

    assert (await one(database, Mention)).state == MentionState.OPEN
    assert (await one(database, Draft)).state == DraftState.REDRAFTING
    assert (await one(database, Clock)).done_at is None


async def test_a_deletion_while_sending_leaves_the_end_to_the_publication(database: Database) -> None:
    async with database.writing() as session:
        draft = await put_draft(session, state=DraftState.SENDING)
    await author(database, draft.id, Event.DELETED)

    await triage(database).round()

    assert (await one(database, Mention)).state == MentionState.OPEN
    assert (await one(database, Draft)).state == DraftState.SENDING


async def test_a_deletion_after_publishing_keeps_the_outcome(database: Database) -> None:
    async with database.writing() as session:
        draft = await put_draft(session, state=DraftState.SENT)
    await author(database, draft.id, Event.DELETED)

    await triage(database).round()

    assert (await one(database, Mention)).outcome == Outcome.PUBLISHED


async def test_what_a_person_said_stands_when_the_author_edits_and_rules_only_add(database: Database) -> None:
    async with database.writing() as session:
        draft = await put_draft(session)
    verdict = await one(database, Verdict)
    numbers = count()
    async with database.writing() as session:
        for change in (Change("category", "lost", "quality"), Change("severity", "2", "3")):
            await keep(session, verdict, change, click(draft.id, SAM), lambda: f"label-{next(numbers)}")
    await author(database, draft.id, Event.EDITED)

    await triage(database).round()

    after = await one(database, Verdict)
    assert (after.category, after.severity, after.judged_by) == ("quality", Severity.HIGH, "rules")
    assert after.rules == rules_version()
