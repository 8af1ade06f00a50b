"""After the call: lost answers, the network's own check, replies that vanish, and replies taken down."""

from datetime import timedelta
from itertools import count

import pytest
from sqlmodel import select

from bot import landmarks
from bot.approval import Approvals
from bot.models import (
    AuditEntry,
    Clock,
    ClockKind,
    Draft,
    DraftState,
    Mention,
    MentionState,
    Outcome,
    Publication,
    PublicationState,
    SlackMessage,
)
from bot.oncall.plan import Ping, Subject, plan
from bot.ports import (
    Answer,
    CannotTell,
    Deleted,
    Done,
    NotFound,
    Pending,
    Published,
    Refused,
    Rejected,
    RetryLater,
    Unknown,
)
from bot.publishing import pace
from bot.store import drafts, publications
from tests.builders import ANN, CHANNEL, NOON, REPLY, SAM, a_mention, click, plain_check, put_draft, written
from tests.publishing.test_publishing import UNDO_OVER, Scene, scene

__all__ = ["scene"]

THERE = Published("9", "https://acme.example/9")
CHECKED = Pending("Its network checks it first.", "9", "https://acme.example/9")


def approvals(scene: Scene) -> Approvals:
    """The desk, with ids that go on from the first approval's."""
    numbers = count(2)
    return Approvals(
        scene.database,
        scene.team,
        plain_check,
        CHANNEL,
        undo_window=timedelta(0),
        new_id=lambda: f"approval-{next(numbers)}",
    )


async def sweep(scene: Scene, after: timedelta) -> list[str]:
    """Time passes, and everything whose time has come is attended to."""
    scene.now += after
    async with scene.database.reading() as session:
        due = await publications.unattended(session, scene.now, scene.now - timedelta(seconds=30), scene.now)
    for one in due:
        await scene.publishing.attend(one)
    return list(due)


async def remove(scene: Scene, *, corrects: bool = False, user: str = ANN) -> Answer:
    """Somebody approves that the reply is taken down."""
    draft = await scene.one(Draft)
    asked = click(draft.id, user, at=scene.now)
    return await approvals(scene).remove(asked, "It names the wrong train.", corrects=corrects)


async def thread(scene: Scene) -> list[str]:
    """What the lines in the thread are about, the oldest first."""
    async with scene.database.reading() as session:
        rows = (await session.exec(select(SlackMessage))).all()
    in_order = sorted(rows, key=lambda row: row.changed_at)
    return [row.args["decision"] for row in in_order if "decision" in row.args]


async def kinds(scene: Scene) -> list[str]:
    """The record."""
    async with scene.database.reading() as session:
        return [row.kind for row in (await session.exec(select(AuditEntry))).all()]


async def test_a_lost_answer_is_looked_for_after_5_30_and_120_seconds_and_then_left_to_a_person(
    scene: Scene,
) -> None:
    scene.network.results, scene.network.sees = [Unknown("reset")], NotFound()
    await scene.attend(UNDO_OVER)

    looked, second = [], 0
    for at in (4, 5, 6, 29, 30, 31, 119, 120, 121, 600):
        looked += [at] * len(await sweep(scene, timedelta(seconds=at - second)))
        second = at

    assert looked == [5, 30, 120]
    assert len(scene.network.calls) == 1
    assert "Please look yourself" in (await scene.one(Draft)).problem


async def test_a_network_that_cannot_be_looked_at_just_now_is_looked_at_again(scene: Scene) -> None:
    scene.network.results, scene.network.sees = [Unknown("reset")], CannotTell("It rests.")
    await scene.attend(UNDO_OVER)
    await sweep(scene, timedelta(seconds=5))
    assert "It rests. Amends looks again" in (await scene.one(Draft)).problem

    scene.network.sees = THERE
    await sweep(scene, timedelta(seconds=25))

    assert (await scene.one(Draft)).state is DraftState.SENT


