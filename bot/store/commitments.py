"""Promises that stand behind approved texts: kept with owner and due time until somebody has kept them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, update
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import MessageKind, Priority, Promise
from bot.store import shared_promises, slack_messages
from bot.store.inserts import insert_missing
from bot.text import sha256


async def replace(session: AsyncSession, draft_id: str, promises: Sequence[Promise]) -> None:
    """Let these stand instead of what an earlier approval promised; what was kept is not forgotten."""
    old = delete(Promise).where(col(Promise.draft_id) == draft_id, col(Promise.kept_at).is_(None))
    await session.exec(old)
    for promise in promises:
        await insert_missing(session, promise)


async def get(session: AsyncSession, id: str, *, lock: bool = False) -> Promise | None:
    """One promise, read fresh. With `lock` nobody else changes it until this transaction ends."""
    return await session.get(Promise, id, populate_existing=True, with_for_update=lock or None)


async def keep(session: AsyncSession, id: str, user: str, now: datetime) -> None:
    """Somebody has done it."""
    await session.exec(update(Promise).where(col(Promise.id) == id).values(kept_at=now, kept_by=user))


async def remind(session: AsyncSession, promise: Promise, channel: str, now: datetime) -> None:
    """Tell under the card that it is due; in `channel` if there is no card.

    Each reminder is a line of its own: an edited one rings nobody. What was promised to many on an incident
    is one line under the incident's card.
    """
    await session.exec(update(Promise).where(col(Promise.id) == promise.id).values(reminded_at=now))
    row = await shared_promises.incident_row(session, promise)
    if row is not None and await slack_messages.get(session, _shared_line(row, promise, now)) is not None:
        return
    due = None if promise.due_at is None else promise.due_at.timestamp()
    said = {"promise_id": promise.id, "owner": promise.owner, "what": promise.what, "due": due}
    card = row or f"card:{promise.draft_id}"
    above = await slack_messages.get(session, card)
    await slack_messages.show(
        session,
        id=_line(promise.id, now) if row is None else _shared_line(row, promise, now),
        kind=MessageKind.COMMITMENT_DUE,
        audience=above.audience if above else channel,
        now=now,
        subject_id=promise.draft_id if row is None else None,
        parent_id=card,
        args={**said, "state": "due", "people": len(await shared_promises.together(session, promise))},
        priority=Priority.PING,
    )


async def tell_again(session: AsyncSession, promise: Promise, now: datetime, **news: Any) -> None:
    """Bring the last reminder's line up to date; nothing if there was none."""
    if promise.reminded_at is None:
        return
    shared = await shared_promises.incident_row(session, promise)
    at = promise.reminded_at
    line = _line(promise.id, at) if shared is None else _shared_line(shared, promise, at)
    row = await slack_messages.get(session, line)
    if row is not None:
        await slack_messages.show(
            session,
            id=row.id,
            kind=row.kind,
            audience=row.audience,
            now=now,
            args={**row.args, **news},
            priority=Priority.PERSON,
        )


def _line(promise_id: str, reminded_at: datetime) -> str:
    return f"commitment:{promise_id}:{reminded_at.timestamp():.0f}"


def _shared_line(row: str, promise: Promise, reminded_at: datetime) -> str:
    """One for each hour: a promise that was put off is asked about in a new line, which rings again."""
    of = sha256(f"{promise.owner}\0{promise.what}")[:8]
    return f"commitment:{row}:{of}:{reminded_at:%Y-%m-%dT%H}"
