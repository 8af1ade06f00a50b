"""Who is called to an incident, how often, and behind whom the call waits."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select

from bot.incidents.calling import CALL_AGAIN, ring
from bot.models import Incident, IncidentLevel, MessageKind, Priority, SlackMessage
from bot.store import incident_cards
from bot.store.database import Database
from tests.builders import CHANNEL, COLE, NOON
from tests.slack.many import put_many

SECOND = timedelta(seconds=1)


async def alarm(
    database: Database, level: IncidentLevel, at: datetime, oncall: Sequence[str] = (COLE,)
) -> list[SlackMessage]:
    """The incident grows; all lines that call somebody to it then, the first first."""
    async with database.writing() as session:
        incident = (await session.exec(select(Incident))).one()
        incident.level, incident.alerted_at = level, at
        session.add(incident)
        await incident_cards.put(session, incident, CHANNEL, at)
        await session.flush()
        await ring(session, incident, oncall, at)
        lines = select(SlackMessage).where(col(SlackMessage.kind) == MessageKind.PING)
        return list((await session.exec(lines.order_by(col(SlackMessage.id)))).all())


async def test_a_spike_that_doubles_within_seconds_calls_once(database: Database) -> None:
    await put_many(database, 3)
    first = await alarm(database, IncidentLevel.SPIKE, NOON)
    again = await alarm(database, IncidentLevel.SPIKE, NOON + 17 * SECOND)
    later = await alarm(database, IncidentLevel.SPIKE, NOON + CALL_AGAIN + SECOND)
    assert [len(one) for one in (first, again, later)] == [1, 1, 2]


async def test_what_becomes_a_crisis_calls_at_once(database: Database) -> None:
    await put_many(database, 3)
    await alarm(database, IncidentLevel.SPIKE, NOON)
    both = await alarm(database, IncidentLevel.CRISIS, NOON + 17 * SECOND)
    assert [one.args["why"] for one in both] == ["spike", "crisis"]


@pytest.mark.parametrize(("oncall", "place"), [((COLE,), Priority.CARD), ((), Priority.STATUS)])
async def test_a_call_waits_behind_the_card_of_whoever_was_hurt(
    database: Database, oncall: tuple[str, ...], place: Priority
) -> None:
    await put_many(database, 3)
    (line,) = await alarm(database, IncidentLevel.SPIKE, NOON, oncall)
    assert line.priority == place > Priority.CRITICAL_CARD
