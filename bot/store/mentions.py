"""Posts about the brand: stored once, and revised when their authors change them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Event, Mention, MentionRevision, MentionState
from bot.store.bulk import insert_all_missing


@dataclass(frozen=True)
class Standing:
    """What intake must know of a stored mention to judge a new event of it."""

    text: str
    revision: int
    last_event: Event


async def insert_new(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> set[str]:
    """Store mentions; gives the ids of those that were there before, which are left alone."""
    ordered = sorted(rows, key=lambda row: str(row["id"]))
    if await insert_all_missing(session, Mention, ordered) == len(ordered):
        return set()
    ours = {row["id"]: row["delivery_id"] for row in ordered}
    there = select(Mention.id, Mention.delivery_id).where(col(Mention.id).in_(ours))
    return {id_ for id_, delivery_id in await session.exec(there) if ours[id_] != delivery_id}


async def standing(session: AsyncSession, ids: Collection[str]) -> dict[str, Standing]:
    """How stored mentions stand, each locked until the transaction ends, in one order for all."""
    columns = select(Mention.id, Mention.text, Mention.revision, Mention.last_event)
    locked = columns.where(col(Mention.id).in_(ids)).order_by(col(Mention.id)).with_for_update()
    return {
        id_: Standing(text, revision, Event(event))
        for id_, text, revision, event in await session.exec(locked)
    }


async def text_at(session: AsyncSession, mention_id: str, at: datetime) -> str | None:
    """How a post read at that time; `None` if it has not been changed since."""
    later = select(MentionRevision.text).where(
        col(MentionRevision.mention_id) == mention_id, col(MentionRevision.replaced_at) > at
    )
    return (await session.exec(later.order_by(col(MentionRevision.replaced_at)).limit(1))).first()


async def by_standing(session: AsyncSession) -> dict[tuple[str, str | None], int]:
    """How many of all mentions stand where: counts by state and outcome."""
    rows = select(Mention.state, Mention.outcome, func.count()).group_by(
        col(Mention.state), col(Mention.outcome)
    )
    return {(state, outcome): count for state, outcome, count in await session.exec(rows)}


async def revise(
    session: AsyncSession, mention_id: str, old: Standing, changed: Mapping[str, Any], now: datetime
) -> None:
    """Replace a mention's wording: the old one is kept, and triage looks at it again.

    `changed` are the columns as the new event gave them.
    """
    session.add(MentionRevision(mention_id=mention_id, revision=old.revision, text=old.text, replaced_at=now))
    again = {"revision": old.revision + 1, "state": MentionState.NEW, "outcome": None, "closed_at": None}
    await session.exec(update(Mention).where(col(Mention.id) == mention_id).values(**changed, **again))
