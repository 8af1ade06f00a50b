"""Incidents whose card is behind are put before the desk; each at most every few seconds."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.incidents.calling import ring
from bot.store import incident_cards, incidents
from bot.store.database import Database

AT_MOST_EVERY = timedelta(seconds=15)
AT_ONCE = 20
"""Cards of one turn."""


async def show_due(database: Database, channel: str, now: datetime, oncall: Sequence[str] = ()) -> int:
    """Have the desk draw what changed since, and ring for new alarms; how many cards there were."""
    async with database.reading() as session:
        if not await incidents.to_show(session, now - AT_MOST_EVERY, 1):
            return 0
    async with database.writing() as session:
        behind = await incidents.to_show(session, now - AT_MOST_EVERY, AT_ONCE)
        for incident in behind:
            await incident_cards.put(session, incident, channel, now)
            await ring(session, incident, oncall, now)
    return len(behind)
