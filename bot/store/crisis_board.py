"""The board of a crisis: its row in Slack, its thread, and all that it shows, read in one go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import (
    Crisis,
    CrisisAction,
    CrisisStatement,
    Draft,
    DraftState,
    Incident,
    IncidentMention,
    Mention,
    MessageKind,
    Priority,
    Severity,
    Stance,
)
from bot.store import crises, incident_cards, incidents, slack_messages, stances
from bot.store.incident_cards import Progress

LOOK_BACK = timedelta(hours=24)
"""What growth is drawn from."""
MOST_HOLDERS = 8


@dataclass(frozen=True)
class Carried:
    """A draft that carries a statement or an update: where to, and how it stands."""

    platform: str
    state: DraftState


@dataclass(frozen=True)
class BoardRows:
    """The rows behind the board of a crisis, of one moment."""

    crisis: Crisis
    incident: Incident
    times: Sequence[datetime]
    """When its posts of the last day were made, in order."""
    progress: Progress
    unanswered: Mapping[Severity, int]
    holders: Sequence[tuple[str, int]]
    """Who has how many of its posts in hand."""
    statements: Sequence[CrisisStatement]
    """The newest first."""
    actions: Sequence[CrisisAction]
    stance: Stance | None = None
    carried: Mapping[str, Carried] = field(default_factory=dict)
    """By the draft's id."""


def row_id(crisis_id: str) -> str:
    """The id of the message that shows it; the war room is its thread."""
    return f"crisis:{crisis_id}"


async def put(session: AsyncSession, crisis: Crisis, channel: str, now: datetime) -> None:
    """Have the board shown, at once."""
    await slack_messages.show(
        session,
        id=row_id(crisis.id),
        kind=MessageKind.CRISIS_BOARD,
        audience=channel,
        now=now,
        subject_id=crisis.id,
        priority=Priority.PERSON,
    )


async def touch(
    session: AsyncSession, crisis_id: str, now: datetime, priority: Priority = Priority.PERSON
) -> None:
    """Have it drawn again: at once because a person did something, or in its turn."""
    await slack_messages.touch(session, row_id(crisis_id), now, priority)


async def say(
    session: AsyncSession,
    crisis: Crisis,
    decision: str,
    by: str,
    now: datetime,
    *,
    reason: str | None = None,
) -> None:
    """One line in the war room, and the board is drawn at once; nothing while there is no board.

    Without a board the line stands under the incident's card.
    """
    board = await slack_messages.get(session, row_id(crisis.id))
    if board is None:
        await incident_cards.tell(session, crisis.incident_id, decision, by, now, reason=reason)
        return
    await slack_messages.show(
        session,
        id=f"line:{crisis.id}:{decision}:{now.timestamp():.6f}",
        kind=MessageKind.DECISION,
        audience=board.audience,
        now=now,
        parent_id=board.id,
        args={"decision": decision, "by": by, "at": now.timestamp(), "reason": reason},
        priority=Priority.STATUS,
    )
    await touch(session, crisis.id, now)
    await incident_cards.touch(session, crisis.incident_id, now)


async def ring(
    session: AsyncSession, crisis: Crisis, why: str, step: str, called: Sequence[str], now: datetime
) -> None:
    """Call people into the war room by a line that names them; under the incident's card without a board."""
    board = await slack_messages.get(session, row_id(crisis.id))
    above = board or await slack_messages.get(session, incident_cards.row_id(crisis.incident_id))
    if above is None:
        return
    args: dict[str, Any] = {"why": why, "to": list(called), "due": None}
    await slack_messages.show(
        session,
        id=f"ping:{row_id(crisis.id)}:{why}:{step}",
        kind=MessageKind.PING,
        audience=above.audience,
        now=now,
        parent_id=above.id,
        args=args,
        priority=Priority.PING,
    )


async def read(session: AsyncSession, crisis_id: str) -> BoardRows | None:
    """All that it shows; `None` if there is no such crisis."""
    crisis = await crises.get(session, crisis_id)
    incident = await incidents.get(session, crisis.incident_id) if crisis else None
    if crisis is None or incident is None:
        return None
    statements = await crises.statements(session, crisis_id)
    actions = await crises.actions(session, crisis_id)
    carrying = [id for said in statements for id in said.drafts]
    carrying += [id for one in actions for id in one.drafts]
    since = incident.last_mention_at - LOOK_BACK
    return BoardRows(
        crisis=crisis,
        incident=incident,
        times=await incidents.times(session, incident.id, since),
        progress=await incident_cards.progress(session, incident.id),
        unanswered=await crises.unanswered(session, incident.id),
        holders=await _holders(session, incident.id),
        statements=statements,
        actions=actions,
        stance=await stances.standing(session, incident.id),
        carried=await _carried(session, carrying),
    )


async def _holders(session: AsyncSession, incident_id: str) -> Sequence[tuple[str, int]]:
    open_ones = (DraftState.WAITING, DraftState.REDRAFTING, DraftState.SECOND, DraftState.HANDED_OFF)
    found = (
        select(Draft.assignee, func.count())
        .join(IncidentMention, col(IncidentMention.mention_id) == col(Draft.id))
        .where(col(IncidentMention.incident_id) == incident_id, col(Draft.assignee).is_not(None))
        .where(col(Draft.state).in_(open_ones))
        .group_by(col(Draft.assignee))
        .order_by(func.count().desc(), col(Draft.assignee))
        .limit(MOST_HOLDERS)
    )
    return [(str(user), count) for user, count in (await session.exec(found)).all()]


async def _carried(session: AsyncSession, ids: Sequence[str]) -> dict[str, Carried]:
    if not ids:
        return {}
    found = (
        select(Draft.id, Mention.platform, Draft.state)
        .join(Mention, col(Mention.id) == col(Draft.id))
        .where(col(Draft.id).in_(ids))
    )
    rows = (await session.exec(found)).all()
    return {id: Carried(platform, DraftState(state)) for id, platform, state in rows}
