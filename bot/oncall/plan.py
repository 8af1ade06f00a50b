"""What a clock that has come due leads to, decided from the rows alone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.models import (
    Approval,
    Clock,
    ClockKind,
    Draft,
    DraftState,
    Promise,
    Publication,
    PublicationState,
)

Why = Literal["severity", "overdue", "lease", "not_out", "unknown"]

_UNDECIDED = {DraftState.WAITING, DraftState.REDRAFTING, DraftState.FAILED}
_ON_ITS_WAY = {PublicationState.SCHEDULED, PublicationState.SENDING, PublicationState.UNKNOWN}
_NOT_OUT: dict[PublicationState, Why] = {
    PublicationState.SCHEDULED: "not_out",
    PublicationState.SENDING: "not_out",
    PublicationState.FAILED: "not_out",
    PublicationState.UNKNOWN: "unknown",
}


@dataclass(frozen=True)
class Subject:
    """What a clock speaks of: a draft, and what of it: an approval with its publication, or a promise."""

    draft: Draft
    approval: Approval | None = None
    publication: Publication | None = None
    promise: Promise | None = None


@dataclass(frozen=True)
class Ping:
    """Call the people on call. `release` gives up a colleague's lease that ran out, in the same act."""

    why: Why
    release: bool = False


@dataclass(frozen=True)
class Publish:
    """Begin, or look after, the sending of an approved text."""

    approval_id: str


@dataclass(frozen=True)
class Remind:
    """Ask the approver whether the text that was handed to them is posted."""

    approver: str
    approved_at: datetime


@dataclass(frozen=True)
class Demand:
    """Tell that a promise is due."""

    promise: Promise


Act = Ping | Publish | Remind | Demand


def plan(clock: Clock, subject: Subject, now: datetime) -> Act | None:
    """The act a due clock calls for; `None` when things moved on and nothing is left to do."""
    match clock.kind:
        case ClockKind.PING:
            return Ping("severity") if _nobody_has_it(subject.draft, now) else None
        case ClockKind.OVERDUE:
            return Ping("overdue") if _nobody_has_it(subject.draft, now) else None
        case ClockKind.LEASE_END:
            return Ping("lease", release=True) if _lease_is_over(subject.draft, now) else None
        case ClockKind.SEND | ClockKind.READ_BACK:
            return _publish(subject)
        case ClockKind.SEND_DEADLINE:
            return _not_out(subject)
        case ClockKind.HAND_OFF_REMINDER:
            return _remind(subject)
        case ClockKind.COMMITMENT:
            return _demand(subject)


def _nobody_has_it(draft: Draft, now: datetime) -> bool:
    """A name without a running lease does not count: it may be left from an approval that was undone."""
    held = draft.assignee is not None and draft.lease_until is not None and draft.lease_until > now
    return draft.state in _UNDECIDED and not held


def _lease_is_over(draft: Draft, now: datetime) -> bool:
    """False after a renewal: the newer lease has a clock of its own."""
    return draft.state in _UNDECIDED and draft.lease_until is not None and draft.lease_until <= now


def _publish(subject: Subject) -> Publish | None:
    publication = subject.publication
    if publication is None or publication.state not in _ON_ITS_WAY:
        return None
    return Publish(publication.id)


def _not_out(subject: Subject) -> Ping | None:
    """Only for the approval that still stands: an undone or repeated one has its own clocks."""
    publication = subject.publication
    if publication is None or publication.id != subject.draft.approval_id:
        return None
    why = _NOT_OUT.get(publication.state)
    return None if why is None else Ping(why)


def _remind(subject: Subject) -> Remind | None:
    approval = subject.approval
    if approval is None or approval.id != subject.draft.approval_id:
        return None
    if subject.draft.state is not DraftState.HANDED_OFF:
        return None
    return Remind(approval.approver, approval.approved_at)


def _demand(subject: Subject) -> Demand | None:
    """Only while the reply that promised it is, or may be, public."""
    promise = subject.promise
    if promise is None or promise.kept_at is not None or not subject.draft.state.is_committed:
        return None
    return Demand(promise)
