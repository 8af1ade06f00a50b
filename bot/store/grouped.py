"""Posts that stand on an incident without a card of their own, as far as it takes to answer them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import (
    Complaint,
    Draft,
    DraftRevision,
    DraftState,
    Event,
    IncidentMention,
    Mention,
    MentionState,
    Outcome,
    SlackMessage,
    Verdict,
)
from bot.store.incident_cards import PREFIX, row_id

LOOKED_AT = 400
"""Posts that are looked at for one form; a bound, so that a storm does not make it slow."""
_ANSWERED = tuple(state for state in DraftState if state.is_committed)


@dataclass(frozen=True)
class Grouped:
    """One post; `draft` and `revision` are there if a reply to it was written and nobody decided on it."""

    link: IncidentMention
    mention: Mention
    verdict: Verdict
    draft: Draft | None
    revision: DraftRevision | None


async def to_answer(
    session: AsyncSession, incident_id: str, user: str, now: datetime, without: Sequence[str] = ()
) -> list[Grouped]:
    """Those that complain and wait, the gravest first; one of each author, and none who has an answer.

    What a colleague has in front of them is left out.
    """
    card, link = aliased(SlackMessage), IncidentMention
    found = (
        select(IncidentMention, Mention, Verdict, Draft, DraftRevision)  # type: ignore[call-overload]
        .join(Mention, col(Mention.id) == col(link.mention_id))
        .join(Verdict, col(Verdict.mention_id) == col(link.mention_id))
        .outerjoin(Draft, col(Draft.id) == col(link.mention_id))
        .outerjoin(
            DraftRevision,
            and_(
                col(DraftRevision.draft_id) == col(Draft.id),
                col(DraftRevision.revision) == col(Draft.revision),
            ),
        )
        .outerjoin(card, col(card.id) == "card:" + col(link.mention_id))
        .where(col(link.incident_id) == incident_id, col(link.carded).is_(False), col(card.id).is_(None))
        .where(col(Mention.last_event) != Event.DELETED, col(Mention.id).not_in(without))
        .where(col(Verdict.complaint) != Complaint.NO)
        .where(or_(_untouched(), _written(user, now)))
        .where(col(link.author).not_in(_answered(incident_id)))
        .order_by(col(Verdict.severity).desc(), col(link.reach).desc(), col(link.at), link.mention_id)
        .limit(LOOKED_AT)
    )
    rows = [Grouped(*row) for row in (await session.exec(found)).all()]
    first: dict[str, Grouped] = {}
    for row in rows:
        first.setdefault(row.link.author, row)
    return list(first.values())


async def waiting_texts(session: AsyncSession, incident_id: str) -> dict[str, str]:
    """What stands ready on an incident and nobody has decided on, by the draft's id."""
    found = (
        select(Draft.id, DraftRevision.text)
        .join(
            DraftRevision,
            and_(
                col(DraftRevision.draft_id) == col(Draft.id),
                col(DraftRevision.revision) == col(Draft.revision),
            ),
        )
        .where(col(Draft.listed_in) == row_id(incident_id), col(Draft.state) == DraftState.WAITING)
        .limit(LOOKED_AT)
    )
    return dict((await session.exec(found)).all())


async def stoppable(session: AsyncSession, incident_id: str, user: str) -> Sequence[Draft]:
    """Replies that this person has approved on the incident and that are not on their way yet."""
    found = select(Draft).where(
        col(Draft.listed_in) == row_id(incident_id),
        col(Draft.state) == DraftState.SCHEDULED,
        col(Draft.decided_by) == user,
    )
    return (await session.exec(found.order_by(col(Draft.id)))).all()


def _untouched() -> ColumnElement[bool]:
    return and_(col(Mention.state) == MentionState.CLOSED, col(Mention.outcome) == Outcome.GROUPED)


def _written(user: str, now: datetime) -> ColumnElement[bool]:
    """A reply without a card; it may have been written when the post stood on another incident."""
    lease = col(Draft.lease_until)
    return and_(
        col(Mention.state) == MentionState.OPEN,
        col(Draft.state) == DraftState.WAITING,
        col(Draft.listed_in).startswith(PREFIX),
        col(Draft.mention_revision) == col(Mention.revision),
        or_(col(Draft.assignee).is_(None), col(Draft.assignee) == user, lease.is_(None), lease <= now),
    )


def _answered(incident_id: str) -> Any:
    """Authors on the incident who have a reply that is, or may be, public."""
    return (
        select(IncidentMention.author)
        .join(Draft, col(Draft.id) == col(IncidentMention.mention_id))
        .where(col(IncidentMention.incident_id) == incident_id, col(Draft.state).in_(_ANSWERED))
    )
