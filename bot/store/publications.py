"""Approvals and publications: the rows that fence every act towards the public."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Publication, PublicationState

RECENT = 500
"""Public replies that a new one is held against. R14 asks for 200; the rest costs little."""
MAY_BE_PUBLIC = (
    PublicationState.SCHEDULED,
    PublicationState.SENDING,
    PublicationState.DONE,
    PublicationState.UNKNOWN,
    PublicationState.HANDED_OFF,
)


async def get(session: AsyncSession, publication_id: str) -> Publication | None:
    """One publication, read fresh."""
    return await session.get(Publication, publication_id, populate_existing=True)


async def move(
    session: AsyncSession,
    publication: Publication,
    *states: PublicationState,
    to: PublicationState,
    **changes: Any,
) -> bool:
    """Change a publication if it still stands in one of `states`; false if somebody was there first."""
    changed = await session.exec(
        update(Publication)
        .where(col(Publication.id) == publication.id, col(Publication.state).in_(states))
        .where(col(Publication.attempts) == publication.attempts)
        .values(state=to, **changes)
    )
    if changed.rowcount != 1:
        return False
    await session.refresh(publication)
    return True


async def recent_texts(session: AsyncSession, limit: int = RECENT) -> Sequence[str]:
    """The latest texts that are public or may be, the newest first: a new reply must not sound like them."""
    latest = (
        select(Publication.text)
        .where(col(Publication.state).in_(MAY_BE_PUBLIC))
        .order_by(col(Publication.send_after).desc())
    )
    return (await session.exec(latest.limit(limit))).all()


async def unattended(session: AsyncSession, due_before: datetime, sent_before: datetime) -> Sequence[str]:
    """Ids of publications that nobody looks after: due and not begun, or begun and never finished."""
    due = (col(Publication.state) == PublicationState.SCHEDULED) & (col(Publication.send_after) <= due_before)
    orphaned = (col(Publication.state) == PublicationState.SENDING) & (
        col(Publication.sending_since) <= sent_before
    )
    found = select(Publication.id).where(due | orphaned).order_by(col(Publication.send_after)).limit(100)
    return (await session.exec(found)).all()
