"""How often we have answered one person in public of late: after that it goes on in private."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, false, func, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Mention, Publication
from bot.store.publications import MAY_BE_PUBLIC

LOOKED_AT = 1_000
"""The newest publications; a bound, so that a draft costs the same however much is stored."""
ONE_CONVERSATION = timedelta(days=7)
"""Replies to the same person within so long count together, whatever thread they stand in."""


async def public_turns(session: AsyncSession, mention: Mention, now: datetime) -> int:
    """Replies to this author that are or may be public: of the last days, or of this thread at any time.

    A source that names no author tells nothing, which counts as none.
    """
    newest = (
        select(Publication.draft_id, Publication.send_after)
        .where(col(Publication.state).in_(MAY_BE_PUBLIC))
        .order_by(col(Publication.send_after).desc())
        .limit(LOOKED_AT)
        .subquery()
    )
    is_late = newest.c.send_after > now - ONE_CONVERSATION
    is_here = false() if mention.thread is None else col(Mention.thread) == mention.thread
    turns = (
        select(func.count())
        .select_from(newest)
        .join(Mention, col(Mention.id) == newest.c.draft_id)
        .where(col(Mention.source) == mention.source, col(Mention.id) != mention.id)
        .where(_same_author(mention), or_(is_late, is_here))
    )
    return (await session.exec(turns)).one()


def _same_author(mention: Mention) -> ColumnElement[bool]:
    """By the network's own id of the author; by the handle only where it gives none."""
    if mention.author_id is not None:
        return col(Mention.author_id) == mention.author_id
    if mention.author_handle is not None:
        return func.lower(col(Mention.author_handle)) == mention.author_handle.lower()
    return false()
