"""What is said to many, and to each of them, in the rows of both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from bot import followup
from bot.approval import Approvals
from bot.drafting.grouped_replies import Batch
from bot.followup import Followup
from bot.incidents import IncidentActs
from bot.models import (
    AuditEntry,
    Clock,
    ClockKind,
    Draft,
    DraftState,
    MessageKind,
    Promise,
    Publication,
    PublicationState,
    SlackMessage,
    Stance,
)
from bot.oncall import OnCall
from bot.ports import Clicked, Done, Refused
from bot.store import commitments, decisions, grouped, incident_cards
from bot.store.database import Database
from tests.builders import ANN, CHANNEL, COLE, MAYA, NOON, SAM, plain_check
from tests.incidents.answering import SAID, Desk
from tests.slack.fakes import NotedFlow
from tests.slack.many import put_many


@pytest.fixture
def desk(database: Database) -> Desk:
    """Nothing has happened yet."""
    return Desk(database)


async def written(desk: Desk, user: str = ANN) -> Batch:
    batch = await desk.replies.batch(user, "i1", [], NOON)
    assert isinstance(batch, Batch), batch
    return batch


async def approve_all(desk: Desk, batch: Batch) -> None:
    numbers = iter(range(1_000))
    approvals = Approvals(
        desk.database,
        desk.team,
        plain_check,
        CHANNEL,
        timedelta(seconds=30),
        lambda: f"a{next(numbers)}",
        commit=followup.commit,
    )
    for draft_id in batch.draft_ids:
        answer = await approvals.approve(Clicked(ANN, draft_id, 1, NOON))
        assert isinstance(answer, Done), answer


async def send_all(desk: Desk) -> None:
    """What was approved is public."""
    async with desk.database.writing() as session:
        for draft in (await session.exec(select(Draft))).all():
            draft.state = DraftState.SENT
        for publication in (await session.exec(select(Publication))).all():
            publication.state = PublicationState.DONE


async def test_progress_counts_who_waits_who_has_a_draft_and_who_is_on_the_way(desk: Desk) -> None:
    await desk.agreed(12)
    async with desk.database.reading() as session:
        before = await incident_cards.progress(session, "i1")

    batch = await written(desk)
    await approve_all(desk, replace(batch, draft_ids=batch.draft_ids[:4]))

    async with desk.database.reading() as session:
        after = await incident_cards.progress(session, "i1")
        rows = await incident_cards.read(session, "i1")
        assert len(await grouped.stoppable(session, "i1", ANN)) == 4
    assert (before.grouped, before.carded) == (12, 0)
    assert (after.on_the_way, after.carded, after.grouped) == (4, 6, 2)
    assert rows is not None
    assert len(rows.quotes) == len(rows.worst) == 3
    assert not {one.mention.id for one in rows.quotes} & {one.mention.id for one in rows.worst}


async def test_each_reply_has_a_clock_that_calls_somebody_if_nobody_decides(desk: Desk) -> None:
    await desk.agreed(3)

    batch = await written(desk)

    async with desk.database.reading() as session:
        clocks = (await session.exec(select(Clock).where(Clock.kind == ClockKind.OVERDUE))).all()
    assert {clock.subject_id for clock in clocks} == set(batch.draft_ids)
    assert all(clock.due_at >= NOON + timedelta(minutes=30) for clock in clocks)


async def test_the_same_ten_come_back_to_the_same_person_and_to_nobody_else(desk: Desk) -> None:
    await desk.agreed(12)

    first, again, other = await written(desk), await written(desk), await written(desk, SAM)

    assert first.draft_ids == again.draft_ids
    assert len(other.draft_ids) == 2
    assert not set(first.draft_ids) & set(other.draft_ids)


async def test_every_step_of_a_stance_is_on_record_with_its_digest(desk: Desk) -> None:
    desk.team.approvers = {ANN, SAM, MAYA}
    await desk.agreed(3)
    await desk.stances.approve(SAM, "i1", 1, NOON)
    await desk.stances.take_back(COLE, "i1", NOON)

    async with desk.database.reading() as session:
        entries = (await session.exec(select(AuditEntry).where(AuditEntry.chain == "i1"))).all()
        (stance,) = (await session.exec(select(Stance))).all()
    assert [entry.kind for entry in entries] == [
        "stance_written",
        "stance_first",
        "stance_approved",
        "stance_ended",
    ]
    assert {entry.data["sha256"] for entry in entries} == {stance.sha256}
    assert not stance.holds


async def test_a_new_version_takes_the_place_of_the_old_and_waits_for_its_own_approvals(desk: Desk) -> None:
    desk.team.approvers = {ANN, SAM, MAYA}
    await desk.agreed(3)
    await desk.stances.approve(SAM, "i1", 1, NOON)

    await desk.stances.write(COLE, "i1", replace(SAID, title="Other"), NOON)

    assert isinstance(await desk.replies.batch(ANN, "i1", [], NOON), Refused)
    assert isinstance(await desk.stances.approve(SAM, "i1", 1, NOON), Refused)
    async with desk.database.reading() as session:
        found = (await session.exec(select(Stance).order_by(Stance.version))).all()  # type: ignore[arg-type]
    assert [(one.version, one.ended_at is None, one.first_approver) for one in found] == [
        (1, False, ANN),
        (2, True, None),
    ]


async def test_a_first_approval_is_worth_nothing_once_its_giver_may_not_approve(desk: Desk) -> None:
    desk.team.approvers = {ANN, SAM, MAYA, COLE}
    await desk.agreed(3)
    desk.team.approvers = {SAM, MAYA, COLE}

    await desk.stances.approve(SAM, "i1", 1, NOON)
    assert isinstance(await desk.replies.batch(SAM, "i1", [], NOON), Refused)
    await desk.stances.approve(MAYA, "i1", 1, NOON)

    standing = await desk.stances.standing("i1")
    assert standing is not None
    assert (standing.first_approver, standing.approved_by, standing.holds) == (SAM, MAYA, True)


async def test_one_line_asks_about_the_promise_that_was_made_to_all(desk: Desk) -> None:
    await desk.agreed(8)
    await approve_all(desk, await written(desk))
    await send_all(desk)
    later = NOON + timedelta(hours=12)
    oncall = OnCall(desk.database, desk.team, NotedFlow(), CHANNEL, ())

    await oncall.fire_due(later)

    async with desk.database.reading() as session:
        lines = await session.exec(
            select(SlackMessage).where(SlackMessage.kind == MessageKind.COMMITMENT_DUE)
        )
        (line,) = lines.all()
        promises = (await session.exec(select(Promise))).all()
    assert (line.parent_id, line.args["people"]) == ("incident:i1", 8)
    assert all(promise.reminded_at is not None for promise in promises)

    answer = await Followup(desk.database, desk.team).done(COLE, str(line.args["promise_id"]), later)

    assert isinstance(answer, Done)
    async with desk.database.reading() as session:
        assert {one.kept_by for one in (await session.exec(select(Promise))).all()} == {COLE}
        after = await session.get_one(SlackMessage, line.id)
    assert after.args["state"] == "done"


async def test_a_promise_to_many_that_is_put_off_rings_again_in_one_line(desk: Desk) -> None:
    await desk.agreed(4)
    await approve_all(desk, await written(desk))
    await send_all(desk)
    later = NOON + timedelta(hours=12)
    oncall = OnCall(desk.database, desk.team, NotedFlow(), CHANNEL, ())
    await oncall.fire_due(later)
    async with desk.database.reading() as session:
        first = (await session.exec(select(Promise))).first()
    assert first is not None

    await Followup(desk.database, desk.team).snooze(COLE, first.id, later)
    await oncall.fire_due(later + timedelta(hours=1))

    async with desk.database.reading() as session:
        lines = await session.exec(
            select(SlackMessage).where(SlackMessage.kind == MessageKind.COMMITMENT_DUE)
        )
        assert sorted(str(one.args["state"]) for one in lines.all()) == ["due", "snoozed"]
        assert await commitments.get(session, first.id) is not None


async def test_a_sent_reply_leaves_no_card_and_a_failed_one_gets_one(desk: Desk) -> None:
    await desk.agreed(2)
    sent, failed = (await written(desk)).draft_ids
    async with desk.database.writing() as session:
        await decisions.tell(session, channel=CHANNEL, draft_id=sent, decision="sent", now=NOON)
        await decisions.tell(session, channel=CHANNEL, draft_id=failed, decision="failed", now=NOON)

    async with desk.database.reading() as session:
        assert await session.get(SlackMessage, f"card:{sent}") is None
        assert await session.get(SlackMessage, f"card:{failed}") is not None


async def test_what_was_written_goes_along_when_its_incident_becomes_part_of_another(desk: Desk) -> None:
    await desk.agreed(3)
    await written(desk)
    await put_many(desk.database, 2, id="i2")
    said = await desk.stances.write(ANN, "i2", SAID, NOON)
    acts = IncidentActs(desk.database, desk.team, lambda: "new")

    merged = await acts.merge(ANN, "i1", "i2", NOON)
    batch = await desk.replies.batch(ANN, "i2", [], NOON)

    assert isinstance(said, Done)
    assert isinstance(merged, Done)
    assert isinstance(batch, Batch)
    assert len(batch.draft_ids) == 5


async def test_two_people_who_ask_at_once_write_no_post_twice(desk: Desk) -> None:
    await desk.agreed(3)
    mine, theirs = await written(desk), await written(desk, SAM)

    async with desk.database.reading() as session:
        found = (await session.exec(select(Draft))).all()
    assert len(mine.draft_ids) == 3
    assert list(theirs.draft_ids) == []
    assert {draft.state for draft in found} == {DraftState.WAITING}
    assert {draft.assignee for draft in found} == {ANN}
