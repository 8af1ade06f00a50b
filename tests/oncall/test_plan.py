"""What a due clock leads to is decided from the rows alone."""

from datetime import datetime, timedelta

import pytest

from bot.models import (
    EDIT_HOLDS,
    Approval,
    Clock,
    ClockKind,
    Draft,
    DraftState,
    Promise,
    Publication,
    PublicationState,
)
from bot.oncall.plan import Act, Breach, Demand, Ping, Publish, Remind, Subject, plan
from bot.store import crisis_clocks
from tests.builders import ANN, NOON, REPLY, SAM, a_draft, a_mention

UNDECIDED = {DraftState.WAITING, DraftState.REDRAFTING, DraftState.FAILED, DraftState.SECOND}
LIVE = {PublicationState.SCHEDULED, PublicationState.SENDING, PublicationState.UNKNOWN}


def a_clock(kind: ClockKind) -> Clock:
    return Clock(id="c", subject_id="m", kind=kind, step="1", due_at=NOON)


def planned(kind: ClockKind, draft: Draft, publication: Publication | None = None) -> Act | None:
    approval = Approval(
        id="a1", draft_id=draft.id, revision=1, sha256="", mention_revision=1, approver=ANN, approved_at=NOON
    )
    return plan(a_clock(kind), Subject(draft, approval if draft.approval_id else None, publication), NOON)


def a_promise(kept_at: datetime | None = None) -> Promise:
    return Promise(
        id="m-1-1", draft_id="m", revision=1, owner="the depot", what="call", made_at=NOON, kept_at=kept_at
    )


def demanded(state: DraftState, promise: Promise | None) -> Act | None:
    return plan(a_clock(ClockKind.COMMITMENT), Subject(draft(state=state), promise=promise), NOON)


def draft(**changes: object) -> Draft:
    return a_draft(a_mention(), **changes)


def publication(state: PublicationState, id: str = "a1") -> Publication:
    return Publication(
        id=id, draft_id="m", publisher="webhook", text=REPLY, sha256="", state=state, send_after=NOON
    )


@pytest.mark.parametrize("state", DraftState)
def test_only_an_undecided_draft_is_pinged_for(state: DraftState) -> None:
    wanted = state in UNDECIDED
    assert (planned(ClockKind.OVERDUE, draft(state=state)) == Ping("overdue")) is wanted
    assert (planned(ClockKind.PING, draft(state=state)) == Ping("severity")) is wanted


def test_one_who_has_taken_it_is_left_in_peace() -> None:
    taken = draft(assignee=SAM, taken_at=NOON, lease_until=NOON + timedelta(seconds=1))
    assert planned(ClockKind.OVERDUE, taken) is None
    assert planned(ClockKind.PING, taken) is None


def test_a_name_left_from_an_undone_approval_protects_from_nothing() -> None:
    assert planned(ClockKind.OVERDUE, draft(assignee=SAM, taken_at=NOON)) == Ping("overdue")


def test_a_lease_that_is_over_is_given_up_and_pinged_for() -> None:
    over = draft(assignee=SAM, taken_at=NOON, lease_until=NOON)
    assert planned(ClockKind.LEASE_END, over) == Ping("lease", release=True)


def test_a_renewed_lease_runs_on() -> None:
    renewed = draft(assignee=SAM, taken_at=NOON, lease_until=NOON + timedelta(seconds=1))
    assert planned(ClockKind.LEASE_END, renewed) is None


def test_a_released_or_decided_draft_has_no_lease_to_end() -> None:
    assert planned(ClockKind.LEASE_END, draft()) is None
    assert planned(ClockKind.LEASE_END, draft(state=DraftState.SENT, assignee=SAM, lease_until=NOON)) is None


def test_a_target_is_breached_once_and_only_by_the_time_that_holds_now() -> None:
    assert planned(ClockKind.BREACH, draft(due_at=NOON)) == Breach()
    assert planned(ClockKind.BREACH, draft(due_at=NOON + timedelta(seconds=1))) is None
    assert planned(ClockKind.BREACH, draft(due_at=NOON, breached_at=NOON)) is None
    assert planned(ClockKind.BREACH, draft(due_at=NOON, state=DraftState.SENT)) is None


@pytest.mark.parametrize("kind", [ClockKind.SEND, ClockKind.READ_BACK])
@pytest.mark.parametrize("state", PublicationState)
def test_only_a_publication_on_its_way_is_looked_after(kind: ClockKind, state: PublicationState) -> None:
    found = planned(kind, draft(approval_id="a1"), publication(state))
    assert found == (Publish("a1") if state in LIVE else None)


@pytest.mark.parametrize(
    ("state", "act"),
    [
        (PublicationState.SCHEDULED, Ping("not_out")),
        (PublicationState.SENDING, Ping("not_out")),
        (PublicationState.FAILED, Ping("not_out")),
        (PublicationState.UNKNOWN, Ping("unknown")),
        (PublicationState.DONE, None),
        (PublicationState.CANCELLED, None),
        (PublicationState.HANDED_OFF, None),
    ],
)
def test_an_approval_that_did_not_get_out_pages_somebody(state: PublicationState, act: Act | None) -> None:
    assert planned(ClockKind.SEND_DEADLINE, draft(approval_id="a1"), publication(state)) == act


def test_an_approval_that_was_replaced_pages_nobody() -> None:
    scheduled = publication(PublicationState.SCHEDULED)
    assert planned(ClockKind.SEND_DEADLINE, draft(approval_id="a2"), scheduled) is None


def test_the_approver_of_a_handed_off_text_is_reminded() -> None:
    handed = draft(state=DraftState.HANDED_OFF, approval_id="a1")
    assert planned(ClockKind.HAND_OFF_REMINDER, handed) == Remind(ANN, NOON)


def test_nobody_is_reminded_of_what_is_posted_or_approved_anew() -> None:
    posted = draft(state=DraftState.POSTED_BY_HAND, approval_id="a1")
    anew = draft(state=DraftState.HANDED_OFF, approval_id="a2")
    assert planned(ClockKind.HAND_OFF_REMINDER, posted) is None
    assert planned(ClockKind.HAND_OFF_REMINDER, anew) is None


@pytest.mark.parametrize("state", DraftState)
def test_a_promise_is_due_only_while_its_reply_is_or_may_be_public(state: DraftState) -> None:
    promise = a_promise()
    assert demanded(state, promise) == (Demand(promise) if state.is_committed else None)


def test_nobody_is_reminded_of_a_promise_that_is_kept_or_gone() -> None:
    assert demanded(DraftState.SENT, a_promise(kept_at=NOON)) is None
    assert demanded(DraftState.SENT, None) is None


@pytest.mark.parametrize("kind", sorted(set(ClockKind) - {ClockKind.COMMITMENT} - crisis_clocks.KINDS))
def test_every_kind_of_clock_is_planned_for(kind: ClockKind) -> None:
    rows = draft(
        approval_id="a1", assignee=SAM, lease_until=NOON, state=DraftState.WAITING, snoozed_until=NOON
    )
    if kind is ClockKind.EDIT_END:
        rows = draft(state=DraftState.WAITING, edited_by=SAM, edited_since=NOON - EDIT_HOLDS)
    if kind is ClockKind.BREACH:
        rows = draft(state=DraftState.WAITING, due_at=NOON)
    if kind is ClockKind.SECOND_MISSING:
        rows = draft(state=DraftState.SECOND)
    if kind is ClockKind.HAND_OFF_REMINDER:
        rows = draft(approval_id="a1", state=DraftState.HANDED_OFF)
    assert planned(kind, rows, publication(PublicationState.SENDING)) is not None
