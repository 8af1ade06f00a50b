"""People's acts on drafts: who may, what stands afterwards, and what they are told when it does not."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.models import (
    Approval,
    AuditEntry,
    Clock,
    ClockKind,
    Draft,
    DraftRevision,
    DraftState,
    Event,
    FactCard,
    Mention,
    MentionState,
    Outcome,
    Publication,
    PublicationState,
    Reach,
    SlackMessage,
)
from bot.ports import Done, Refused
from bot.store import drafts, facts
from bot.text import sha256
from tests.approval.desk import Desk, refused
from tests.builders import ANN, COLE, NOON, OLIVE, REPLY, SAM, click


async def test_an_approval_binds_to_the_exact_bytes(desk: Desk) -> None:
    answer = await desk.approvals.approve(click(desk.draft_id))

    assert isinstance(answer, Done)
    (approval,) = await desk.all(Approval)
    assert (approval.revision, approval.sha256, approval.approver) == (1, sha256(REPLY), ANN)
    (publication,) = await desk.all(Publication)
    assert (publication.text, publication.state) == (REPLY, PublicationState.SCHEDULED)
    assert publication.send_after == NOON + timedelta(seconds=30)
    assert (await desk.draft()).state == DraftState.SCHEDULED


async def test_an_outsider_cannot_approve(desk: Desk) -> None:
    refused(await desk.approvals.approve(click(desk.draft_id, OLIVE)), "not one of them")

    assert await desk.all(Approval) == []
    assert "refused" in [entry.kind for entry in await desk.all(AuditEntry)]


async def test_nobody_may_approve_when_there_are_no_approvers(desk: Desk) -> None:
    desk.team.approvers = set()

    refused(await desk.approvals.approve(click(desk.draft_id)), "Only approvers")


async def test_a_guest_may_do_nothing_even_when_listed(desk: Desk) -> None:
    desk.team.members.discard(ANN)

    refused(await desk.approvals.approve(click(desk.draft_id)), "full members")


async def test_a_click_on_an_older_revision_is_refused(desk: Desk) -> None:
    await desk.approvals.save(click(desk.draft_id, SAM), "A better text.")

    refused(await desk.approvals.approve(click(desk.draft_id, revision=1)), "version 2")


async def test_an_edit_by_the_author_voids_the_click(desk: Desk) -> None:
    def edit(_draft: Draft, mention: Mention) -> None:
        mention.revision = 2

    await desk.change(edit)

    refused(await desk.approvals.approve(click(desk.draft_id)), "edited the post")


async def test_a_deleted_post_cannot_be_answered(desk: Desk) -> None:
    def delete(_draft: Draft, mention: Mention) -> None:
        mention.last_event = Event.DELETED

    await desk.change(delete)

    refused(await desk.approvals.approve(click(desk.draft_id)), "deleted the post")


async def test_a_post_that_cannot_be_answered_is_not_approved(desk: Desk) -> None:
    def forbid(draft: Draft, _mention: Mention) -> None:
        draft.reach = Reach.NEVER

    await desk.change(forbid)

    refused(await desk.approvals.approve(click(desk.draft_id)), "cannot be answered")


async def test_editing_and_approving_in_one_act_keeps_the_new_text(desk: Desk) -> None:
    await desk.approvals.approve(click(desk.draft_id), text="My own words.")

    (publication,) = await desk.all(Publication)
    assert publication.text == "My own words."
    assert (await desk.draft()).revision == 2


async def test_a_refused_edit_gives_the_text_back(desk: Desk) -> None:
    answer = await desk.approvals.approve(click(desk.draft_id), text="I guarantee it.")

    refused(answer, "promises too much")
    assert isinstance(answer, Refused)
    assert answer.kept == "I guarantee it."
    assert (await desk.draft()).state == DraftState.WAITING


async def test_two_approvers_at_once_make_one_approval(desk: Desk) -> None:
    desk.team.approvers.add(SAM)

    answers = await asyncio.gather(
        *(desk.approvals.approve(click(desk.draft_id, user)) for user in (ANN, SAM) * 5)
    )

    assert sum(isinstance(answer, Done) for answer in answers) == 1
    assert len(await desk.all(Publication)) == 1
    loser = next(answer for answer in answers if isinstance(answer, Refused))
    assert "already approved it" in loser.why


async def test_undo_brings_the_draft_back(desk: Desk) -> None:
    await desk.approvals.approve(click(desk.draft_id))

    assert isinstance(await desk.approvals.undo(click(desk.draft_id)), Done)

    assert (await desk.draft()).state == DraftState.WAITING
    assert [row.state for row in await desk.all(Publication)] == [PublicationState.CANCELLED]
    running = [clock.kind for clock in await desk.all(Clock) if clock.done_at is None]
    assert running == [ClockKind.OVERDUE]


async def test_undo_comes_too_late_once_it_is_sending(desk: Desk) -> None:
    await desk.approvals.approve(click(desk.draft_id))
    async with desk.database.writing() as session:
        publication = (await session.exec(select(Publication))).one()
        publication.state = PublicationState.SENDING
        session.add(publication)

    refused(await desk.approvals.undo(click(desk.draft_id)), "Too late")


async def test_taking_stops_the_overdue_clock_and_starts_a_lease(desk: Desk) -> None:
    await desk.approvals.take(click(desk.draft_id, SAM))

    draft = await desk.draft()
    assert (draft.assignee, draft.lease_until) == (SAM, NOON + timedelta(minutes=30))
    assert [clock.kind for clock in await desk.all(Clock)] == [ClockKind.LEASE_END]


async def test_a_second_taker_is_told_who_has_it(desk: Desk) -> None:
    await desk.approvals.take(click(desk.draft_id, SAM))

    refused(await desk.approvals.take(click(desk.draft_id, COLE)), f"<@{SAM}> took this")


async def test_a_lease_that_ran_out_can_be_taken_over(desk: Desk) -> None:
    await desk.approvals.take(click(desk.draft_id, SAM))

    later = NOON + timedelta(minutes=31)
    assert isinstance(await desk.approvals.take(click(desk.draft_id, COLE, at=later)), Done)
    assert (await desk.draft()).assignee == COLE


async def test_a_lease_does_not_block_an_approver(desk: Desk) -> None:
    await desk.approvals.take(click(desk.draft_id, SAM))

    assert isinstance(await desk.approvals.approve(click(desk.draft_id)), Done)


async def test_no_reply_closes_the_mention_with_its_reason(desk: Desk) -> None:
    await desk.approvals.decline(click(desk.draft_id, SAM), "Not about us")

    (mention,) = await desk.all(Mention)
    assert (mention.state, mention.outcome) == (MentionState.CLOSED, Outcome.DECLINED)
    assert (await desk.draft()).decline_reason == "Not about us"
    (line,) = [row for row in await desk.all(SlackMessage) if row.id.startswith("decision:")]
    assert line.args["reason"] == "Not about us"


async def test_reopening_puts_it_back_to_work(desk: Desk) -> None:
    await desk.approvals.decline(click(desk.draft_id, SAM), "Spam")
    await desk.approvals.reopen(click(desk.draft_id, SAM, at=NOON + timedelta(minutes=1)))

    (mention,) = await desk.all(Mention)
    assert (mention.state, mention.outcome) == (MentionState.OPEN, None)
    assert (await desk.draft()).state == DraftState.WAITING


async def test_another_draft_is_asked_for_once(desk: Desk) -> None:
    first = await desk.approvals.redraft(click(desk.draft_id), "shorter")
    second = await desk.approvals.redraft(click(desk.draft_id), "warmer")

    assert isinstance(first, Done)
    refused(second, "being written")
    draft = await desk.draft()
    assert (draft.asked, draft.instruction) == (2, "shorter")


async def test_a_late_ai_draft_is_shown_only_when_asked_for(desk: Desk) -> None:
    async with desk.database.writing() as session:
        rows = await drafts.card_rows(session, desk.draft_id)
        assert rows is not None
        copied = rows.revision.model_dump() | {"revision": 2, "made_by": "llm"}
        session.add(DraftRevision(**copied))
        rows.draft.late_revision = 2
        session.add(rows.draft)

    assert isinstance(await desk.approvals.show_ai(click(desk.draft_id)), Done)
    assert ((await desk.draft()).revision, (await desk.draft()).late_revision) == (2, None)


async def by_hand(desk: Desk) -> None:
    def hand_off(draft: Draft, _mention: Mention) -> None:
        draft.reach = Reach.HAND_OFF

    await desk.change(hand_off)
    await desk.approvals.approve(click(desk.draft_id))


async def test_a_hand_off_waits_for_the_person_and_reminds(desk: Desk) -> None:
    await by_hand(desk)

    assert (await desk.draft()).state == DraftState.HANDED_OFF
    running = [clock.kind for clock in await desk.all(Clock) if clock.done_at is None]
    assert running == [ClockKind.HAND_OFF_REMINDER]


async def test_i_posted_it_closes_the_mention_with_its_link(desk: Desk) -> None:
    await by_hand(desk)

    link = "https://x.com/acme/status/99"
    assert isinstance(await desk.approvals.confirm_posted(click(desk.draft_id), link), Done)
    (publication,) = await desk.all(Publication)
    assert (publication.state, publication.url) == (PublicationState.DONE, link)
    (mention,) = await desk.all(Mention)
    assert mention.outcome == Outcome.POSTED_BY_HAND


@pytest.mark.parametrize("link", ["http://x.com/a/status/1", "https://evil.example/x", "javascript:alert(1)"])
async def test_a_foreign_link_is_refused_and_given_back(desk: Desk, link: str) -> None:
    await by_hand(desk)

    answer = await desk.approvals.confirm_posted(click(desk.draft_id), link)

    refused(answer, "not an https address")
    assert isinstance(answer, Refused)
    assert answer.kept == link


async def test_a_person_settles_what_nobody_knows(desk: Desk) -> None:
    await desk.approvals.approve(click(desk.draft_id))
    async with desk.database.writing() as session:
        publication = (await session.exec(select(Publication))).one()
        publication.state = PublicationState.UNKNOWN
        session.add(publication)

    def lost(draft: Draft, _mention: Mention) -> None:
        draft.state = DraftState.UNKNOWN

    await desk.change(lost)
    await desk.approvals.settle(click(desk.draft_id), False, None)

    assert (await desk.draft()).state == DraftState.FAILED
    assert isinstance(await desk.approvals.retry(click(desk.draft_id)), Done)
    states = sorted(row.state for row in await desk.all(Publication))
    assert states == [PublicationState.FAILED, PublicationState.SCHEDULED]


async def test_reopening_an_edited_post_asks_for_a_fresh_draft(desk: Desk) -> None:
    await desk.approvals.decline(click(desk.draft_id, SAM), "Spam")

    def edit(_draft: Draft, mention: Mention) -> None:
        mention.revision = 2

    await desk.change(edit)

    answer = await desk.approvals.reopen(click(desk.draft_id, SAM))

    assert answer == Done(start="draft", work_id=desk.draft_id)
    assert (await desk.draft()).state == DraftState.REDRAFTING


async def test_a_draft_whose_fact_has_run_out_is_not_approved_unless_a_person_writes_it(desk: Desk) -> None:
    over = FactCard(id="deck", brand="b", statement="Closed.", added_by=ANN, added_at=NOON, retired_at=NOON)
    async with desk.database.writing() as session:
        session.add(over)
        revision = await drafts.get_revision(session, desk.draft_id, 1)
        assert revision is not None
        revision.uses = ["deck"]

    refused(await desk.approvals.approve(click(desk.draft_id)), "“Closed.”")

    assert isinstance(await desk.approvals.approve(click(desk.draft_id), text="My own words."), Done)


async def test_signing_or_bringing_back_a_wording_makes_an_old_fact_no_newer(desk: Desk) -> None:
    at = NOON + timedelta(minutes=5)
    changed = FactCard(id="deck", brand="b", statement="Open.", added_by=ANN, added_at=at)
    async with desk.database.writing() as session:
        session.add(changed)
        revision = await drafts.get_revision(session, desk.draft_id, 1)
        assert revision is not None
        revision.uses = ["deck"]
    late = at + timedelta(minutes=5)
    await desk.approvals.save(click(desk.draft_id, SAM, at=late), "My own words.")
    await desk.approvals.restore(click(desk.draft_id, SAM, 2, late), 1)

    refused(await desk.approvals.approve(click(desk.draft_id, revision=3, at=late)), "“Open.”")
    async with desk.database.reading() as session:
        (use,) = await facts.waiting_with(session, "deck", at)
    assert use.revision.revision == 3
