"""What each source sent, hour by hour, counted by all replicas together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import SourceHour
from bot.store.inserts import insert_missing

KEPT = timedelta(days=60)
"""How long an hour is remembered; longer than any habit looks back."""

_COUNTS = ("deliveries", "mentions", "refused", "quarantined", "own")


@dataclass(frozen=True)
class Sent:
    """What one source sent in a span of time."""

    deliveries: int = 0
    mentions: int = 0
    refused: int = 0
    quarantined: int = 0
    own: int = 0

    def and_more(self, hour: SourceHour) -> "Sent":
        """With another hour."""
        return Sent(*(getattr(self, name) + getattr(hour, name) for name in _COUNTS))


@dataclass(frozen=True)
class Stretch:
    """An hour in which a source delivered: its first and last delivery, and how many."""

    first_at: datetime
    last_at: datetime
    deliveries: int


async def add(session: AsyncSession, source: str, hour: datetime, counted: Mapping[str, Any]) -> None:
    """Count in what one replica saw; `counted` has the columns of the table. A new hour drops the oldest."""
    if await insert_missing(session, SourceHour(source=source, hour=hour, **counted)):
        await session.exec(delete(SourceHour).where(col(SourceHour.hour) < hour - KEPT))
        return
    row = (col(SourceHour.source) == source) & (col(SourceHour.hour) == hour)
    more = {name: getattr(SourceHour, name) + counted[name] for name in _COUNTS}
    await session.exec(update(SourceHour).where(row).values(**more))
    if counted["last_at"] is not None:
        first = func.coalesce(col(SourceHour.first_at), counted["first_at"])
        await session.exec(update(SourceHour).where(row).values(first_at=first, last_at=counted["last_at"]))


async def since(session: AsyncSession, start: datetime) -> dict[str, Sent]:
    """What came in the hours that began after then, by source."""
    rows = await session.exec(select(SourceHour).where(col(SourceHour.hour) > start))
    found: dict[str, Sent] = {}
    for row in rows.all():
        found[row.source] = found.get(row.source, Sent()).and_more(row)
    return found


async def last(session: AsyncSession) -> dict[str, datetime]:
    """When each source last delivered."""
    rows = await session.exec(
        select(SourceHour.source, func.max(col(SourceHour.last_at)))
        .where(col(SourceHour.last_at).is_not(None))
        .group_by(SourceHour.source)
    )
    return {source: at for source, at in rows.all() if at is not None}


async def stretches(session: AsyncSession, source: str, start: datetime) -> Sequence[Stretch]:
    """The hours in which a source delivered since then, the oldest first."""
    rows = await session.exec(
        select(SourceHour.first_at, SourceHour.last_at, SourceHour.deliveries)
        .where(col(SourceHour.source) == source, col(SourceHour.hour) >= start)
        .where(col(SourceHour.last_at).is_not(None))
        .order_by(col(SourceHour.hour))
    )
    return [
        Stretch(first, latest, count)
        for first, latest, count in rows.all()
        if first is not None and latest is not None
    ]
