"""A listed draft that nobody takes is called like any other, and then has its card."""

from bot.models import ClockKind, MessageKind, Severity, SlackMessage
from bot.store import low
from bot.store.database import Database
from tests.builders import CHANNEL, NOON
from tests.oncall.desk import LATER, Desk


async def test_an_overdue_one_gets_its_card_and_the_ping_stands_under_it(database: Database) -> None:
    desk = await Desk(database).put(severity=Severity.LOW)
    async with database.writing() as session:
        await session.delete(await session.get_one(SlackMessage, f"card:{desk.draft_id}"))
        await session.flush()
        await low.enlist(session, desk.draft_id, CHANNEL, NOON)
    await desk.start(ClockKind.OVERDUE, due_at=LATER)

    await desk.oncall.fire_due(LATER)

    (card,), (ping,) = await desk.shown(MessageKind.CARD), await desk.shown(MessageKind.PING)
    assert (card.id, ping.parent_id) == (f"card:{desk.draft_id}", f"card:{desk.draft_id}")
    (listed,) = await desk.shown(MessageKind.LOW_LIST)
    assert listed.version == 2
