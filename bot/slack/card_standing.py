"""Who does what with a draft right now, beneath its headline: editing, on it, offered, calling, asleep."""

from collections.abc import Iterator
from datetime import datetime

from bot.models import DraftState
from bot.ports import CardView
from bot.slack.blocks import Block, context
from bot.slack.card_buttons import MACHINES
from bot.slack.card_parts import is_taken
from bot.slack.escape import date, person

EDITABLE = frozenset({DraftState.WAITING, DraftState.FAILED})


def standing(view: CardView, now: datetime) -> list[Block]:
    """One line for each of them; nothing where nobody does anything."""
    lines = list(standing_lines(view, now))
    return [context(*lines)] if lines else []


def standing_lines(view: CardView, now: datetime) -> Iterator[str]:
    """The same as words, people as mentions; for the notification too."""
    yield from _editing(view, now)
    yield from _taken(view, now)
    yield from _offered(view)
    draft = view.draft
    if draft.breached_at is not None:
        yield f":alarm_clock: past its time: the answer was due {date(draft.due_at, '{ago}')}"
    if draft.escalated_at is not None and draft.escalated_by:
        yield f":mega: {person(draft.escalated_by)} called for help {date(draft.escalated_at, '{ago}')}"
    if draft.snoozed_until is not None and draft.snoozed_by:
        until = date(draft.snoozed_until, "{date_short_pretty} {time}")
        yield f":zzz: snoozed by {person(draft.snoozed_by)} until {until}"


def editor(view: CardView, now: datetime) -> str | None:
    """Who is editing the text that may still be edited, in words; `None` if nobody is known to."""
    who, since = view.draft.editor(now), view.draft.edited_since
    if who is None or since is None or view.draft.state not in EDITABLE:
        return None
    return f"{person(who)} is editing since {date(since, '{time}')}"


def _editing(view: CardView, now: datetime) -> Iterator[str]:
    if told := editor(view, now):
        yield f":pencil2: {told}"


def _taken(view: CardView, now: datetime) -> Iterator[str]:
    draft = view.draft
    if draft.assignee is not None and is_taken(view, now):
        since = f" since {date(draft.taken_at, '{time}')}" if draft.taken_at else ""
        yield f":bust_in_silhouette: {person(draft.assignee)} is on it{since}"


def _offered(view: CardView) -> Iterator[str]:
    if view.draft.offered_revision == view.draft.revision and view.draft.state in EDITABLE:
        untouched = view.revision_by in MACHINES
        what = "sent for approval as it is" if untouched else f"edited by {person(view.revision_by)}"
        yield f":memo: {what}, waits for an approver"
