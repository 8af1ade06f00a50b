"""What a call or a look means for the rows, and when to look next. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.models import DraftState, Publication, PublicationState
from bot.ports import CannotTell, Pending, Published, Rejected, RetryLater, Seen, Sent, Unknown

MAX_ATTEMPTS = 5
WAITS: Mapping[PublicationState, tuple[timedelta, ...]] = {
    # About 5, 30 and 120 s after an answer was lost: networks show a new post with some lag.
    PublicationState.UNKNOWN: (timedelta(seconds=5), timedelta(seconds=25), timedelta(seconds=90)),
    # Networks that check replies first take minutes, seldom a day.
    PublicationState.IN_REVIEW: (
        timedelta(minutes=2),
        timedelta(minutes=8),
        timedelta(minutes=50),
        timedelta(hours=5),
        timedelta(hours=18),
    ),
    # Whether it still stands: moderators act within minutes, reports take a day.
    PublicationState.DONE: (timedelta(minutes=15), timedelta(minutes=105), timedelta(hours=22)),
}
"""From one look to the next, in each state that is looked at; after the last one nobody looks by itself."""
MISSED_WAIT = timedelta(minutes=1)
MISSED_IS_GONE = 2
"""Looks in a row that miss a public reply before it counts as taken down: a network may stumble once."""
UNKNOWN_CALLS_AFTER = timedelta(minutes=3)
"""After the last look of its own: from then on a person has to look."""
NOT_SAID = "The network has not said within a day whether it shows it. Please look yourself."
GONE = "It is not there any more: its network or a colleague has taken it down."


@dataclass(frozen=True)
class Ending:
    """What one call's result means for the rows."""

    state: PublicationState
    draft: DraftState
    decision: str
    problem: str | None
    changes: dict[str, object]


def ending(publication: Publication, result: Sent, now: datetime) -> Ending:
    """Where a publication goes with this result."""
    match result:
        case Published():
            there = {"external_id": result.external_id, "url": result.url, "finished_at": now}
            return _end(PublicationState.DONE, DraftState.SENT, "sent", None, there, now)
        case Pending():
            there = {"external_id": result.external_id, "url": result.url}
            state, draft = PublicationState.IN_REVIEW, DraftState.IN_REVIEW
            return _end(state, draft, "in_review", result.reason, there, now)
        case RetryLater() if publication.attempts < MAX_ATTEMPTS:
            later = {"send_after": now + timedelta(seconds=result.seconds)}
            state, draft = PublicationState.SCHEDULED, DraftState.SCHEDULED
            return _end(state, draft, "retry_later", result.reason, later, now)
        case Unknown():
            return _end(PublicationState.UNKNOWN, DraftState.UNKNOWN, "unknown", result.reason, {}, now)
    failed = {"finished_at": now}
    return _end(PublicationState.FAILED, DraftState.FAILED, "failed", result.reason, failed, now)


def next_look(
    publication: Publication, looks: int, now: datetime, *, for_good: bool = False
) -> datetime | None:
    """When to look again after so many looks; `None` when that is over, or of no use (`for_good`)."""
    waits = WAITS.get(publication.state, ())
    return None if for_good or looks >= len(waits) else now + waits[looks]


def unseen_words(publication: Publication, seen: Seen, again: datetime | None) -> str:
    """What is known of a text whose answer was lost."""
    lost = "The answer was lost, so it may or may not be public."
    cannot = f" {seen.reason}" if isinstance(seen, CannotTell) else ""
    if again is not None:
        return f"{lost}{cannot or ' Not found there yet.'} Amends looks again shortly."
    if cannot:
        return f"{lost}{cannot} Please look at the post yourself."
    return f"{lost} Amends looked {publication.looks + 1} times and did not find it. Please look yourself."


def why_gone(publication: Publication, seen: Seen) -> str | None:
    """Why a public reply counts as taken down; `None` while it does not."""
    if isinstance(seen, Rejected):
        return seen.reason
    return GONE if publication.missed + 1 >= MISSED_IS_GONE else None


def _end(
    state: PublicationState,
    draft: DraftState,
    decision: str,
    problem: str | None,
    changes: Mapping[str, object],
    now: datetime,
) -> Ending:
    waits = WAITS.get(state)
    # Without an id there is nothing to look for: a webhook that told none, or a person's own word.
    looks = waits and (state is not PublicationState.DONE or changes.get("external_id") is not None)
    fresh = {
        "problem": problem,
        "looks": 0,
        "missed": 0,
        "next_at": now + waits[0] if waits and looks else None,
    }
    return Ending(state, draft, decision, problem, {**fresh, **changes})
