"""What a clock that has come due leads to, decided from the rows alone."""

from collections.abc import Callable
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

Why = Literal[
    "severity", "overdue", "lease", "not_out", "unknown", "second", "called", "risk", "step", "not_removed"
]

_UNDECIDED = {DraftState.WAITING, DraftState.REDRAFTING, DraftState.FAILED, DraftState.SECOND}
_ON_ITS_WAY = {PublicationState.SCHEDULED, PublicationState.SENDING, PublicationState.UNKNOWN}
_NOT_OUT: dict[PublicationState, Why] = {
    PublicationState.SCHEDULED: "not_out",
    PublicationState.SENDING: "not_out",
    PublicationState.FAILED: "not_out",
    PublicationState.UNKNOWN: "unknown",
    PublicationState.REMOVING: "not_removed",
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
class Nudge:
    """Ask those who may approve it, in the thread alone."""


@dataclass(frozen=True)
class Rung:
    """The next step of a ladder."""


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


@dataclass(frozen=True)
class Wake:
    """Bring a snoozed draft back to everybody."""


@dataclass(frozen=True)
class EditOver:
    """Forget who had the edit form open: nobody has heard of it for too long."""


@dataclass(frozen=True)
class Breach:
    """Its time ran out undecided."""


Act = Ping | Nudge | Rung | Breach | Publish | Remind | Demand | Wake | EditOver


def plan(clock: Clock, subject: Subject, now: datetime) -> Act | None:
    """The act a due clock calls for; `None` when things moved on and nothing is left to do."""
    return _PLANS[clock.kind](subject, now)


def is_undecided(draft: Draft) -> bool:
    """Whether somebody still has to say yes or no."""
    return draft.state in _UNDECIDED


def is_held(draft: Draft, now: datetime) -> bool:
    """A name without a running lease does not count: it may be left from an approval that was undone."""
    return draft.assignee is not None and draft.lease_until is not None and draft.lease_until > now


def _nobody_has_it(draft: Draft, now: datetime) -> bool:
    return is_undecided(draft) and not is_held(draft, now)


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
    if publication.state is PublicationState.SCHEDULED and publication.held_since is not None:
        return None  # A pause keeps it back, and everybody knows.
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


def _called(subject: Subject) -> Ping | None:
    return Ping("called") if subject.draft.state in _UNDECIDED else None


def _second(subject: Subject) -> Ping | None:
    return Ping("second") if subject.draft.state is DraftState.SECOND else None


def _breach(subject: Subject, now: datetime) -> Breach | None:
    """Only by the time that it has now: it may have been given more, or less."""
    draft = subject.draft
    is_over = draft.state in _UNDECIDED and draft.due_at <= now and draft.breached_at is None
    return Breach() if is_over else None


def _wake(subject: Subject, now: datetime) -> Wake | None:
    """Only when its time is over: it may have been snoozed once more."""
    until = subject.draft.snoozed_until
    return Wake() if until is not None and until <= now else None


def _edit_over(subject: Subject, now: datetime) -> EditOver | None:
    """Only when nobody has opened it anew."""
    draft = subject.draft
    return EditOver() if draft.edited_by is not None and draft.editor(now) is None else None


_LEASE = Ping("lease", release=True)
_PLANS: dict[ClockKind, Callable[[Subject, datetime], Act | None]] = {
    ClockKind.PING: lambda of, now: Ping("severity") if _nobody_has_it(of.draft, now) else None,
    ClockKind.OVERDUE: lambda of, now: Ping("overdue") if _nobody_has_it(of.draft, now) else None,
    ClockKind.LEASE_END: lambda of, now: (
        Ping("lease", release=True) if _lease_is_over(of.draft, now) else None
    ),
    ClockKind.SEND: lambda of, _now: _publish(of),
    ClockKind.READ_BACK: lambda of, _now: _publish(of),
    ClockKind.SEND_DEADLINE: lambda of, _now: _not_out(of),
    ClockKind.HAND_OFF_REMINDER: lambda of, _now: _remind(of),
    ClockKind.COMMITMENT: lambda of, _now: _demand(of),
    ClockKind.SNOOZE_END: _wake,
    ClockKind.SECOND_MISSING: lambda of, _now: _second(of),
    ClockKind.CALL: lambda of, _now: _called(of),
    ClockKind.EDIT_END: _edit_over,
    ClockKind.BREACH: _breach,
    ClockKind.NUDGE: lambda of, now: Nudge() if _nobody_has_it(of.draft, now) else None,
    ClockKind.UNCONFIRMED: lambda of, now: Ping("severity") if _nobody_has_it(of.draft, now) else None,
    ClockKind.STEP: lambda of, now: Rung() if _nobody_has_it(of.draft, now) else None,
    ClockKind.PEACE_END: lambda of, now: Ping("lease") if _nobody_has_it(of.draft, now) else None,
}