async def test_one_that_can_never_be_looked_at_is_a_persons_at_once(scene: Scene) -> None:
    scene.network.results, scene.network.sees = [Unknown("reset")], CannotTell("It is blind.", for_good=True)
    await scene.attend(UNDO_OVER)

    await sweep(scene, timedelta(seconds=5))

    assert (await scene.one(Publication)).next_at is None
    assert "It is blind. Please look" in (await scene.one(Draft)).problem


async def test_an_answer_that_is_lost_after_the_deadline_still_calls_somebody(scene: Scene) -> None:
    scene.network.results = [RetryLater("busy", 600), Unknown("reset")]
    await scene.attend(UNDO_OVER)

    await sweep(scene, timedelta(minutes=10))

    async with scene.database.reading() as session:
        clocks = (await session.exec(select(Clock).where(Clock.kind == ClockKind.SEND_DEADLINE))).all()
    late = next(one for one in clocks if one.step == "unknown2")
    assert late.due_at == scene.now + timedelta(minutes=5)
    subject = Subject(await scene.one(Draft), publication=await scene.one(Publication))
    assert plan(late, subject, late.due_at) == Ping("unknown")


async def test_what_the_network_checks_first_is_said_and_becomes_public(scene: Scene) -> None:
    scene.network.results, scene.network.sees = [CHECKED], CHECKED
    await scene.attend(UNDO_OVER)

    draft = await scene.one(Draft)
    assert (draft.state, draft.problem) == (DraftState.IN_REVIEW, "Its network checks it first.")
    late = Clock(id="c", subject_id="approval-1", kind=ClockKind.SEND_DEADLINE, step="1", due_at=NOON)
    assert plan(late, Subject(draft, publication=await scene.one(Publication)), NOON) is None
    assert await sweep(scene, timedelta(minutes=2))
    scene.network.sees = THERE
    await sweep(scene, timedelta(minutes=8))

    assert (await scene.one(Draft)).state is DraftState.SENT
    assert (await scene.one(Mention)).outcome is Outcome.PUBLISHED
    assert await thread(scene) == ["in_review", "sent"]


async def test_what_the_network_refuses_after_its_check_is_not_sent(scene: Scene) -> None:
    scene.network.results, scene.network.sees = [CHECKED], Rejected("Its network refused it: contact data.")
    await scene.attend(UNDO_OVER)

    await sweep(scene, timedelta(minutes=2))

    draft = await scene.one(Draft)
    assert (draft.state, draft.problem) == (DraftState.FAILED, "Its network refused it: contact data.")
    assert await thread(scene) == ["in_review", "failed"]
    assert ClockKind.SEND_DEADLINE in await scene.waiting_clocks()


@pytest.mark.parametrize("is_there", [True, False])
async def test_what_a_person_has_settled_is_not_looked_at_any_more(scene: Scene, is_there: bool) -> None:
    scene.network.results, scene.network.sees = [Unknown("reset")], NotFound()
    await scene.attend(UNDO_OVER)
    draft = await scene.one(Draft)

    settled = await approvals(scene).settle(click(draft.id, at=scene.now), is_there, None)

    assert isinstance(settled, Done)
    assert await sweep(scene, timedelta(days=2)) == []
    assert (await scene.one(Draft)).state is (DraftState.SENT if is_there else DraftState.FAILED)


async def test_a_network_that_never_says_is_a_persons_after_a_day(scene: Scene) -> None:
    scene.network.results, scene.network.sees = [CHECKED], CHECKED
    await scene.attend(UNDO_OVER)

    for _ in range(5):
        await sweep(scene, timedelta(hours=18))

    assert (await scene.one(Publication)).state is PublicationState.UNKNOWN
    assert ClockKind.SEND_DEADLINE in await scene.waiting_clocks()


