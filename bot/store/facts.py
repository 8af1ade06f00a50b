"""Fact cards: which hold now, how they change, and which drafts on the desk state an old one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, cast, func, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Draft, DraftRevision, DraftState, FactCard
from bot.store.inserts import insert_missing


@dataclass(frozen=True)
class Use:
    """A draft that waits for a decision, and its wording on the card, which states some fact."""

    draft: Draft
    revision: DraftRevision

    def is_untouched(self, now: datetime) -> bool:
        """No person has written in it or is on it, so that it may be written anew."""
        draft = self.draft
        held = draft.assignee is not None and draft.lease_until is not None and draft.lease_until > now
        return self.revision.made_by in _MACHINES and not held


_MACHINES = {"template", "llm"}


async def valid_now(session: AsyncSession, brand: str, category: str, now: datetime) -> list[FactCard]:
    """What a draft of this brand and category may state now, the oldest first."""
    return [card for card in await standing(session, brand, now) if _applies(card, category)]


async def standing(session: AsyncSession, brand: str, now: datetime) -> Sequence[FactCard]:
    """All facts of a brand that hold now."""
    found = select(FactCard).where(col(FactCard.brand) == brand, col(FactCard.retired_at).is_(None))
    in_time = col(FactCard.valid_until).is_(None) | (col(FactCard.valid_until) > now)
    return (await session.exec(found.where(in_time).order_by(col(FactCard.added_at), col(FactCard.id)))).all()


async def expired(session: AsyncSession, now: datetime) -> Sequence[FactCard]:
    """Facts whose time is over and that nobody was told of yet; telling retires them."""
    over = select(FactCard).where(col(FactCard.retired_at).is_(None), col(FactCard.valid_until) <= now)
    return (await session.exec(over.order_by(col(FactCard.id)))).all()


async def add(session: AsyncSession, card: FactCard) -> bool:
    """Keep a new fact, unless one with its id was ever there; whether it was kept."""
    return await insert_missing(session, card)


async def change(session: AsyncSession, id: str, version: int, **values: Any) -> bool:
    """Give a fact that stands at this version a new wording; false if somebody else was first."""
    return await _move(session, id, version, **values)


async def retire(session: AsyncSession, id: str, version: int, now: datetime) -> bool:
    """Take a fact back; false if somebody else was first."""
    return await _move(session, id, version, retired_at=now)


async def get(session: AsyncSession, id: str) -> FactCard | None:
    """One fact as it stands, retired or not."""
    return await session.get(FactCard, id, populate_existing=True)


async def waiting_with(session: AsyncSession, id: str, until: datetime) -> list[Use]:
    """Waiting drafts whose wording on the card was made up to then and states this fact."""
    quoted = cast(col(DraftRevision.uses), String).contains(f'"{id}"', autoescape=True)
    found = (
        select(Draft, DraftRevision)
        .join(DraftRevision, col(DraftRevision.draft_id) == col(Draft.id))
        .where(col(DraftRevision.revision) == col(Draft.revision), quoted)
        .where(col(Draft.state) == DraftState.WAITING, _known_at() <= until)
        .order_by(col(Draft.id))
    )
    return [Use(draft, revision) for draft, revision in (await session.exec(found)).all()]


async def outdated(
    session: AsyncSession, ids: Collection[str], made_at: datetime, now: datetime
) -> Sequence[FactCard]:
    """Which of these facts do not hold now, or say something else than when a wording of then was made."""
    if not ids:
        return ()
    newer = col(FactCard.added_at) > made_at
    over = col(FactCard.retired_at).is_not(None) | (col(FactCard.valid_until) <= now)
    found = select(FactCard).where(col(FactCard.id).in_(ids), newer | over)
    return (await session.exec(found.order_by(col(FactCard.id)))).all()


def _known_at() -> ColumnElement[datetime]:
    return func.coalesce(col(DraftRevision.known_at), col(DraftRevision.created_at))


def _applies(card: FactCard, category: str) -> bool:
    return not card.applies_to or category in card.applies_to


async def _move(session: AsyncSession, id: str, version: int, **values: Any) -> bool:
    changed = await session.exec(
        update(FactCard)
        .where(col(FactCard.id) == id, col(FactCard.version) == version)
        .where(col(FactCard.retired_at).is_(None))
        .values(version=version + 1, **values)
    )
    return changed.rowcount == 1
