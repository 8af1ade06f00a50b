"""Replies that people approved and that went out: what good answers of this team sound like."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Draft, Mention, MentionState, Outcome, Publication, Verdict

LOOKED_AT = 1_000
"""The newest closed mentions; a bound, so that a draft costs the same however much is stored."""
MOST = 60


@dataclass(frozen=True)
class Approved:
    """One reply, with the post that it answered and the name of its author, to be left out."""

    post: str
    reply: str
    author: str | None


async def approved(
    session: AsyncSession, *, brand: str | None, category: str, language: str
) -> Sequence[Approved]:
    """Published replies of one brand in one language to one kind of complaint, the newest first."""
    found = (
        select(Mention.text, Publication.text, Mention.author_name)
        .join(Draft, col(Draft.id) == col(Mention.id))
        .join(Publication, col(Publication.id) == col(Draft.approval_id))
        .join(Verdict, col(Verdict.mention_id) == col(Mention.id))
        .where(col(Mention.id).in_(_answered_of_late()))
        .where(col(Verdict.category) == category, col(Verdict.language) == language)
        .where(col(Mention.brand).is_not_distinct_from(brand))
        .order_by(col(Mention.received_at).desc())
        .limit(MOST)
    )
    return [Approved(*row) for row in (await session.exec(found)).all()]


@dataclass(frozen=True)
class Earlier:
    """What we have told somebody before; `same_author` is false for another person in the same thread."""

    reply: str
    at: datetime
    same_author: bool


async def earlier(session: AsyncSession, mention: Mention, limit: int = 2) -> Sequence[Earlier]:
    """Our latest public replies to the author of a mention, or in its thread, as far as the source tells."""
    column, author = col(Mention.author_handle), mention.author_handle
    if mention.author_id:
        column, author = col(Mention.author_id), mention.author_id
    by_author = (col(Mention.platform) == mention.platform) & (column == author)
    in_thread = (col(Mention.source) == mention.source) & (col(Mention.thread) == mention.thread)
    related = ([by_author] if author else []) + ([in_thread] if mention.thread else [])
    if not related:
        return ()
    found = (
        select(Publication.text, Publication.send_after, column)
        .join(Draft, col(Publication.id) == col(Draft.approval_id))
        .join(Mention, col(Mention.id) == col(Draft.id))
        .where(col(Mention.id).in_(_answered_of_late()), col(Mention.id) != mention.id, or_(*related))
        .order_by(col(Mention.received_at).desc())
        .limit(limit)
    )
    rows = (await session.exec(found)).all()
    return [Earlier(text, at, bool(author) and who == author) for text, at, who in rows]


async def in_thread(session: AsyncSession, mention: Mention) -> Sequence[str]:
    """What we have said in public in the thread of a mention; nothing where the source names no thread."""
    if mention.thread is None:
        return ()
    found = (
        select(Publication.text)
        .join(Draft, col(Publication.id) == col(Draft.approval_id))
        .join(Mention, col(Mention.id) == col(Draft.id))
        .where(col(Mention.id).in_(_answered_of_late()))
        .where(col(Mention.source) == mention.source, col(Mention.thread) == mention.thread)
        .where(col(Mention.id) != mention.id)
        .order_by(col(Mention.received_at).desc())
        .limit(MOST)
    )
    return (await session.exec(found)).all()


def _answered_of_late() -> Any:
    """Ids of mentions, found along the index of states; a subquery."""
    newest = (
        select(Mention.id, Mention.outcome)
        .where(col(Mention.state) == MentionState.CLOSED)
        .order_by(col(Mention.received_at).desc())
        .limit(LOOKED_AT)
        .subquery()
    )
    public = (Outcome.PUBLISHED, Outcome.POSTED_BY_HAND)
    return select(newest.c.id).where(newest.c.outcome.in_(public))
