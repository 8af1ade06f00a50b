"""What a crisis came to, in numbers: written down at its end for the review. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.models import CrisisAction, CrisisStatement
from bot.store.crisis_board import BoardRows

HOUR = timedelta(hours=1)


def numbers(rows: BoardRows, now: datetime) -> dict[str, Any]:
    """Counts and minutes only; no words of anybody."""
    crisis, incident, told = rows.crisis, rows.incident, rows.progress
    started = crisis.started_at or now
    return {
        "posts": incident.mentions,
        "people": incident.authors,
        "complaints": incident.complaints,
        "followers": incident.reach,
        "busiest_hour": _busiest(rows.times),
        "minutes": _minutes(started, now),
        "answered": told.answered,
        "on_the_way": told.on_the_way,
        "unanswered": sum(rows.unanswered.values()),
        **_statements(rows.statements, started, now),
        **_actions(rows.actions, now),
    }


def _statements(statements: Sequence[CrisisStatement], started: datetime, now: datetime) -> dict[str, Any]:
    said = sorted((one for one in statements if one.approved_at), key=lambda one: one.version)
    times = [one.approved_at for one in said if one.approved_at]
    late = sum(
        later > one.next_at for one, later in zip(said, [*times[1:], now], strict=False) if later is not None
    )
    first = _minutes(started, times[0]) if times else None
    return {"statements": len(said), "minutes_to_first_statement": first, "updates_late": late}


def _actions(actions: Sequence[CrisisAction], now: datetime) -> dict[str, int]:
    return {
        "actions": len(actions),
        "actions_done": sum(one.done_at is not None for one in actions),
        "actions_late": sum((one.done_at or now) > one.due_at for one in actions),
        "public_updates": sum(len(one.drafts) for one in actions),
    }


def _busiest(times: Sequence[datetime]) -> int:
    """The most posts in any hour that begins with one of them."""
    return max((sum(at <= one < at + HOUR for one in times) for at in times), default=0)


def _minutes(since: datetime, until: datetime) -> int:
    return max(0, round((until - since).total_seconds() / 60))