async def test_a_reply_that_stands_is_looked_at_three_times_within_a_day_and_then_left_alone(
    scene: Scene,
) -> None:
    scene.network.sees = THERE
    await scene.attend(UNDO_OVER)

    for minutes in (14, 1, 100, 5, 1_319, 1, 1_440, 1_440):
        await sweep(scene, timedelta(minutes=minutes))

    assert scene.network.looks == 3
    assert (await scene.one(Draft)).state is DraftState.SENT


async def test_a_reply_that_is_gone_is_said_on_card_thread_and_record(scene: Scene) -> None:
    await scene.attend(UNDO_OVER)
    scene.network.sees = NotFound()

    await sweep(scene, timedelta(minutes=15))
    assert (await scene.one(Draft)).state is DraftState.SENT  # it may only have stumbled
    await sweep(scene, timedelta(minutes=1))

    draft = await scene.one(Draft)
    assert draft.state is DraftState.REMOVED
    assert "not there any more" in draft.problem
    assert (await scene.one(Mention)).outcome is Outcome.REMOVED
    assert await thread(scene) == ["sent", "gone"]
    assert "gone" in await kinds(scene)


async def test_a_network_that_stumbles_once_loses_nothing(scene: Scene) -> None:
    await scene.attend(UNDO_OVER)
    for sees in (NotFound(), THERE, NotFound(), CannotTell("It rests.")):
        scene.network.sees = sees
        await sweep(scene, timedelta(hours=22))

    assert (await scene.one(Draft)).state is DraftState.SENT


async def test_what_is_gone_can_be_answered_anew(scene: Scene) -> None:
    await scene.attend(UNDO_OVER)
    scene.network.sees = Rejected("A moderator took it away.")
    await sweep(scene, timedelta(minutes=15))

    desk, draft = approvals(scene), await scene.one(Draft)
    assert isinstance(await desk.reopen(click(draft.id, at=scene.now)), Done)
    assert isinstance(await desk.approve(click(draft.id, at=scene.now)), Done)
    await scene.publishing.attend("approval-2")

    assert [call.id for call in scene.network.calls] == ["approval-1", "approval-2"]
    assert (await scene.one(Draft)).state is DraftState.SENT


async def test_a_reply_is_taken_down_by_an_approved_act(scene: Scene) -> None:
    await scene.attend(UNDO_OVER)

    scene.now += timedelta(seconds=1)
    assert await remove(scene) == Done(start="publish", work_id="approval-1")
    await scene.attend(timedelta(seconds=1))

    assert scene.network.deleted == ["9"]
    draft = await scene.one(Draft)
    assert (draft.state, draft.problem) == (DraftState.REMOVED, "It names the wrong train.")
    assert (await scene.one(Mention)).outcome is Outcome.REMOVED
    assert await thread(scene) == ["sent", "removal", "removed"]
    assert {"removal_approved", "removed"} <= set(await kinds(scene))
    assert await scene.waiting_clocks() == []


async def test_a_corrected_reply_needs_an_approval_of_its_own(scene: Scene) -> None:
    await scene.attend(UNDO_OVER)
    await remove(scene, corrects=True)
    await scene.attend()

    draft = await scene.one(Draft)
    assert (draft.state, draft.approval_id) == (DraftState.WAITING, None)
    assert (await scene.one(Mention)).state is MentionState.OPEN
    assert len(scene.network.calls) == 1
    text = REPLY.replace("7:40", "7:45")
    assert isinstance(await approvals(scene).approve(click(draft.id, at=scene.now), text=text), Done)
    await scene.publishing.attend("approval-2")

    assert [call.text for call in scene.network.calls] == [REPLY, text]


async def test_only_an_approver_takes_a_reply_down(scene: Scene) -> None:
    await scene.attend(UNDO_OVER)

    assert isinstance(await remove(scene, user=SAM), Refused)
    await scene.attend()

    assert scene.network.deleted == []


