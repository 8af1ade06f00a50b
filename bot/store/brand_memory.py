"""What is usual for a brand, and the mentions that grouping has looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import BrandMemory, Incident, IncidentMention, IncidentState, Mention, Sighting, Verdict
from bot.store.inserts import insert_missing


@dataclass(frozen=True)
class Seen:
    """A sighting, the post as it reads now, what triage thinks of it, and where it stands."""

    sighting: Sighting
    mention: Mention
    verdict: Verdict | None
    link: IncidentMention | None


async def lock(session: AsyncSession, brand: str) -> BrandMemory:
    """A brand's memory, made if there is none, held until this transaction ends.

    Whoever holds several takes them in the order of the brands' names.
    """
    await insert_missing(session, BrandMemory(brand=brand))
    found = select(BrandMemory).where(BrandMemory.brand == brand).with_for_update()
    return (await session.exec(found.execution_options(populate_existing=True))).one()


async def get(session: AsyncSession, brand: str) -> BrandMemory | None:
    """A brand's memory, read fresh; `None` if nothing of it was seen yet."""
    return await session.get(BrandMemory, brand, populate_existing=True)


async def with_open_incidents(session: AsyncSession) -> Sequence[str]:
    """The brands that have an open incident."""
    found = select(Incident.brand).where(col(Incident.state) == IncidentState.OPEN).distinct()
    return (await session.exec(found)).all()


async def turned(session: AsyncSession, brand: str, turn: int) -> None:
    """Mentions were grouped."""
    await session.exec(update(BrandMemory).where(col(BrandMemory.brand) == brand).values(turn=turn))


async def acted(session: AsyncSession, brand: str) -> None:
    """A person changed an incident of the brand by hand: whoever groups reads the incidents again."""
    acts = col(BrandMemory.acts) + 1
    await session.exec(update(BrandMemory).where(col(BrandMemory.brand) == brand).values(acts=acts))


async def save(session: AsyncSession, brand: str, **values: Any) -> None:
    """Write down what is usual."""
    await session.exec(update(BrandMemory).where(col(BrandMemory.brand) == brand).values(**values))


async def add_sightings(session: AsyncSession, rows: Sequence[Sighting]) -> Sequence[int]:
    """Mentions are looked at, in this order; the numbers that they get."""
    session.add_all(rows)
    await session.flush()
    return [row.id or 0 for row in rows]


async def sightings(session: AsyncSession, brand: str, after: int, limit: int) -> Sequence[Seen]:
    """What was looked at after a sighting, in that order, as it stands now."""
    newest = (
        _seen()
        .where(col(Sighting.brand) == brand, col(Sighting.id) > after)
        .order_by(col(Sighting.id).desc())
    )
    found = (await session.exec(newest.limit(limit))).all()
    return [Seen(*each) for each in reversed(found)]


async def sighted(session: AsyncSession, mention_ids: Sequence[str]) -> set[str]:
    """Which of these were looked at before."""
    found = select(Sighting.mention_id).where(col(Sighting.mention_id).in_(mention_ids))
    return set((await session.exec(found)).all())


async def last_before(session: AsyncSession, brand: str, at: datetime) -> int:
    """The last sighting of a post from before that time; 0 if there is none."""
    found = select(Sighting.id).where(col(Sighting.brand) == brand, col(Sighting.at) < at)
    return (await session.exec(found.order_by(col(Sighting.id).desc()).limit(1))).first() or 0


def _seen() -> Any:
    return (
        select(Sighting, Mention, Verdict, IncidentMention)
        .join(Mention, col(Mention.id) == col(Sighting.mention_id))
        .outerjoin(Verdict, col(Verdict.mention_id) == col(Sighting.mention_id))
        .outerjoin(IncidentMention, col(IncidentMention.mention_id) == col(Sighting.mention_id))
    )
