"""The same promise to many: what an incident's replies promise is asked about in one line."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Draft, Promise, SlackMessage
from bot.store.incident_cards import PREFIX

SPAN = timedelta(hours=1)
"""Promises that come due within the same hour are asked about together."""


async def incident_row(session: AsyncSession, promise: Promise) -> str | None:
    """The message that tells of a promise made to one of many; `None` if its reply has a card of its own."""
    card = aliased(SlackMessage)
    found = (
        select(Draft.listed_in)
        .outerjoin(card, col(card.id) == "card:" + col(Draft.id))
        .where(col(Draft.id) == promise.draft_id, col(card.id).is_(None))
    )
    listed = (await session.exec(found)).first()
    return listed if listed is not None and listed.startswith(PREFIX) else None


async def together(session: AsyncSession, promise: Promise) -> Sequence[Promise]:
    """All promises that are kept by keeping this one, itself first; alone if it was made to one person."""
    row = await incident_row(session, promise)
    if row is None:
        return [promise]
    card = aliased(SlackMessage)
    found = (
        select(Promise)
        .join(Draft, col(Draft.id) == col(Promise.draft_id))
        .outerjoin(card, col(card.id) == "card:" + col(Draft.id))
        .where(col(Draft.listed_in) == row, col(card.id).is_(None), col(Promise.kept_at).is_(None))
        .where(col(Promise.owner) == promise.owner, col(Promise.what) == promise.what)
        .where(col(Promise.id) != promise.id)
        .order_by(col(Promise.id))
    )
    others = (await session.exec(found)).all()
    return [promise, *(one for one in others if span_of(one) == span_of(promise))]


def span_of(promise: Promise) -> datetime | None:
    """The hour that it comes due in; `None` where no time was promised."""
    due = promise.due_at
    return None if due is None else due.replace(minute=0, second=0, microsecond=0)
