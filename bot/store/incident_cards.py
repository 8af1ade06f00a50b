"""The card of an incident in Slack: its row, its thread, and all that it shows, read in one go."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, case, func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import (
    Complaint,
    Crisis,
    Draft,
    DraftState,
    Incident,
    IncidentLevel,
    IncidentMention,
    Mention,
    MentionState,
    MessageKind,
    Outcome,
    Priority,
    Stance,
    Verdict,
)
from bot.models.incidents import MACHINE
from bot.store import advocates, crises, incidents, outreach, slack_messages, stances
from bot.store.incidents import Member
from bot.store.outreach import Asked

PREFIX = "incident:"
SAMPLES = 3
"""Posts that are quoted, and as many of those that wait."""
LOOK_BACK = timedelta(hours=24)
"""What growth is drawn from."""
_ON_THE_WAY = (
    DraftState.SCHEDULED,
    DraftState.SENDING,
    DraftState.UNKNOWN,
    DraftState.HANDED_OFF,
    DraftState.SECOND,
)


@dataclass(frozen=True)
class Progress:
    """How many posts of an incident have an answer, have one on its way, and have none.

    `grouped` wait without a card, `carded` wait on cards of their own or in the queue. `remarks` complain of
    nothing, so that nobody has to answer them.
    """

    answered: int = 0
    on_the_way: int = 0
    grouped: int = 0
    carded: int = 0
    remarks: int = 0


@dataclass(frozen=True)
class IncidentRows:
    """The rows behind the card of an incident, of one moment."""

    incident: Incident
    times: Sequence[datetime]
    """When its latest posts were made, in order."""
    quotes: Sequence[Member]
    """Those that most people see, beside the worst."""
    worst: Sequence[Member]
    progress: Progress
    stance: Stance | None = None
    asked: Asked = field(default_factory=Asked)
    """Letters to people who may speak up."""
    crisis: Crisis | None = None
    """The crisis that runs, is proposed or was the last."""
    into: Incident | None = None
    """The incident that it is a part of now."""


def row_id(incident_id: str) -> str:
    """The id of the message that shows an incident; what stands on it without a card is listed there."""
    return f"{PREFIX}{incident_id}"


def is_listed(draft: Draft) -> bool:
    """Whether a draft stands on an incident's card; it may have a card of its own beside that."""
    return (draft.listed_in or "").startswith(PREFIX)


async def put(session: AsyncSession, incident: Incident, channel: str, now: datetime) -> None:
    """Have its card shown as it stands; one that is new and more than usual goes before other cards."""
    is_grave = incident.level >= IncidentLevel.SPIKE and incident.shown_at is None
    await slack_messages.show(
        session,
        id=row_id(incident.id),
        kind=MessageKind.INCIDENT,
        audience=channel,
        now=now,
        subject_id=incident.id,
        priority=Priority.CRITICAL_CARD if is_grave else Priority.CARD,
    )
    await incidents.shown(session, incident.id, incident.version, now)


async def touch(session: AsyncSession, incident_id: str, now: datetime) -> None:
    """Have it drawn at once, because a person did something."""
    await slack_messages.touch(session, row_id(incident_id), now, Priority.PERSON)


async def tell(
    session: AsyncSession,
    incident_id: str,
    decision: str,
    by: str,
    now: datetime,
    *,
    reason: str | None = None,
) -> None:
    """One quiet line in the thread of its card; and the card is drawn at once. Nothing while it has none."""
    card = await slack_messages.get(session, row_id(incident_id))
    if card is None:
        return
    await slack_messages.show(
        session,
        id=f"line:{incident_id}:{decision}:{now.timestamp():.6f}",
        kind=MessageKind.DECISION,
        audience=card.audience,
        now=now,
        parent_id=card.id,
        args={
            "decision": decision,
            "by": None if by == MACHINE else by,
            "at": now.timestamp(),
            "reason": reason,
        },
        priority=Priority.STATUS,
    )
    await touch(session, incident_id, now)


async def read(session: AsyncSession, incident_id: str) -> IncidentRows | None:
    """All that its card shows; `None` if there is no such incident."""
    incident = await incidents.get(session, incident_id)
    if incident is None:
        return None
    since = incident.last_mention_at - LOOK_BACK
    worst = await incidents.worst(session, incident_id, SAMPLES)
    return IncidentRows(
        incident=incident,
        times=await incidents.times(session, incident_id, since),
        quotes=await _most_seen(session, incident_id, [one.mention.id for one in worst]),
        worst=worst,
        progress=await progress(session, incident_id),
        stance=await stances.standing(session, incident_id),
        asked=await outreach.asked(session, incident_id, on_list=await advocates.any_standing(session)),
        crisis=await crises.of_incident(session, incident_id),
        into=await incidents.get(session, incident.merged_into) if incident.merged_into else None,
    )


async def progress(session: AsyncSession, incident_id: str) -> Progress:
    """Who has an answer, and who waits."""
    answered = col(Mention.outcome).in_((Outcome.PUBLISHED, Outcome.POSTED_BY_HAND))
    is_open = col(Mention.state) == MentionState.OPEN
    moving = is_open & col(Draft.state).in_(_ON_THE_WAY)
    is_grouped = col(Mention.outcome) == Outcome.GROUPED
    complains = col(Verdict.complaint) != Complaint.NO
    counted = (
        select(  # type: ignore[call-overload]
            _count(answered),
            _count(moving),
            _count(is_grouped & complains),
            _count(is_open & (col(Draft.id).is_(None) | col(Draft.state).not_in(_ON_THE_WAY))),
            _count(is_grouped & ~complains),
        )
        .select_from(IncidentMention)
        .join(Mention, col(Mention.id) == col(IncidentMention.mention_id))
        .join(Verdict, col(Verdict.mention_id) == col(IncidentMention.mention_id))
        .outerjoin(Draft, col(Draft.id) == col(Mention.id))
        .where(col(IncidentMention.incident_id) == incident_id)
    )
    return Progress(*(await session.exec(counted)).one())


async def category(session: AsyncSession, incident_id: str) -> str | None:
    """What most of its posts are about; `None` for an incident without posts."""
    found = (
        select(Verdict.category)
        .join(IncidentMention, col(IncidentMention.mention_id) == col(Verdict.mention_id))
        .where(col(IncidentMention.incident_id) == incident_id)
        .group_by(Verdict.category)
        .order_by(func.count().desc(), Verdict.category)
        .limit(1)
    )
    return (await session.exec(found)).first()


async def _most_seen(session: AsyncSession, incident_id: str, without: Sequence[str]) -> Sequence[Member]:
    found = (
        incidents.members(incident_id)
        .where(col(IncidentMention.original_id).is_(None))
        .where(col(IncidentMention.mention_id).not_in(without))
        .order_by(col(IncidentMention.reach).desc(), col(IncidentMention.at), IncidentMention.mention_id)
    )
    return [Member(*each) for each in (await session.exec(found.limit(SAMPLES))).all()]


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
