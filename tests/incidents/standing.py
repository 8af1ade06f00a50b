"""Incidents and the mentions on them, for tests that start in the middle of one."""

from datetime import timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.gallery.standing import a_member, a_stance, an_incident, incident_rows
from bot.models import (
    BrandMemory,
    Delivery,
    Incident,
    IncidentMention,
    JoinedBy,
    Mention,
    MentionState,
    Outcome,
)
from bot.store import incidents
from bot.store.inserts import insert_missing
from tests.builders import NOON, a_mention, a_verdict

__all__ = ["a_member", "a_stance", "an_incident", "incident_rows"]


async def put_incident(session: AsyncSession, *people: str, id: str = "i1", **changes: Any) -> Incident:
    """An incident, and one grouped post of each of these people without a card, a minute apart."""
    await insert_missing(
        session, Delivery(id="delivery-1", source="generic", key="k", body=b"", received_at=NOON)
    )
    await insert_missing(session, BrandMemory(brand="harbourline"))
    session.add(an_incident(id, **changes))
    await session.flush()
    for minute, person in enumerate(people):
        mention = a_mention(
            f"{id}:{person}",
            author_handle=person,
            posted_at=NOON + timedelta(minutes=minute),
            received_at=NOON + timedelta(minutes=minute),
            state=MentionState.CLOSED,
            outcome=Outcome.GROUPED,
        )
        await put_member(session, mention, id)
    await incidents.recount(session, id)
    return await session.get_one(Incident, id, populate_existing=True)


async def put_member(session: AsyncSession, mention: Mention, id: str, **changes: Any) -> None:
    """One mention that stands on it."""
    session.add(mention)
    await session.flush()
    session.add(a_verdict(mention))
    link: dict[str, Any] = {
        "mention_id": mention.id,
        "incident_id": id,
        "author": mention.author_handle or "",
        "at": mention.posted_at,
        "reach": 100,
        "is_complaint": True,
        "joined_at": NOON,
        "joined_by": JoinedBy.TERM,
    }
    session.add(IncidentMention(**(link | changes)))
    await session.flush()
