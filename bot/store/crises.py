"""Crises: which one runs for an incident, what is on, and its statements and actions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import String, case, cast, func, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import (
    Complaint,
    Crisis,
    CrisisAction,
    CrisisEffect,
    CrisisState,
    CrisisStatement,
    Draft,
    DraftState,
    Event,
    Incident,
    IncidentMention,
    IncidentState,
    Mention,
    MentionState,
    Outcome,
    Pause,
    Promise,
    Severity,
    Sighting,
    Verdict,
)
from bot.store import incidents
from bot.store.drafts import CardRows


async def get(session: AsyncSession, id: str, *, lock: bool = False) -> Crisis | None:
    """One crisis, read fresh; with `lock` nobody else changes it until this transaction ends."""
    return await session.get(Crisis, id, populate_existing=True, with_for_update=lock or None)


async def of_incident(session: AsyncSession, incident_id: str) -> Crisis | None:
    """The crisis of an incident that runs; else the one that was last proposed, ended or dismissed."""
    runs = case((col(Crisis.state) == CrisisState.RUNNING, 0), else_=1)
    began = func.coalesce(col(Crisis.started_at), col(Crisis.proposed_at)).desc()
    found = select(Crisis).where(col(Crisis.incident_id) == incident_id).order_by(runs, began).limit(1)
    return (await session.exec(found.execution_options(populate_existing=True))).first()


async def running(session: AsyncSession) -> Sequence[Crisis]:
    """All that run now."""
    found = select(Crisis).where(col(Crisis.state) == CrisisState.RUNNING)
    return (await session.exec(found.order_by(Crisis.id))).all()


async def to_pin(session: AsyncSession) -> Sequence[Crisis]:
    """Those whose board is to be pinned, or not any more."""
    to_add = (col(Crisis.state) == CrisisState.RUNNING) & col(Crisis.pinned_at).is_(None)
    is_over = col(Crisis.ended_at).is_not(None) & col(Crisis.unpinned_at).is_(None)
    found = select(Crisis).where(to_add | (is_over & col(Crisis.pinned_at).is_not(None)))
    return (await session.exec(found.where(col(Crisis.pin_problem).is_(None)))).all()


async def change(session: AsyncSession, id: str, **values: Any) -> None:
    """Change columns of a crisis."""
    await session.exec(update(Crisis).where(col(Crisis.id) == id).values(**values))


async def with_effect(session: AsyncSession, incident_id: str, effect: CrisisEffect) -> Crisis | None:
    """The running crisis of an incident, if this is on."""
    crisis = await of_incident(session, incident_id)
    return crisis if crisis is not None and crisis.has(effect) else None


async def for_mention(session: AsyncSession, mention_id: str, effect: CrisisEffect) -> Crisis | None:
    """The running crisis that a mention stands in, if this is on."""
    link = await incidents.link(session, mention_id)
    return await with_effect(session, link.incident_id, effect) if link is not None else None


async def keeps_back(session: AsyncSession, rows: CardRows) -> Pause | None:
    """Why a reply waits until a crisis is over: it is routine, and about something else.

    Grave and risky ones go out, and so does whatever a crisis itself says.
    """
    if rows.verdict.severity >= Severity.HIGH or rows.verdict.flags:
        return None
    link = await incidents.link(session, rows.mention.id)
    here = link.incident_id if link is not None else None
    for one in await running(session):
        spoken = rows.draft.listed_in or ""
        if one.has(CrisisEffect.PAUSE) and one.incident_id != here and one.incident_id not in spoken:
            began = one.started_at or rows.draft.created_at
            return Pause(id=one.id, by=one.started_by or "", reason="A crisis runs.", since=began)
    return None


async def unproposed(session: AsyncSession) -> Sequence[Incident]:
    """Open incidents for which no crisis was ever proposed, started or dismissed."""
    known = select(Crisis.incident_id)
    found = select(Incident).where(col(Incident.state) == IncidentState.OPEN, col(Incident.id).not_in(known))
    return (await session.exec(found.order_by(Incident.id))).all()


async def risen(session: AsyncSession) -> Sequence[tuple[Incident, Crisis]]:
    """Open incidents whose proposal was dismissed, for whoever looks whether more has come since."""
    found = (
        select(Incident, Crisis)
        .join(Crisis, col(Crisis.incident_id) == col(Incident.id))
        .where(col(Incident.state) == IncidentState.OPEN, col(Crisis.state) == CrisisState.DISMISSED)
    )
    return (await session.exec(found)).all()


async def flags(session: AsyncSession, incident_id: str) -> set[str]:
    """The signs of risk in the complaints of an incident."""
    found = (
        select(Verdict.flags)
        .join(IncidentMention, col(IncidentMention.mention_id) == col(Verdict.mention_id))
        .where(col(IncidentMention.incident_id) == incident_id, col(Verdict.complaint) != Complaint.NO)
        .where(cast(col(Verdict.flags), String) != "[]")
    )
    return {flag for one in (await session.exec(found)).all() for flag in one}


async def sightings(session: AsyncSession, brand: str, since: datetime, until: datetime) -> int:
    """How many posts a brand had in a span of time."""
    found = select(func.count()).select_from(Sighting)
    here = (col(Sighting.brand) == brand, col(Sighting.at) >= since, col(Sighting.at) < until)
    return (await session.exec(found.where(*here))).one()


async def first_sighting(session: AsyncSession, brand: str) -> datetime | None:
    """When a brand was first written to."""
    return (await session.exec(select(func.min(Sighting.at)).where(col(Sighting.brand) == brand))).one()


async def platforms(session: AsyncSession, incident_id: str) -> Sequence[str]:
    """Where people write about an incident, the busiest first."""
    found = (
        select(Mention.platform)
        .join(IncidentMention, col(IncidentMention.mention_id) == col(Mention.id))
        .where(col(IncidentMention.incident_id) == incident_id)
        .group_by(Mention.platform)
        .order_by(func.count().desc(), Mention.platform)
    )
    return (await session.exec(found)).all()


async def unanswered(session: AsyncSession, incident_id: str) -> dict[Severity, int]:
    """How many who complain have no answer and none on its way, by urgency."""
    waits = (col(Mention.state) == MentionState.OPEN) | (col(Mention.outcome) == Outcome.GROUPED)
    found = (
        select(Verdict.severity, func.count())
        .join(IncidentMention, col(IncidentMention.mention_id) == col(Verdict.mention_id))
        .join(Mention, col(Mention.id) == col(Verdict.mention_id))
        .where(col(IncidentMention.incident_id) == incident_id, waits)
        .where(col(Verdict.complaint) != Complaint.NO)
        .group_by(col(Verdict.severity))
    )
    return {Severity(level): count for level, count in (await session.exec(found)).all()}


# Statements


async def statements(session: AsyncSession, crisis_id: str) -> Sequence[CrisisStatement]:
    """All versions, the newest first."""
    found = select(CrisisStatement).where(col(CrisisStatement.crisis_id) == crisis_id)
    newest = found.order_by(col(CrisisStatement.version).desc())
    return (await session.exec(newest.execution_options(populate_existing=True))).all()


async def wording(session: AsyncSession, incident_id: str) -> CrisisStatement | None:
    """The latest approved statement, where replies are to say what it says."""
    crisis = await with_effect(session, incident_id, CrisisEffect.WORDING)
    said = await statements(session, crisis.id) if crisis is not None else ()
    return next((one for one in said if one.approved_at is not None), None)


async def unspoken(session: AsyncSession) -> Sequence[Crisis]:
    """Running crises for which no statement was ever drafted."""
    drafted = select(CrisisStatement.crisis_id)
    found = select(Crisis).where(col(Crisis.state) == CrisisState.RUNNING, col(Crisis.id).not_in(drafted))
    return (await session.exec(found.order_by(Crisis.id))).all()


async def waiting_statement(session: AsyncSession, crisis_id: str) -> CrisisStatement | None:
    """The version that waits for approval; `None` if none does."""
    newest = next(iter(await statements(session, crisis_id)), None)
    return newest if newest is not None and newest.approved_at is None and newest.ended_at is None else None


async def move_statement(session: AsyncSession, statement: CrisisStatement, **changes: Any) -> bool:
    """Change a version that waits and is as it was read; false if somebody was first."""
    first = col(CrisisStatement.first_approver)
    is_same = first.is_(None) if statement.first_approver is None else first == statement.first_approver
    moved = await session.exec(
        update(CrisisStatement)
        .where(col(CrisisStatement.id) == statement.id, is_same)
        .where(col(CrisisStatement.ended_at).is_(None), col(CrisisStatement.approved_at).is_(None))
        .values(**changes)
    )
    if moved.rowcount != 1:
        return False
    await session.refresh(statement)
    return True


# Actions


async def actions(session: AsyncSession, crisis_id: str) -> Sequence[CrisisAction]:
    """All of them, the one that is due first in front."""
    found = select(CrisisAction).where(col(CrisisAction.crisis_id) == crisis_id)
    ordered = found.order_by(col(CrisisAction.due_at), CrisisAction.id)
    return (await session.exec(ordered.execution_options(populate_existing=True))).all()


async def action(session: AsyncSession, id: str, *, lock: bool = False) -> CrisisAction | None:
    """One action, read fresh."""
    return await session.get(CrisisAction, id, populate_existing=True, with_for_update=lock or None)


async def change_action(session: AsyncSession, id: str, **values: Any) -> None:
    """Change columns of an action."""
    await session.exec(update(CrisisAction).where(col(CrisisAction.id) == id).values(**values))


EVERYBODY = "*"
"""Stands in `CrisisAction.promise` for all whom we have answered."""


async def promises(session: AsyncSession, incident_id: str) -> Sequence[tuple[str, int]]:
    """What public replies on an incident promise, the most frequent first, with how many replies do."""
    found = (
        select(Promise.what, func.count(func.distinct(Promise.draft_id)))
        .join(IncidentMention, col(IncidentMention.mention_id) == col(Promise.draft_id))
        .join(Draft, col(Draft.id) == col(Promise.draft_id))
        .where(col(IncidentMention.incident_id) == incident_id, col(Draft.state).in_(_PUBLIC))
        .group_by(Promise.what)
        .order_by(func.count(func.distinct(Promise.draft_id)).desc(), Promise.what)
    )
    return [(what, count) for what, count in (await session.exec(found)).all()]


async def answered(session: AsyncSession, incident_id: str, promise: str) -> Sequence[Mention]:
    """The posts whose public reply promised it, one of each author; `EVERYBODY` are all with a reply."""
    found = (
        select(Mention, IncidentMention.author)
        .join(IncidentMention, col(IncidentMention.mention_id) == col(Mention.id))
        .join(Draft, col(Draft.id) == col(Mention.id))
        .where(col(IncidentMention.incident_id) == incident_id, col(Draft.state).in_(_PUBLIC))
        .where(col(Mention.last_event) != Event.DELETED)
        .order_by(col(IncidentMention.at).desc(), col(Mention.id))
    )
    if promise != EVERYBODY:
        promised = select(Promise.draft_id).where(col(Promise.what) == promise)
        found = found.where(col(Mention.id).in_(promised))
    latest: dict[str, Mention] = {}
    for mention, author in (await session.exec(found)).all():
        latest.setdefault(author, mention)
    return list(latest.values())


async def posts_of(session: AsyncSession, ids: Sequence[str]) -> Sequence[Mention]:
    """The posts that these drafts stand on."""
    return (await session.exec(select(Mention).where(col(Mention.id).in_(ids)))).all() if ids else ()


_PUBLIC = (DraftState.SENT, DraftState.POSTED_BY_HAND)
