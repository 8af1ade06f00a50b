"""What is late: clocks that did not fire, sends without an end, calls not made, mentions not judged."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import (
    Clock,
    Mention,
    MentionState,
    Publication,
    PublicationState,
    Summons,
    SummonsState,
)

FIRES_WITHIN = timedelta(seconds=60)
"""A clock that is later than this was missed: one is fired within a second or two."""
SENT_WITHIN = timedelta(minutes=5)
"""Sending, with every look whether a lost answer stands somewhere."""
JUDGED_WITHIN = timedelta(minutes=2)


@dataclass(frozen=True)
class Late:
    """How many of each."""

    steps: int = 0
    sending: int = 0
    calls: int = 0
    unjudged: int = 0


async def count(session: AsyncSession, now: datetime) -> Late:
    """All of them as they stand now."""
    return Late(
        steps=await _count(
            session, Clock, col(Clock.done_at).is_(None), col(Clock.due_at) <= now - FIRES_WITHIN
        ),
        sending=await _count(
            session,
            Publication,
            col(Publication.state) == PublicationState.SENDING,
            col(Publication.sending_since) <= now - SENT_WITHIN,
        ),
        calls=await _count(
            session,
            Summons,
            col(Summons.state) == SummonsState.WAITING,
            col(Summons.due_at) <= now - FIRES_WITHIN,
        ),
        unjudged=await _count(
            session,
            Mention,
            col(Mention.state) == MentionState.NEW,
            col(Mention.received_at) <= now - JUDGED_WITHIN,
        ),
    )


async def _count(session: AsyncSession, table: type[SQLModel], *is_late: ColumnElement[bool]) -> int:
    return (await session.exec(select(func.count()).select_from(table).where(*is_late))).one()
