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
WATCHED = (
    PublicationState.UNKNOWN,
    PublicationState.IN_REVIEW,
    PublicationState.REMOVING,
    PublicationState.DONE,
)
"""States in which a publication is attended to at its `next_at`."""
WATCHED_AT_ONCE = 5
"""Looks in a second at replies that are public."""
MAY_BE_PUBLIC = (
    PublicationState.SCHEDULED,
    PublicationState.SENDING,
    PublicationState.IN_REVIEW,
    PublicationState.DONE,
    PublicationState.REMOVING,
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


async def unattended(
    session: AsyncSession, due_before: datetime, sent_before: datetime, now: datetime
) -> Sequence[str]:
    """Ids of publications whose time has come: to be sent, looked after, looked at, or taken down.

    Those that are public come last and few at a time: a look whether they still stand can wait.
    """
    due = (col(Publication.state) == PublicationState.SCHEDULED) & (col(Publication.send_after) <= due_before)
    orphaned = (col(Publication.state) == PublicationState.SENDING) & (
        col(Publication.sending_since) <= sent_before
    )
    is_public = col(Publication.state) == PublicationState.DONE
    planned = (col(Publication.next_at) <= now) & col(Publication.state).in_(WATCHED)
    in_order = select(Publication.id).order_by(col(Publication.send_after))
    pressing = in_order.where(due | orphaned | (planned & ~is_public)).limit(100)
    watched = in_order.where(is_public, planned).limit(WATCHED_AT_ONCE)
    return [*(await session.exec(pressing)).all(), *(await session.exec(watched)).all()]
