"""Drafts of low severity: each half hour has one list for them, and a card only when somebody needs one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Draft, DraftState, Mention, MessageKind, Priority, SlackMessage
from bot.store import slack_messages

SPAN_MINUTES = 30
"""What one list covers, so that the channel hears of low ones twice an hour at most."""
_WAITS = (DraftState.WAITING, DraftState.REDRAFTING, DraftState.SECOND, DraftState.FAILED)


@dataclass(frozen=True)
class Listed:
    """One entry of a list."""

    draft: Draft
    mention: Mention
    has_card: bool


@dataclass(frozen=True)
class LowList:
    """A list as it stands: `entries` are as many as were asked for, those that wait first."""

    entries: Sequence[Listed] = ()
    total: int = 0
    waiting: int = 0


async def enlist(session: AsyncSession, draft_id: str, channel: str, now: datetime) -> None:
    """Put a new draft into this half hour's list; one that stands somewhere is brought up to date there."""
    draft = await session.get_one(Draft, draft_id)
    has_card = await slack_messages.get(session, f"card:{draft_id}") is not None
    if has_card or draft.listed_in is not None:
        await slack_messages.touch_card(session, draft_id, now, Priority.CARD)
        return
    audience, began = draft.channel or channel, _began(now)
    draft.listed_in = f"low:{audience}:{began:%Y-%m-%dT%H:%M}"
    session.add(draft)
    await session.flush()
    await slack_messages.show(
        session,
        id=draft.listed_in,
        kind=MessageKind.LOW_LIST,
        audience=audience,
        now=now,
        args={"since": began.timestamp()},
        priority=Priority.DIGEST,
    )


async def read(session: AsyncSession, list_id: str, limit: int) -> LowList:
    """What a list shows: those that wait, then the others, the oldest first; and how many there are."""
    card = aliased(SlackMessage)
    listed, waits = col(Draft.listed_in) == list_id, col(Draft.state).in_(_WAITS)
    found = (
        select(Draft, Mention, card.id)
        .join(Mention, col(Mention.id) == col(Draft.id))
        .outerjoin(card, col(card.id) == "card:" + col(Draft.id))
        .where(listed)
        .order_by(case((waits, 0), else_=1), col(Draft.created_at), col(Draft.id))
        .limit(limit)
    )
    count = select(func.count()).select_from(Draft)
    return LowList(
        [
            Listed(draft, mention, card is not None)
            for draft, mention, card in (await session.exec(found)).all()
        ],
        total=(await session.exec(count.where(listed))).one(),
        waiting=(await session.exec(count.where(listed, waits))).one(),
    )


def _began(now: datetime) -> datetime:
    return now.replace(minute=now.minute - now.minute % SPAN_MINUTES, second=0, microsecond=0)
