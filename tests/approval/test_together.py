"""Sharing the work: snoozing never hides what is due, and a call for help and a question reach people."""

from datetime import timedelta

import pytest

from bot.models import Clock, ClockKind, Draft, Mention, MessageKind, Question, Severity, SlackMessage
from bot.ports import Done
from tests.approval.desk import Desk, refused
from tests.builders import ANN, COLE, NOON, OLIVE, SAM, click

HOUR = NOON + timedelta(hours=1)


async def clocks_of(desk: Desk, kind: ClockKind) -> list[Clock]:
    return [one for one in await desk.all(Clock) if one.kind is kind and one.done_at is None]


async def test_a_snooze_lasts_until_its_clock(desk: Desk) -> None:
    assert await desk.approvals.snooze(click(desk.draft_id), HOUR) == Done()

    draft = await desk.draft()
    assert (draft.snoozed_until, draft.snoozed_by, draft.assignee) == (HOUR, ANN, None)
    assert [one.due_at for one in await clocks_of(desk, ClockKind.SNOOZE_END)] == [HOUR]


async def test_what_is_due_is_called_out_though_it_sleeps(desk: Desk) -> None:
    await desk.approvals.snooze(click(desk.draft_id), HOUR)

    assert len(await clocks_of(desk, ClockKind.OVERDUE)) == 1


async def test_what_is_critical_cannot_sleep(desk: Desk) -> None:
    def critical(draft: Draft, _mention: Mention) -> None:
        draft.severity = Severity.CRITICAL

    await desk.change(critical)

    refused(await desk.approvals.snooze(click(desk.draft_id), HOUR), "cannot wait")


@pytest.mark.parametrize("hours", [-1, 0, 73])
async def test_a_snooze_ends_within_days(desk: Desk, hours: int) -> None:
    refused(await desk.approvals.snooze(click(desk.draft_id), NOON + timedelta(hours=hours)), "three days")


async def test_a_colleagues_draft_is_not_put_to_sleep(desk: Desk) -> None:
    await desk.approvals.take(click(desk.draft_id, SAM))

    refused(await desk.approvals.snooze(click(desk.draft_id), HOUR), f"<@{SAM}> took this")


async def test_it_can_be_woken_before(desk: Desk) -> None:
    await desk.approvals.snooze(click(desk.draft_id), HOUR)
    await desk.approvals.wake(click(desk.draft_id, SAM))

    assert (await desk.draft()).snoozed_until is None
    refused(await desk.approvals.wake(click(desk.draft_id)), "not snoozed")


async def test_taking_it_wakes_it(desk: Desk) -> None:
    await desk.approvals.snooze(click(desk.draft_id), HOUR)
    await desk.approvals.take(click(desk.draft_id, SAM))

    assert (await desk.draft()).snoozed_until is None


async def test_a_call_for_help_rings_at_once_and_says_why(desk: Desk) -> None:
    await desk.approvals.escalate(click(desk.draft_id), "A reporter is asking.")

    draft = await desk.draft()
    assert (draft.escalated_by, draft.escalated_why) == (ANN, "A reporter is asking.")
    assert [one.due_at for one in await clocks_of(desk, ClockKind.CALL)] == [NOON]


async def test_nobody_is_called_twice_for_the_same(desk: Desk) -> None:
    await desk.approvals.escalate(click(desk.draft_id), "A reporter is asking.")

    refused(await desk.approvals.escalate(click(desk.draft_id, SAM), "Help!"), f"<@{ANN}> called for help")
    again = click(desk.draft_id, SAM, at=NOON + timedelta(minutes=10))
    assert await desk.approvals.escalate(again, "Still nobody.") == Done()


async def test_a_question_reaches_the_colleague_and_the_answer_the_thread(desk: Desk) -> None:
    await desk.approvals.ask(click(desk.draft_id), COLE, "Was the lift broken?")
    (question,) = await desk.all(Question)

    await desk.approvals.reply(COLE, question.id, "Yes, since nine.", NOON)

    rows = await desk.all(SlackMessage)
    (asked,) = [one for one in rows if one.kind is MessageKind.QUESTION_DM]
    assert (asked.audience, asked.args["answer"]) == (COLE, "Yes, since nine.")
    said = [one.args for one in rows if one.kind is MessageKind.DECISION]
    assert sorted((one["by"], one["of"], one["reason"]) for one in said) == [
        (ANN, COLE, "Was the lift broken?"),
        (COLE, ANN, "Yes, since nine."),
    ]


async def test_a_question_is_for_one_colleague_once(desk: Desk) -> None:
    await desk.approvals.ask(click(desk.draft_id), COLE, "Was the lift broken?")

    refused(await desk.approvals.ask(click(desk.draft_id), COLE, "Well?"), "has not answered yet")
    refused(await desk.approvals.ask(click(desk.draft_id), "U0GUEST", "Well?"), "full member")
    refused(await desk.approvals.ask(click(desk.draft_id), ANN, "Well?"), "full member")


async def test_only_who_was_asked_answers_and_only_once(desk: Desk) -> None:
    await desk.approvals.ask(click(desk.draft_id), COLE, "Was the lift broken?")
    (question,) = await desk.all(Question)

    refused(await desk.approvals.reply(SAM, question.id, "No.", NOON), "not for you")
    await desk.approvals.reply(COLE, question.id, "Yes.", NOON)
    refused(await desk.approvals.reply(COLE, question.id, "No.", NOON), "answered this already")
    refused(await desk.approvals.reply(COLE, "nothing", "No.", NOON), "does not exist")


async def test_an_outsider_does_none_of_it(desk: Desk) -> None:
    theirs = click(desk.draft_id, OLIVE)

    refused(await desk.approvals.snooze(theirs, HOUR), "Only the support team")
    refused(await desk.approvals.wake(theirs), "Only the support team")
    refused(await desk.approvals.escalate(theirs, "Why?"), "Only the support team")
    refused(await desk.approvals.ask(theirs, COLE, "Why?"), "Only the support team")
