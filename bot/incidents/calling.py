"""Calls people to an incident: when far more write than usual, and when nobody says anything to them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.models import Incident, IncidentKind, IncidentLevel, MessageKind, Priority
from bot.store import grants, incident_cards, incidents, slack_messages, stances
from bot.store.database import Database

CALL_AGAIN = timedelta(minutes=10)
"""Sooner the growth of an incident calls nobody anew: its card shows it, and a line takes a card's place."""
SILENT_FOR = timedelta(minutes=30)
"""How long an incident of complaints may be open before somebody has written what we say."""


async def ring(session: AsyncSession, incident: Incident, oncall: Sequence[str], now: datetime) -> None:
    """Call once for each alarm that grouping has raised; a watch is for whoever looks at the channel."""
    if incident.alerted_at is None or incident.level < IncidentLevel.SPIKE:
        return
    why = "crisis" if incident.level >= IncidentLevel.CRISIS else "spike"
    if await _was_called(session, incident, why, now - CALL_AGAIN):
        return
    await _call(session, incident, f"{incident.alerted_at.timestamp():.0f}", why, oncall, now)


async def call_for_silent(database: Database, oncall: Sequence[str], now: datetime) -> int:
    """Call once for each incident whose posts wait while nobody wrote what we say; how many there were."""
    async with database.reading() as session:
        silent = [one.id for one in await incidents.open_ones(session) if await _is_silent(session, one, now)]
    for id in silent:
        async with database.writing() as session:
            incident = await incidents.get(session, id, lock=True)
            if incident is not None:
                await _call(session, incident, "silent", "silent", oncall, now)
    return len(silent)


async def _is_silent(session: AsyncSession, incident: Incident, now: datetime) -> bool:
    if incident.kind != IncidentKind.COMPLAINTS or now - incident.opened_at < SILENT_FOR:
        return False
    if await slack_messages.get(session, _line(incident, "silent")) is not None:
        return False
    if await stances.standing(session, incident.id) is not None:
        return False
    return (await incident_cards.progress(session, incident.id)).grouped > 0


async def _was_called(session: AsyncSession, incident: Incident, why: str, since: datetime) -> bool:
    """Whether a line that says the same stands there already."""
    under = incident_cards.row_id(incident.id)
    return any(one["why"] == why for one in await slack_messages.lines_since(session, under, since))


async def _call(
    session: AsyncSession, incident: Incident, step: str, why: str, oncall: Sequence[str], now: datetime
) -> None:
    card = await slack_messages.get(session, incident_cards.row_id(incident.id))
    line = _line(incident, step)
    if card is None or await slack_messages.get(session, line) is not None:
        return
    for_a_time = [one.user for one in await grants.in_force(session, now) if one.role == "oncall"]
    called = list(dict.fromkeys((*oncall, *for_a_time)))
    await slack_messages.show(
        session,
        id=line,
        kind=MessageKind.PING,
        audience=card.audience,
        now=now,
        parent_id=card.id,
        args={"why": why, "to": called, "due": None},
        # Behind the card of whoever was hurt; a line that calls nobody is only news.
        priority=Priority.CARD if called else Priority.STATUS,
    )
    await audit.record(session, incident.id, "pinged", audit.SYSTEM, now, why=why, to=called)


def _line(incident: Incident, step: str) -> str:
    return f"ping:{incident_cards.row_id(incident.id)}:{step}"
