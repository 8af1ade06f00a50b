"""Webhook bodies as they came, and what of them could not be used."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import tuple_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Delivery, Quarantined
from bot.store.bulk import insert_all_missing

Key = tuple[str, str]
"""Source and delivery key."""


async def insert_new(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> dict[Key, bytes]:
    """Store deliveries. Gives the body of the earlier delivery for every key that was there before."""
    ordered = sorted(rows, key=lambda row: (row["source"], row["key"]))
    if await insert_all_missing(session, Delivery, ordered) == len(ordered):
        return {}
    ours = {row["id"] for row in ordered}
    keys = [(row["source"], row["key"]) for row in ordered]
    there = select(Delivery.id, Delivery.source, Delivery.key, Delivery.body).where(
        tuple_(col(Delivery.source), col(Delivery.key)).in_(keys)
    )
    found = await session.exec(there)
    return {(source, key): body for id_, source, key, body in found if id_ not in ours}


async def quarantine(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    """Keep items that could not be used, with the reason."""
    await insert_all_missing(session, Quarantined, rows)


async def latest(session: AsyncSession, but_of: str) -> datetime | None:
    """When the last authentic one came that is not of this source; `None` before the first."""
    newest = select(Delivery.received_at).where(Delivery.source != but_of)
    return (await session.exec(newest.order_by(col(Delivery.received_at).desc()).limit(1))).first()
