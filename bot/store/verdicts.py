"""Verdicts and the mentions that wait for one."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Mention, MentionState, Verdict


async def unjudged(session: AsyncSession, limit: int) -> Sequence[Mention]:
    """The oldest mentions that triage has not judged in their current wording."""
    waiting = select(Mention).where(col(Mention.state) == MentionState.NEW)
    return (await session.exec(waiting.order_by(col(Mention.received_at)).limit(limit))).all()


async def get(session: AsyncSession, mention_id: str) -> Verdict | None:
    """The verdict on a mention; `None` before triage."""
    return await session.get(Verdict, mention_id)


async def keep(session: AsyncSession, verdict: Verdict) -> None:
    """Store a verdict over an earlier one of the same mention."""
    await session.merge(verdict)


async def judged(session: AsyncSession, mention: Mention, state: MentionState) -> bool:
    """Move a mention out of `new`; false if its author changed it meanwhile (it is judged again)."""
    moved = await session.exec(
        update(Mention)
        .where(
            col(Mention.id) == mention.id,
            col(Mention.state) == MentionState.NEW,
            col(Mention.revision) == mention.revision,
        )
        .values(state=state)
    )
    return moved.rowcount == 1


async def close(session: AsyncSession, mention_id: str, outcome: str | None, now: datetime) -> None:
    """Give a mention its visible end, or open it again with `outcome=None`."""
    state = MentionState.OPEN if outcome is None else MentionState.CLOSED
    closed_at = None if outcome is None else now
    await session.exec(
        update(Mention)
        .where(col(Mention.id) == mention_id)
        .values(state=state, outcome=outcome, closed_at=closed_at)
    )


async def open_set_aside(session: AsyncSession, mention_id: str) -> MentionState | None:
    """Turn a mention that is set aside, or from before its source was connected, into an open one.

    Gives where it stood; `None` if it is neither (any more).
    """
    for stood in (MentionState.SET_ASIDE, MentionState.OLDER):
        moved = await session.exec(
            update(Mention)
            .where(col(Mention.id) == mention_id, col(Mention.state) == stood)
            .values(state=MentionState.OPEN, older=False)
        )
        if moved.rowcount == 1:
            return stood
    return None
