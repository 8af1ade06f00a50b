"""How the desk does: how much came in, how fast it was decided, how often a draft stood as it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Approval, Draft, DraftRevision, DraftState, Mention, MentionState
from bot.rehearsals import LINKS, PREFIX, PUBLISHER

MOST_READ = 5_000
"""Decisions that a median is taken of; of more, the newest."""
_MACHINES = ("template", "llm")
_ID = col(Mention.external_id)
_IS_REAL = ~(_ID.startswith(PREFIX) | _ID.startswith(LINKS + PREFIX))
"""Tests of ours are counted nowhere."""
_OF_REAL = col(Draft.publisher) != PUBLISHER


@dataclass(frozen=True)
class Figures:
    """Counts of a span of time. `median_minutes` runs from arrival to the decision; `None` without any."""

    mentions: int
    answered: int
    declined: int
    set_aside: int
    untouched: int
    median_minutes: float | None


@dataclass(frozen=True)
class Day:
    """One day's mentions; `median_minutes` is of the decisions made on it, `None` without any."""

    began: datetime
    mentions: int
    median_minutes: float | None = None


async def since(session: AsyncSession, began: datetime) -> Figures:
    """What came in and what was decided since then."""
    came = select(func.count()).select_from(Mention).where(col(Mention.received_at) >= began, _IS_REAL)
    aside = came.where(col(Mention.state) == MentionState.SET_ASIDE)
    decided = select(func.count()).select_from(Draft).where(col(Draft.decided_at) >= began, _OF_REAL)
    machine = (
        select(func.count())
        .select_from(Approval)
        .join(Draft, col(Draft.approval_id) == col(Approval.id))
        .join(
            DraftRevision,
            (col(DraftRevision.draft_id) == col(Approval.draft_id))
            & (col(DraftRevision.revision) == col(Approval.revision)),
        )
        .where(col(Approval.approved_at) >= began, col(DraftRevision.made_by).in_(_MACHINES))
    )
    minutes = [one for _day, one in await _minutes(session, began)]
    return Figures(
        mentions=(await session.exec(came)).one(),
        answered=(await session.exec(decided.where(col(Draft.state) != DraftState.DECLINED))).one(),
        declined=(await session.exec(decided.where(col(Draft.state) == DraftState.DECLINED))).one(),
        set_aside=(await session.exec(aside)).one(),
        untouched=(await session.exec(machine)).one(),
        median_minutes=median(minutes) if minutes else None,
    )


async def by_day(session: AsyncSession, today: datetime, days: int) -> Sequence[Day]:
    """Mentions of each day, the oldest first; `today` is when the newest of them began."""
    counted = []
    minutes = await _minutes(session, today - timedelta(days=days - 1))
    for back in range(days - 1, -1, -1):
        began = today - timedelta(days=back)
        came = (
            select(func.count())
            .select_from(Mention)
            .where(col(Mention.received_at) >= began, col(Mention.received_at) < began + timedelta(days=1))
            .where(_IS_REAL)
        )
        quick = [one for day, one in minutes if day == began.date()]
        counted.append(Day(began, (await session.exec(came)).one(), median(quick) if quick else None))
    return counted


async def _minutes(session: AsyncSession, began: datetime) -> list[tuple[date, float]]:
    """Day of each decision since then, and how long after the arrival it was made."""
    found = (
        select(Mention.received_at, Draft.decided_at)
        .join(Draft, col(Draft.id) == col(Mention.id))
        .where(col(Draft.decided_at) >= began, _OF_REAL)
        .order_by(col(Draft.decided_at).desc())
        .limit(MOST_READ)
    )
    times = (await session.exec(found)).all()
    return [
        (decided.date(), (decided - received).total_seconds() / 60)
        for received, decided in times
        if decided is not None
    ]
