"""Posts from before their source was connected: counted, listed, and a card only when a person asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Mention, MentionState, MessageKind, Priority, Severity, Verdict
from bot.store import slack_messages


@dataclass(frozen=True)
class Older:
    """A post that has no card, with how bad it is."""

    mention: Mention
    severity: Severity


async def show(session: AsyncSession, source: str, platform: str, channel: str, now: datetime) -> None:
    """Have the one message about a source's older posts shown, or brought up to date."""
    await slack_messages.show(
        session,
        id=f"older:{source}",
        kind=MessageKind.OLDER,
        audience=channel,
        now=now,
        args={"source": source, "platform": platform},
        priority=Priority.DIGEST,
    )


async def touch(session: AsyncSession, mention_id: str, channel: str, now: datetime) -> None:
    """One of them has found a card: the count in the message is another."""
    mention = await session.get_one(Mention, mention_id)
    await show(session, mention.source, mention.platform, channel, now)


async def count(session: AsyncSession, source: str) -> int:
    """How many of a source's older posts have no card."""
    found = select(func.count()).select_from(Mention).where(*_is_older(source))
    return (await session.exec(found)).one()


async def page(session: AsyncSession, source: str, *, limit: int, offset: int) -> Sequence[Older]:
    """Some of them: the worst first, of those the newest."""
    found = (
        select(Mention, Verdict.severity)
        .join(Verdict, col(Verdict.mention_id) == col(Mention.id))
        .where(*_is_older(source))
        .order_by(col(Verdict.severity).desc(), col(Mention.posted_at).desc(), col(Mention.id))
    )
    rows = (await session.exec(found.offset(offset).limit(limit))).all()
    return [Older(mention, Severity(severity)) for mention, severity in rows]


def _is_older(source: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return col(Mention.state) == MentionState.OLDER, col(Mention.source) == source
