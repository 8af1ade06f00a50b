"""What each source sends is counted, and its silence is told once."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from bot.errors import NotDurable
from bot.intake.arrival import Receipt
from bot.intake.parse import Parsed, parse
from bot.intake.silence import Silences
from bot.intake.tally import Tally
from bot.models import AuditEntry, Clock, MessageKind, SlackMessage, SourceHour
from bot.store import source_hours
from bot.store.database import Database
from tests.intake.bodies import NOON, a_post, body_of

CHANNEL = "C0CARE"
HOUR = timedelta(hours=1)
ONE = parse(body_of(a_post()))


async def keep_coming(database: Database, since: datetime, hours: int, source: str = "f5bot") -> datetime:
    """Three deliveries in each hour; when the last one came."""
    tally = Tally()
    for number in range(hours):
        for minute in (0, 20, 40):
            tally.taken_in(
                source, ONE, Receipt(accepted=1), since + number * HOUR + timedelta(minutes=minute)
            )
    await tally.write(database)
    return since + (hours - 1) * HOUR + timedelta(minutes=40)


async def cards(database: Database) -> Mapping[str, SlackMessage]:
    async with database.reading() as session:
        return {one.id: one for one in (await session.exec(select(SlackMessage))).all()}


async def test_counts_of_all_replicas_add_up(database: Database) -> None:
    first, second = Tally(), Tally()
    for tally in (first, second):
        tally.taken_in("f5bot", ONE, Receipt(accepted=1, quarantined=2), NOON)
        tally.taken_in("f5bot", Parsed(own=3), Receipt(), NOON + timedelta(minutes=5))
        tally.refused("f5bot", NOON)
        await tally.write(database)

    async with database.reading() as session:
        (row,) = (await session.exec(select(SourceHour))).all()
        sent = (await source_hours.since(session, NOON - 24 * HOUR))["f5bot"]
        last = await source_hours.last(session)
    assert (sent.deliveries, sent.mentions, sent.refused, sent.quarantined, sent.own) == (4, 2, 2, 4, 6)
    assert (row.first_at, last["f5bot"]) == (NOON, NOON + timedelta(minutes=5))


async def test_what_is_written_is_not_written_again(stored: Database) -> None:
    tally = Tally()
    tally.refused("f5bot", NOON)

    assert [await tally.write(stored), await tally.write(stored)] == [1, 0]


async def test_what_the_store_did_not_take_is_kept_for_the_next_time(stored: Database) -> None:
    tally, away = Tally(), Database("sqlite:////nowhere/at/all/amends.db")
    tally.taken_in("f5bot", ONE, Receipt(accepted=1), NOON)
    with pytest.raises(NotDurable):
        await tally.write(away)
    tally.taken_in("f5bot", ONE, Receipt(accepted=1), NOON + timedelta(minutes=1))

    await tally.write(stored)

    async with stored.reading() as session:
        (row,) = (await session.exec(select(SourceHour))).all()
    assert (row.deliveries, row.first_at, row.last_at) == (2, NOON, NOON + timedelta(minutes=1))
    await away.close()


async def test_a_source_that_was_only_ever_refused_has_delivered_nothing(stored: Database) -> None:
    tally = Tally()
    tally.refused("f5bot", NOON)
    await tally.write(stored)

    async with stored.reading() as session:
        assert await source_hours.last(session) == {}
        assert await source_hours.stretches(session, "f5bot", NOON - HOUR) == []


async def test_our_own_tests_are_no_deliveries(stored: Database) -> None:
    tally = Tally()
    tally.taken_in("f5bot", parse(body_of(a_post("amends-test-1"))), Receipt(accepted=1), NOON)

    assert await tally.write(stored) == 0


async def test_old_hours_are_forgotten(stored: Database) -> None:
    await keep_coming(stored, NOON, 2)
    tally = Tally()
    tally.refused("other", NOON + source_hours.KEPT + 2 * HOUR)
    await tally.write(stored)

    async with stored.reading() as session:
        assert [one.source for one in (await session.exec(select(SourceHour))).all()] == ["other"]


async def test_a_silence_is_told_once_in_the_channel_and_nobody_is_called(stored: Database) -> None:
    last = await keep_coming(stored, NOON, 30)
    silences = Silences(stored, ["f5bot", "never_spoke"], CHANNEL)

    assert await silences.look(last + 23 * HOUR) == 0
    assert [await silences.look(last + hours * HOUR) for hours in (25, 26, 200)] == [1, 0, 0]

    (card,) = (await cards(stored)).values()
    assert (card.kind, card.audience, card.args) == (
        MessageKind.SOURCE_SILENT,
        CHANNEL,
        {"source": "f5bot", "last": last.timestamp(), "back": None},
    )
    async with stored.reading() as session:
        assert (await session.exec(select(Clock))).all() == []
        assert [one.kind for one in (await session.exec(select(AuditEntry))).all()] == ["source_silent"]


async def test_when_it_is_back_its_card_says_so_and_the_next_silence_gets_another(database: Database) -> None:
    last = await keep_coming(database, NOON, 30)
    silences = Silences(database, ["f5bot"], CHANNEL)
    await silences.look(last + 30 * HOUR)
    back = await keep_coming(database, last + 31 * HOUR, 1)

    assert [await silences.look(back + minutes * HOUR / 60) for minutes in (1, 2)] == [1, 0]
    (card,) = (await cards(database)).values()
    assert card.args == {"source": "f5bot", "last": last.timestamp(), "back": back.timestamp()}

    assert await silences.look(back + timedelta(days=6)) == 1
    assert len(await cards(database)) == 2
    async with database.reading() as session:
        kinds = [one.kind for one in (await session.exec(select(AuditEntry))).all()]
    assert kinds == ["source_silent", "source_back", "source_silent"]


async def test_a_source_that_is_switched_off_is_not_missed(stored: Database) -> None:
    last = await keep_coming(stored, NOON, 30)

    assert await Silences(stored, ["generic"], CHANNEL).look(last + 100 * HOUR) == 0
