"""Four eyes: what is critical or risky goes out only when two people have approved the very same bytes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.models import (
    Approval,
    AuditEntry,
    Clock,
    ClockKind,
    Draft,
    DraftState,
    Mention,
    Publication,
    RiskFlag,
    Verdict,
)
from bot.ports import Done, People
from bot.rights import FourEyes
from tests.approval.desk import Desk, refused
from tests.builders import ANN, COLE, MAYA, NOON, OLIVE, REPLY, SAM, Team, click

LATER = NOON + timedelta(minutes=11)


class Fixed(Team):
    """A team of very particular people."""

    def __init__(self, fixed: People) -> None:
        super().__init__()
        self.fixed = fixed

    async def people(self) -> People:
        """Them."""
        return self.fixed


@pytest.fixture
async def risky(desk: Desk) -> Desk:
    """A mention that the press may be about, with three people who may approve."""

    def press(verdict: Verdict) -> None:
        verdict.flags = [RiskFlag.PRESS]

    await desk.judge(press)
    desk.team.approvers = {ANN, SAM, MAYA}
    desk.approvals = replace(desk.approvals, four_eyes=lambda: "auto")
    return desk


async def test_one_approval_sends_nothing(risky: Desk) -> None:
    assert await risky.approvals.approve(click(risky.draft_id)) == Done()

    draft = await risky.draft()
    assert (draft.state, draft.first_approver) == (DraftState.SECOND, ANN)
    assert await risky.all(Publication) == []


async def test_the_second_person_completes_it_and_both_are_named(risky: Desk) -> None:
    await risky.approvals.approve(click(risky.draft_id))
    await risky.approvals.approve(click(risky.draft_id, SAM))

    (approval,) = await risky.all(Approval)
    assert (approval.first_approver, approval.approver) == (ANN, SAM)
    assert (await risky.draft()).state is DraftState.SCHEDULED


async def test_nobody_is_both_pairs_of_eyes(risky: Desk) -> None:
    await risky.approvals.approve(click(risky.draft_id))

    refused(await risky.approvals.approve(click(risky.draft_id)), "needs a second person")


async def test_the_second_person_approves_the_very_same_text(risky: Desk) -> None:
    await risky.approvals.approve(click(risky.draft_id))

    answer = await risky.approvals.approve(click(risky.draft_id, SAM), text=REPLY + " And more.")

    refused(answer, "Send it back to change the text")
    assert await risky.all(Publication) == []


async def test_an_edit_of_the_post_voids_the_first_approval(risky: Desk) -> None:
    await risky.approvals.approve(click(risky.draft_id))

    def edited(_draft: Draft, mention: Mention) -> None:
        mention.revision = 2

    await risky.change(edited)

    refused(await risky.approvals.approve(click(risky.draft_id, SAM)), "just edited the post")


async def test_a_text_that_changed_in_between_is_not_the_one_approved(risky: Desk) -> None:
    await risky.approvals.approve(click(risky.draft_id))

    def altered(draft: Draft, _mention: Mention) -> None:
        draft.first_sha256 = "of other bytes"

    await risky.change(altered)

    refused(await risky.approvals.approve(click(risky.draft_id, SAM)), "not the one that was approved first")


async def test_who_may_not_approve_is_no_second_person(risky: Desk) -> None:
    await risky.approvals.approve(click(risky.draft_id))

    refused(await risky.approvals.approve(click(risky.draft_id, OLIVE)), "Only approvers")


async def test_sent_back_it_waits_again_with_the_words(risky: Desk) -> None:
    await risky.approvals.approve(click(risky.draft_id))
    await risky.approvals.send_back(click(risky.draft_id, SAM), "The date is wrong.")

    draft = await risky.draft()
    assert (draft.state, draft.first_approver) == (DraftState.WAITING, None)
    assert [
        one.kind for one in await risky.all(Clock) if not one.done_at and one.kind == "second_missing"
    ] == []


async def test_a_manager_may_go_alone_with_a_reason_once_others_had_time(risky: Desk) -> None:
    await risky.approvals.approve(click(risky.draft_id))

    early = await risky.approvals.publish_alone(click(risky.draft_id, MAYA), "Nobody is here.")
    late = await risky.approvals.publish_alone(click(risky.draft_id, MAYA, at=LATER), "Nobody is here.")

    refused(early, "ten minutes")
    assert isinstance(late, Done)
    (approval,) = await risky.all(Approval)
    assert (approval.approver, approval.alone_because) == (MAYA, "Nobody is here.")


async def test_only_a_manager_goes_alone(risky: Desk) -> None:
    await risky.approvals.approve(click(risky.draft_id))

    answer = await risky.approvals.publish_alone(click(risky.draft_id, SAM, at=LATER), "Nobody is here.")

    refused(answer, "Only a manager can go without the second person")


async def test_somebody_is_called_when_no_second_person_comes(risky: Desk) -> None:
    await risky.approvals.approve(click(risky.draft_id))

    (clock,) = [one for one in await risky.all(Clock) if one.kind is ClockKind.SECOND_MISSING]
    assert clock.due_at == NOON + timedelta(minutes=10)


async def test_every_step_is_on_record(risky: Desk) -> None:
    await risky.approvals.approve(click(risky.draft_id))
    await risky.approvals.approve(click(risky.draft_id, SAM))

    told = [(one.kind, one.actor) for one in await risky.all(AuditEntry)]
    assert told == [("first_approved", ANN), ("approved", SAM)]


async def test_what_is_harmless_needs_one_person(desk: Desk) -> None:
    desk.team.approvers = {ANN, SAM, MAYA}
    desk.approvals = replace(desk.approvals, four_eyes=lambda: "on")

    await desk.approvals.approve(click(desk.draft_id))

    assert (await desk.draft()).state is DraftState.SCHEDULED


async def test_who_edits_and_approves_is_one_of_the_two(risky: Desk) -> None:
    edited = REPLY.replace("today", "by noon")
    await risky.approvals.approve(click(risky.draft_id), text=edited)
    again = await risky.approvals.approve(click(risky.draft_id, revision=2))
    await risky.approvals.approve(click(risky.draft_id, SAM, revision=2))

    refused(again, "needs a second person")
    (approval,) = await risky.all(Approval)
    assert (approval.first_approver, approval.approver, approval.revision) == (ANN, SAM, 2)


async def test_who_wrote_the_text_is_not_its_second_person(risky: Desk) -> None:
    await risky.approvals.save(click(risky.draft_id), REPLY.replace("today", "by noon"))
    await risky.approvals.approve(click(risky.draft_id, SAM, revision=2))

    refused(await risky.approvals.approve(click(risky.draft_id, revision=2)), "You wrote this text")
    assert isinstance(await risky.approvals.approve(click(risky.draft_id, MAYA, revision=2)), Done)


async def test_who_brought_an_earlier_text_back_is_not_its_second_person(risky: Desk) -> None:
    await risky.approvals.save(click(risky.draft_id, SAM), REPLY.replace("today", "by noon"))
    await risky.approvals.restore(click(risky.draft_id, revision=2), 1)
    await risky.approvals.approve(click(risky.draft_id, SAM, revision=3))

    refused(await risky.approvals.approve(click(risky.draft_id, revision=3)), "You wrote this text")


async def test_a_first_approval_is_void_once_its_giver_may_not_approve_any_more(risky: Desk) -> None:
    await risky.approvals.approve(click(risky.draft_id))
    risky.team.approvers = {SAM, MAYA, COLE}

    second = await risky.approvals.approve(click(risky.draft_id, SAM))
    alone = await risky.approvals.publish_alone(click(risky.draft_id, MAYA, at=LATER), "Nobody is here.")

    refused(second, f"<@{ANN}> approved it first and may not approve any more")
    refused(alone, f"<@{ANN}> approved it first and may not approve any more")
    assert isinstance(await risky.approvals.send_back(click(risky.draft_id, SAM), "Ann has left."), Done)


async def test_going_alone_needs_a_reason(risky: Desk) -> None:
    await risky.approvals.approve(click(risky.draft_id))

    refused(await risky.approvals.publish_alone(click(risky.draft_id, MAYA, at=LATER), " \n"), "say why")
    assert await risky.all(Publication) == []


@pytest.mark.parametrize(
    ("mode", "approvers", "state"),
    [
        ("auto", {ANN, SAM}, DraftState.SCHEDULED),
        ("auto", {ANN, SAM, MAYA}, DraftState.SECOND),
        ("on", {ANN, SAM}, DraftState.SECOND),
        ("off", {ANN, SAM, MAYA}, DraftState.SCHEDULED),
    ],
)
async def test_the_policy_says_whether_two_are_needed(
    risky: Desk, mode: FourEyes, approvers: set[str], state: DraftState
) -> None:
    risky.team.approvers = approvers
    risky.approvals = replace(risky.approvals, four_eyes=lambda: mode)

    await risky.approvals.approve(click(risky.draft_id))

    assert (await risky.draft()).state is state


@pytest.mark.parametrize("act", ["approve", "send_back", "publish_alone"])
async def test_a_guest_or_a_stranger_is_no_second_person(risky: Desk, act: str) -> None:
    await risky.approvals.approve(click(risky.draft_id))
    risky.team.approvers.add("U0GUEST")
    more = () if act == "approve" else ("Because.",)

    answer = await getattr(risky.approvals, act)(click(risky.draft_id, "U0GUEST", at=LATER), *more)

    refused(answer, "Only full members of this workspace can do this")
    assert (await risky.draft()).state is DraftState.SECOND


async def test_a_manager_who_is_no_approver_may_go_alone_too(risky: Desk) -> None:
    risky.team.approvers = {ANN, SAM, COLE}
    await risky.approvals.approve(click(risky.draft_id))

    answer = await risky.approvals.publish_alone(click(risky.draft_id, MAYA, at=LATER), "Nobody is here.")

    assert isinstance(answer, Done)
    (approval,) = await risky.all(Approval)
    assert (approval.first_approver, approval.approver) == (ANN, MAYA)


async def test_no_manager_goes_alone_with_what_is_for_legal_people(risky: Desk) -> None:
    def legal(verdict: Verdict) -> None:
        verdict.flags = [RiskFlag.LEGAL]

    await risky.judge(legal)
    lea = frozenset({SAM})
    people = replace(await risky.team.people(), legal=lea, names_legal=True)
    risky.approvals = replace(risky.approvals, directory=Fixed(people), four_eyes=lambda: "on")
    await risky.approvals.approve(click(risky.draft_id, SAM))

    answer = await risky.approvals.publish_alone(click(risky.draft_id, MAYA, at=LATER), "Nobody is here.")

    refused(answer, "only the legal people named in the settings can do this")
