"""Time targets of an incident's waiting drafts: shortened while a crisis runs, and put back after it."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Clock, ClockKind, Draft, DraftState, IncidentMention

_UNDECIDED = (DraftState.WAITING, DraftState.REDRAFTING, DraftState.SECOND)


async def shorten(session: AsyncSession, incident_id: str, now: datetime) -> dict[str, str]:
    """Halve the time that is left for each waiting draft; when they were due before, as ISO times."""
    found = (
        select(Draft)
        .join(IncidentMention, col(IncidentMention.mention_id) == col(Draft.id))
        .where(col(IncidentMention.incident_id) == incident_id, col(Draft.state).in_(_UNDECIDED))
        .where(col(Draft.due_at) > now)
    )
    drafts = (await session.exec(found)).all()
    before = {one.id: one.due_at.isoformat() for one in drafts}
    for one in drafts:
        await _due(session, one.id, one.due_at, halved(one.due_at, now))
    return before


async def restore(session: AsyncSession, before: Mapping[str, str]) -> None:
    """Give those that still wait the time that they had."""
    for draft_id, due in before.items():
        draft = await session.get(Draft, draft_id, populate_existing=True)
        if draft is not None and draft.state in _UNDECIDED:
            await _due(session, draft_id, draft.due_at, datetime.fromisoformat(due))


def halved(due_at: datetime, now: datetime) -> datetime:
    """Half of what is left."""
    return now + (due_at - now) / 2 if due_at > now else due_at


async def _due(session: AsyncSession, draft_id: str, was: datetime, due_at: datetime) -> None:
    await session.exec(update(Draft).where(col(Draft.id) == draft_id).values(due_at=due_at))
    clock = (col(Clock.subject_id) == draft_id, col(Clock.kind) == ClockKind.OVERDUE)
    runs = update(Clock).where(*clock, col(Clock.done_at).is_(None), col(Clock.due_at) == was)
    await session.exec(runs.values(due_at=due_at))
