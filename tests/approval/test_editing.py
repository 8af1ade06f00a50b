"""Who edits, what they vouch for, what they send for approval, and what people leave for the next time."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.approval.teaching import MOST_REASONS
from bot.models import AuditEntry, Clock, ClockKind, Draft, DraftState, Mention, Opinion, SavedReason
from bot.ports import Answer, Clicked, Done, Refused, Written
from bot.rules.vouching import tick_of
from tests.approval.desk import Desk, refused
from tests.builders import ANN, MAYA, NOON, OLIVE, SAM, click

TEXT = "I'm sorry. It will be there by 18:40."
TICK = tick_of(["18:40"])


async def test_the_first_editor_stays_shown_until_they_close(desk: Desk) -> None:
    await desk.approvals.begin_edit(click(desk.draft_id))
    await desk.approvals.begin_edit(click(desk.draft_id, SAM))
    assert (await desk.draft()).edited_by == ANN

    await desk.approvals.end_edit(click(desk.draft_id, SAM))
    assert (await desk.draft()).edited_by == ANN
    await desk.approvals.end_edit(click(desk.draft_id))
    assert (await desk.draft()).edited_by is None
    assert [one for one in await desk.all(Clock) if one.kind is ClockKind.EDIT_END and not one.done_at] == []


async def test_after_ten_minutes_the_next_editor_is_shown(desk: Desk) -> None:
    await desk.approvals.begin_edit(click(desk.draft_id))
    await desk.approvals.begin_edit(click(desk.draft_id, SAM, at=NOON + timedelta(minutes=10)))

    assert (await desk.draft()).edited_by == SAM


async def test_nobody_outside_the_team_is_shown_as_an_editor(desk: Desk) -> None:
    refused(await desk.approvals.begin_edit(click(desk.draft_id, OLIVE)), "Only the support team")

    assert (await desk.draft()).edited_by is None


def ends_of_editing(desk: Desk) -> tuple[Callable[[Clicked], Awaitable[Answer]], ...]:
    """Ways to send the form, each of the wording that the one before it leaves."""
    desk.team.approvers.add(MAYA)
    return (
        lambda click: desk.approvals.save(click, "I'm sorry."),
        lambda click: desk.approvals.offer(click, "I'm so sorry."),
        desk.approvals.end_edit,
        lambda click: desk.approvals.approve(replace(click, user=MAYA)),
    )


async def opening(desk: Desk, minutes: int) -> Clicked:
    """A press of Edit on the wording that stands by then."""
    revision = (await desk.draft()).revision
    return click(desk.draft_id, revision=revision, at=NOON + timedelta(minutes=minutes))


async def test_every_end_of_editing_takes_the_name_away(desk: Desk) -> None:
    for minutes, act in enumerate(ends_of_editing(desk)):
        begun = await opening(desk, minutes)
        await desk.approvals.begin_edit(begun)
        assert (await desk.draft()).edited_by == ANN
        assert isinstance(await act(replace(begun, at=begun.at + timedelta(seconds=30))), Done)
        assert (await desk.draft()).edited_by is None


async def test_who_sent_or_closed_the_form_before_its_opening_was_told_is_not_shown(desk: Desk) -> None:
    for minutes, act in enumerate(ends_of_editing(desk)):
        opened = await opening(desk, minutes)
        assert isinstance(await act(replace(opened, at=opened.at + timedelta(seconds=30))), Done)
        await desk.approvals.begin_edit(opened)
        assert (await desk.draft()).edited_by is None
    assert {one.kind for one in await desk.all(AuditEntry)}.isdisjoint({"edit_begun", "edit_ended"})
    assert [one for one in await desk.all(Clock) if one.kind is ClockKind.EDIT_END] == []


async def test_an_approval_under_an_editors_hands_names_them(desk: Desk) -> None:
    await desk.approvals.begin_edit(click(desk.draft_id, SAM))

    answer = await desk.approvals.approve(click(desk.draft_id))

    assert isinstance(answer, Done)
    assert f"<@{SAM}> was editing this text" in (answer.say or "")


async def test_a_preview_stores_nothing(desk: Desk) -> None:
    found = await desk.approvals.preview(click(desk.draft_id), "We guarantee it.")
    outside = await desk.approvals.preview(click(desk.draft_id, OLIVE), "We guarantee it.")

    assert isinstance(found, Written)
    assert [one.words for one in found.findings] == ["guarantee"]
    assert isinstance(outside, Refused)
    assert (await desk.draft()).revision == 1


async def test_a_typed_time_goes_out_only_with_the_tick_for_it(desk: Desk) -> None:
    for tick in (None, "", tick_of(["19:00"])):
        answer = await desk.approvals.approve(click(desk.draft_id), text=TEXT, checked=tick)
        assert isinstance(answer, Refused)
        assert (answer.kept, answer.to_check) == (TEXT, ("18:40",))
        assert (await desk.draft()).revision == 1

    assert isinstance(await desk.approvals.approve(click(desk.draft_id), text=TEXT, checked=TICK), Done)

    assert (await desk.revision()).overrides == [{"rule": "checked", "reason": "18:40", "by": ANN}]
    assert (await desk.draft()).state is DraftState.SCHEDULED


async def test_a_saved_time_is_vouched_for_by_the_approver_and_stays_its_authors(desk: Desk) -> None:
    await desk.approvals.save(click(desk.draft_id, SAM), TEXT)
    refused(await desk.approvals.approve(click(desk.draft_id, revision=2)), "18:40")

    await desk.approvals.approve(click(desk.draft_id, revision=2), text=TEXT, checked=TICK)

    shown = await desk.revision()
    assert (shown.revision, shown.made_by, shown.overrides[0]["by"]) == (3, SAM, ANN)


async def test_a_tick_holds_after_an_undo_and_is_gone_with_another_text(desk: Desk) -> None:
    await desk.approvals.approve(click(desk.draft_id), text=TEXT, checked=TICK)
    await desk.approvals.undo(click(desk.draft_id, revision=2))
    assert isinstance(await desk.approvals.approve(click(desk.draft_id, revision=2)), Done)
    await desk.approvals.undo(click(desk.draft_id, revision=2))

    answer = await desk.approvals.approve(click(desk.draft_id, revision=2), text=f"Jo, {TEXT}")

    refused(answer, "18:40")


async def test_what_is_sent_for_approval_is_free_for_an_approver(desk: Desk) -> None:
    await desk.approvals.take(click(desk.draft_id, SAM))

    answer = await desk.approvals.offer(click(desk.draft_id, SAM), TEXT, checked=TICK)

    draft = await desk.draft()
    assert isinstance(answer, Done)
    assert (draft.offered_revision, draft.revision, draft.assignee) == (2, 2, None)
    assert len([one for one in await desk.all(Clock) if one.kind is ClockKind.OVERDUE]) == 1
    assert isinstance(await desk.approvals.approve(click(desk.draft_id, revision=2)), Done)


async def test_a_text_for_an_older_version_is_not_sent_for_approval_but_kept(desk: Desk) -> None:
    await desk.approvals.save(click(desk.draft_id), "I'm sorry.")

    answer = await desk.approvals.offer(click(desk.draft_id, SAM), "My words.")

    refused(answer, "it is now version 2")
    assert isinstance(answer, Refused)
    assert answer.kept == "My words."


async def test_a_refused_reason_is_kept(desk: Desk) -> None:
    await desk.approvals.decline(click(desk.draft_id), "Spam")

    answer = await desk.approvals.decline(click(desk.draft_id), "He is a known prankster")

    assert isinstance(answer, Refused)
    assert answer.kept == "He is a known prankster"


async def test_one_person_has_one_thumb_for_each_version(desk: Desk) -> None:
    for is_good in (True, False):
        await desk.approvals.think(click(desk.draft_id), is_good)
    await desk.approvals.save(click(desk.draft_id), "I'm sorry.")
    await desk.approvals.think(click(desk.draft_id, revision=2), True)

    thumbs = {(one.revision, one.user): one.is_good for one in await desk.all(Opinion)}
    assert thumbs == {(1, ANN): False, (2, ANN): True}
    assert len([one for one in await desk.all(AuditEntry) if one.kind == "opinion"]) == 3


async def test_a_full_list_of_reasons_is_said_and_the_draft_is_closed_all_the_same(desk: Desk) -> None:
    async with desk.database.writing() as session:
        session.add_all(
            SavedReason(id=f"r{number}", text=f"Reason {number}", saved_by=ANN, saved_at=NOON)
            for number in range(MOST_REASONS)
        )

    answer = await desk.approvals.decline(click(desk.draft_id), "One more", save="One more")

    assert isinstance(answer, Done)
    assert "was not saved" in (answer.say or "")
    assert (await desk.draft()).state is DraftState.DECLINED
    assert len(await desk.all(SavedReason)) == MOST_REASONS


@pytest.mark.parametrize("user", [ANN, SAM, OLIVE])
async def test_only_a_manager_retires_a_reason(desk: Desk, user: str) -> None:
    async with desk.database.writing() as session:
        session.add(SavedReason(id="r1", text="Spam", saved_by=ANN, saved_at=NOON))

    assert isinstance(await desk.approvals.retire_reason(click(desk.draft_id, user), "r1"), Refused)
    assert await desk.approvals.retire_reason(click(desk.draft_id, MAYA), "r1") == Done(
        say="The reason is not offered any more."
    )
    refused(await desk.approvals.retire_reason(click(desk.draft_id, MAYA), "r1"), "not offered any more")


async def test_a_post_that_is_gone_is_not_edited_on(desk: Desk) -> None:
    def withdrawn(draft: Draft, _mention: Mention) -> None:
        draft.state = DraftState.WITHDRAWN

    await desk.change(withdrawn)

    refused(await desk.approvals.begin_edit(click(desk.draft_id)), "deleted the post")