async def test_a_reply_that_is_being_taken_down_is_not_taken_down_twice(scene: Scene) -> None:
    await scene.attend(UNDO_OVER)
    await remove(scene)

    assert isinstance(await remove(scene), Refused)


@pytest.mark.parametrize("trouble", [Unknown("reset"), RetryLater("busy", 20)])
async def test_a_lost_answer_to_a_removal_is_asked_again_because_that_is_harmless(
    scene: Scene, trouble: Unknown | RetryLater
) -> None:
    await scene.attend(UNDO_OVER)
    await remove(scene)
    scene.network.deletes = trouble
    await scene.attend()
    assert not await sweep(scene, timedelta(seconds=19))

    scene.network.deletes = Deleted()
    assert await sweep(scene, timedelta(seconds=1))

    assert scene.network.deleted == ["9", "9"]
    assert (await scene.one(Draft)).state is DraftState.REMOVED


async def test_what_cannot_be_taken_down_is_said_and_somebody_is_called(scene: Scene) -> None:
    await scene.attend(UNDO_OVER)
    await remove(scene)
    scene.network.deletes = Rejected("Its network does not allow it.")
    subject = Subject(await scene.one(Draft), publication=await scene.one(Publication))
    clock = Clock(id="c", subject_id="approval-1", kind=ClockKind.SEND_DEADLINE, step="removal", due_at=NOON)
    assert plan(clock, subject, scene.now) == Ping("not_removed")

    await scene.attend(timedelta(seconds=1))

    draft = await scene.one(Draft)
    assert draft.state is DraftState.SENT
    assert "still public. Its network does not allow it." in draft.problem
    assert (await thread(scene))[-1] == "not_removed"


async def test_a_text_whose_way_out_is_not_set_up_any_more_is_not_sent(scene: Scene) -> None:
    scene.network.is_set_up = False

    await scene.attend(UNDO_OVER)

    draft = await scene.one(Draft)
    assert draft.state is DraftState.WAITING
    assert "not set up any more" in draft.problem


async def test_a_wording_that_is_not_the_approved_one_any_more_is_not_sent(scene: Scene) -> None:
    async with scene.database.writing() as session:
        draft = (await session.exec(select(Draft))).one()
        session.add(drafts.as_revision(draft.id, 2, written("Other words."), NOON))
        draft.revision = 2

    await scene.attend(UNDO_OVER)

    assert scene.network.calls == []


async def test_a_network_without_room_is_waited_for_and_nothing_is_lost(scene: Scene) -> None:
    async with scene.database.writing() as session:
        await pace.leave_alone(session, "webhook", scene.now + UNDO_OVER, 50.0)

    await scene.attend(UNDO_OVER)
    assert scene.network.calls == []
    assert await sweep(scene, timedelta(seconds=49)) == []
    await sweep(scene, timedelta(seconds=1))

    assert len(scene.network.calls) == 1


async def test_a_busy_network_gets_nothing_else_either(scene: Scene) -> None:
    scene.network.results = [RetryLater("busy", 40)]
    await scene.attend(UNDO_OVER)
    async with scene.database.writing() as session:
        other = await put_draft(session, mention=a_mention("2"))
    await approvals(scene).approve(click(other.id, at=scene.now))

    await scene.publishing.attend("approval-2")
    assert len(scene.network.calls) == 1
    await sweep(scene, timedelta(seconds=40))

    assert sorted(call.id for call in scene.network.calls[1:]) == ["approval-1", "approval-2"]


async def test_a_process_that_slept_before_its_call_does_not_send_late(scene: Scene) -> None:
    """Others take the call for over by then, and a person may have settled it."""

    def sleep(passed: str) -> None:
        scene.now += timedelta(seconds=31) * (passed == "publish.after_intent")

    with landmarks.watched_by(sleep):
        await scene.attend(UNDO_OVER)

    assert scene.network.calls == []
    assert (await scene.one(Publication)).state is PublicationState.SENDING
