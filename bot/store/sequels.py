"""Posts of one person in one thread: who has written again before we answered."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Draft, Event, Mention, MentionState, Outcome

BACK = timedelta(days=3)
"""How far apart two posts may come in; a bound, so that a card costs the same however much is stored."""


async def newer(session: AsyncSession, mention: Mention, until: datetime | None = None) -> Mention | None:
    """The author's latest post in the same thread after this one, up to a time; `None` if there is none.

    Sources that name no author tell nothing here.
    """
    if mention.author_id is None:
        return None
    of_thread = [col(Mention.in_reply_to) == mention.external_id, col(Mention.thread) == mention.external_id]
    if mention.thread is not None:
        of_thread.append(col(Mention.thread) == mention.thread)
    came = col(Mention.received_at)
    near = [came > mention.received_at - BACK, *([came <= until] if until else [])]
    found = select(Mention).where(*_by_author(mention), *near, _comes_after(mention), or_(*of_thread))
    standing = found.where(col(Mention.state).in_(MentionState), col(Mention.last_event) != Event.DELETED)
    return (
        await session.exec(standing.order_by(came.desc(), col(Mention.posted_at).desc()).limit(1))
    ).first()


async def older(session: AsyncSession, mention: Mention) -> Sequence[str]:
    """Ids of the author's open posts in the same thread before this one."""
    waiting = await _before(session, mention, col(Mention.state) == MentionState.OPEN)
    return [one.id for one in waiting]


async def gave_way_to(session: AsyncSession, mention: Mention) -> Sequence[Mention]:
    """Posts that nobody answers by themselves, because their author wrote this one; the oldest first."""
    closed = col(Mention.state) == MentionState.CLOSED
    return await _before(session, mention, closed & (col(Mention.outcome) == Outcome.SUPERSEDED))


async def open_draft(session: AsyncSession, mention: Mention) -> Draft | None:
    """The draft of a post that is still to be answered."""
    draft = await session.get(Draft, mention.id)
    return draft if draft is not None and not draft.state.is_final else None


async def _before(session: AsyncSession, mention: Mention, which: ColumnElement[bool]) -> Sequence[Mention]:
    known = {one for one in (mention.in_reply_to, mention.thread) if one is not None}
    if mention.author_id is None or not known:
        return ()
    of_thread: list[ColumnElement[bool]] = [col(Mention.external_id).in_(known)]
    if mention.thread is not None:
        of_thread.append(col(Mention.thread) == mention.thread)
    came = col(Mention.received_at)
    near = [came > mention.received_at - BACK, came < mention.received_at + BACK]
    found = select(Mention).where(which, *_by_author(mention), *near, _comes_before(mention), or_(*of_thread))
    return (await session.exec(found.order_by(came))).all()


def _comes_after(mention: Mention) -> ColumnElement[bool]:
    """By when it was posted, as far as the source says so: pollers may bring an older post later."""
    came, posted = col(Mention.received_at), col(Mention.posted_at)
    if mention.posted_at is None:
        return came > mention.received_at
    return (posted > mention.posted_at) | (posted.is_(None) & (came > mention.received_at))


def _comes_before(mention: Mention) -> ColumnElement[bool]:
    came, posted = col(Mention.received_at), col(Mention.posted_at)
    if mention.posted_at is None:
        return came < mention.received_at
    return (posted < mention.posted_at) | (posted.is_(None) & (came < mention.received_at))


def _by_author(mention: Mention) -> list[ColumnElement[bool]]:
    return [
        col(Mention.author_id) == mention.author_id,
        col(Mention.source) == mention.source,
        col(Mention.platform) == mention.platform,
        col(Mention.id) != mention.id,
    ]
