"""What a person says a post is about, and how bad, counts: with rights, clocks, a record and a label."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.models import (
    AuditEntry,
    Clock,
    ClockKind,
    Draft,
    DraftState,
    Mention,
    MentionState,
    MessageKind,
    Severity,
    SlackMessage,
    TriageLabel,
    Verdict,
)
from bot.oncall import open_clocks
from bot.ports import Correction, Done
from tests.approval.desk import Desk, refused
from tests.builders import ANN, COLE, MAYA, NOON, OLIVE, REPLY, SAM, click

TARGETS = {
    Severity.LOW: timedelta(hours=24),
    Severity.NORMAL: timedelta(hours=3),
    Severity.HIGH: timedelta(hours=1),
    Severity.CRITICAL: timedelta(minutes=15),
}


async def verdict_of(desk: Desk) -> Verdict:
    """As it stands."""
    (found,) = await desk.all(Verdict)
    assert isinstance(found, Verdict)
    return found


async def said(
    desk: Desk, category: str, severity: Severity, *flags: str, note: str | None = None
) -> Correction:
    """A correction of the verdict as it stands."""
    return Correction(category, severity, flags, (await verdict_of(desk)).stand, note)


def _due_at(came: datetime, severity: Severity, _on: str) -> datetime:
    return came + TARGETS[severity]


def with_clocks(desk: Desk) -> Desk:
    """The desk as the service makes it."""
    desk.approvals = replace(desk.approvals, open_clocks=open_clocks, due_at=_due_at)
    return desk


async def running(desk: Desk) -> set[tuple[ClockKind, object]]:
    """Its clocks that still run and call somebody."""
    running = [one for one in await desk.all(Clock) if one.done_at is None]
    return {(one.kind, one.due_at) for one in running if one.kind != ClockKind.BREACH}


def as_critical(draft: Draft, _mention: Mention) -> None:
    draft.severity = Severity.CRITICAL


async def make_critical(desk: Desk) -> None:
    """Critical, because somebody may be hurt."""

    def judged(verdict: Verdict) -> None:
        verdict.severity, verdict.flags = Severity.CRITICAL, ["safety"]

    await desk.judge(judged)
    await desk.change(as_critical)


async def test_a_correction_counts_and_is_kept(desk: Desk) -> None:
    with_clocks(desk)

    answer = await desk.approvals.correct(
        click(desk.draft_id, SAM),
        await said(desk, "damaged", Severity.HIGH, "safety", note="the bag is crushed"),
    )

    assert answer == Done()
    verdict, draft = await verdict_of(desk), await desk.draft()
    assert (verdict.category, verdict.severity, verdict.flags) == ("damaged", Severity.HIGH, ["safety"])
    assert (verdict.judged_by, verdict.judged_at) == (SAM, NOON)
    assert (draft.severity, draft.due_at, draft.revision) == (Severity.HIGH, NOON + timedelta(hours=1), 1)
    assert (await desk.revision()).text == REPLY
    assert {(ClockKind.PING, NOON), (ClockKind.OVERDUE, NOON + timedelta(hours=1))} <= await running(desk)
    labels = {one.field: (one.was, one.became, one.by, one.judged_by) for one in await desk.all(TriageLabel)}
    assert labels == {
        "category": ("lost", "damaged", SAM, "rules"),
        "severity": ("2", "3", SAM, "rules"),
        "flags": ("", "safety", SAM, "rules"),
    }
    (entry,) = [one for one in await desk.all(AuditEntry) if one.kind == "verdict_corrected"]
    assert entry.data == {"category": ["lost", "damaged"], "severity": ["2", "3"], "flags": ["", "safety"]}
    (told,) = [one for one in await desk.all(SlackMessage) if one.kind == MessageKind.DECISION]
    assert "category: lost → damaged; severity: normal → high; flags: none → safety." in told.args["reason"]
    assert told.args["reason"].endswith("the bag is crushed")


async def test_a_milder_one_is_due_later_and_rings_nobody(desk: Desk) -> None:
    with_clocks(desk)
    await desk.approvals.correct(click(desk.draft_id, SAM), await said(desk, "lost", Severity.HIGH))

    later = click(desk.draft_id, SAM, at=NOON + timedelta(minutes=1))
    await desk.approvals.correct(later, await said(desk, "lost", Severity.LOW))

    assert (await desk.draft()).due_at == NOON + timedelta(hours=24)
    assert await running(desk) == {(ClockKind.OVERDUE, NOON + timedelta(hours=24))}


async def test_who_makes_it_graver_late_is_not_called_at_once(desk: Desk) -> None:
    with_clocks(desk)
    at = NOON + timedelta(hours=2)

    await desk.approvals.correct(click(desk.draft_id, SAM, at=at), await said(desk, "lost", Severity.HIGH))

    assert (await desk.draft()).due_at == NOON + timedelta(hours=1)
    assert (ClockKind.OVERDUE, at + timedelta(minutes=5)) in await running(desk)


async def test_only_who_may_approve_it_makes_a_critical_one_milder(desk: Desk) -> None:
    await make_critical(desk)
    milder = await said(desk, "lost", Severity.NORMAL, "safety", note="he only joked")

    answer = await desk.approvals.correct(click(desk.draft_id, SAM), milder)

    refused(answer, f"for those who may approve it (<@{MAYA}>)")
    assert answer.kept == "he only joked"  # type: ignore[union-attr]
    assert await desk.all(TriageLabel) == []
    assert await desk.approvals.correct(click(desk.draft_id, MAYA), milder) == Done()
    assert (await desk.draft()).severity == Severity.NORMAL


async def test_a_sign_of_risk_is_taken_away_only_by_who_may_approve_it(desk: Desk) -> None:
    await desk.judge(lambda verdict: setattr(verdict, "flags", ["press", "made_up_by_ai"]))
    without = await said(desk, "lost", Severity.NORMAL)

    refused(await desk.approvals.correct(click(desk.draft_id, COLE), without), "taking a sign of risk away")
    assert await desk.approvals.correct(click(desk.draft_id, ANN), without) == Done()
    assert (await verdict_of(desk)).flags == ["made_up_by_ai"]


async def test_who_lifts_four_eyes_is_not_both_of_them(desk: Desk) -> None:
    await desk.judge(lambda verdict: setattr(verdict, "flags", ["press"]))
    desk.team.approvers = {ANN, SAM, MAYA}
    desk.approvals = replace(desk.approvals, four_eyes=lambda: "auto")
    await desk.approvals.correct(click(desk.draft_id, ANN), await said(desk, "lost", Severity.NORMAL))

    await desk.approvals.approve(click(desk.draft_id, ANN))

    assert (await desk.draft()).state == DraftState.SECOND


async def test_for_others_the_lifted_four_eyes_are_lifted(desk: Desk) -> None:
    await desk.judge(lambda verdict: setattr(verdict, "flags", ["press"]))
    desk.team.approvers = {ANN, SAM, MAYA}
    desk.approvals = replace(desk.approvals, four_eyes=lambda: "auto")
    await desk.approvals.correct(click(desk.draft_id, ANN), await said(desk, "lost", Severity.NORMAL))

    await desk.approvals.approve(click(desk.draft_id, MAYA))

    assert (await desk.draft()).state == DraftState.SCHEDULED


async def test_two_who_correct_at_once_do_not_undo_each_other(desk: Desk) -> None:
    first = await said(desk, "damaged", Severity.NORMAL)
    second = await said(desk, "lost", Severity.HIGH)
    await desk.approvals.correct(click(desk.draft_id, SAM), first)

    answer = await desk.approvals.correct(click(desk.draft_id, COLE), second)

    refused(answer, f"<@{SAM}> has changed what it says")
    assert (await verdict_of(desk)).category == "damaged"


async def test_nothing_to_correct_is_told(desk: Desk) -> None:
    same = await said(desk, "lost", Severity.NORMAL)
    refused(await desk.approvals.correct(click(desk.draft_id, SAM), same), "says already")


async def test_whoever_is_not_on_the_team_corrects_nothing(desk: Desk) -> None:
    meant = await said(desk, "billing", Severity.LOW)
    refused(await desk.approvals.correct(click(desk.draft_id, OLIVE), meant), "Only the support team")


async def test_a_decided_draft_is_not_corrected(desk: Desk) -> None:
    meant = await said(desk, "billing", Severity.LOW)
    await desk.approvals.approve(click(desk.draft_id))
    refused(await desk.approvals.correct(click(desk.draft_id, SAM), meant), "already approved")


async def test_a_post_that_is_no_complaint_is_a_label_until_it_is_opened_again(desk: Desk) -> None:
    await desk.approvals.decline(click(desk.draft_id), "Not a complaint: she says thanks")
    await desk.approvals.reopen(click(desk.draft_id, at=NOON + timedelta(minutes=1)))

    labels = [(one.field, one.was, one.became) for one in await desk.all(TriageLabel)]
    assert labels == [("complaint", "yes", "no"), ("complaint", "no", "yes")]


async def test_another_reason_says_nothing_of_triage(desk: Desk) -> None:
    await desk.approvals.decline(click(desk.draft_id), "Already answered")
    await desk.approvals.reopen(click(desk.draft_id))
    assert await desk.all(TriageLabel) == []


async def test_a_card_for_what_was_set_aside_says_that_it_was_a_complaint(desk: Desk) -> None:
    await desk.judge(lambda verdict: setattr(verdict, "complaint", "no"))
    await desk.change(lambda _draft, mention: setattr(mention, "state", MentionState.SET_ASIDE))

    await desk.approvals.make_card(click(desk.draft_id, SAM))

    (label,) = await desk.all(TriageLabel)
    assert (label.field, label.was, label.became, label.by) == ("complaint", "no", "yes", SAM)
