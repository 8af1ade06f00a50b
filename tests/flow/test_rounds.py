"""Each second's rounds: urgent drafts first, a few at a time; nothing forgotten; the record sealed."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from bot import audit
from bot.errors import NotDurable
from bot.models import (
    AuditSeal,
    ClockKind,
    Delivery,
    DraftState,
    MessageKind,
    PublicationState,
    Severity,
    SlackMessage,
)
from bot.rounds import AHEAD, DRAFTS_AT_ONCE, PATIENCE, SEAL_EVERY, UNATTENDED, ClockRound, DraftRound
from bot.store import slack_messages
from bot.store.database import Database
from tests.builders import NOON, a_draft, a_mention, a_verdict
from tests.oncall.desk import Desk, Started


def noon() -> datetime:
    """The clock stands still."""
    return NOON


class Refuses(Started):
    """A flow whose database is away."""

    async def draft(self, draft_id: str) -> None:
        """Always fails."""
        raise NotDurable


async def put(database: Database, *severities: Severity, received_at: datetime = NOON) -> list[str]:
    """Open mentions that wait for a draft; their ids in the order given."""
    mentions = [a_mention(str(number), received_at=received_at) for number, _ in enumerate(severities)]
    async with database.writing() as session:
        session.add(Delivery(id="delivery-1", source="generic", key="k", body=b"{}", received_at=NOON))
        await session.flush()
        session.add_all(mentions)
        await session.flush()
        pairs = zip(mentions, severities, strict=True)
        session.add_all([a_verdict(mention, severity=severity) for mention, severity in pairs])
    return [mention.id for mention in mentions]


async def drafted(database: Database, mention_id: str, state: DraftState = DraftState.WAITING) -> None:
    """Its draft stands."""
    mention = a_mention(id=mention_id)
    async with database.writing() as session:
        session.add(a_draft(mention, state=state))


# --- drafts -----------------------------------------------------------------------------------------


async def test_the_most_urgent_mentions_are_drafted_first(database: Database) -> None:
    low, critical, high = await put(database, Severity.LOW, Severity.CRITICAL, Severity.HIGH)
    flow = Started()

    assert await DraftRound(database, flow, noon)() == 3

    assert flow.drafts == [critical, high, low]


async def test_only_so_many_are_under_way_at_once(database: Database) -> None:
    await put(database, *[Severity.NORMAL] * (DRAFTS_AT_ONCE + 4))
    flow = Started()
    drafting = DraftRound(database, flow, noon)

    assert [await drafting(), await drafting()] == [DRAFTS_AT_ONCE, 0]


async def test_a_draft_that_stands_makes_room_for_the_next(database: Database) -> None:
    await put(database, *[Severity.NORMAL] * (DRAFTS_AT_ONCE + 4))
    flow = Started()
    drafting = DraftRound(database, flow, noon)
    await drafting()
    await drafted(database, flow.drafts[0])

    assert await drafting() == 1


async def test_a_draft_that_does_not_come_is_started_again(database: Database) -> None:
    (waiting,) = await put(database, Severity.NORMAL)
    flow = Started()
    drafting = DraftRound(database, flow, noon, grace=0.0)

    await drafting()
    await drafting()

    assert flow.drafts == [waiting, waiting]


async def test_another_draft_that_was_asked_for_is_started(database: Database) -> None:
    (waiting,) = await put(database, Severity.NORMAL)
    await drafted(database, waiting, DraftState.REDRAFTING)
    flow = Started()

    await DraftRound(database, flow, noon)()

    assert flow.drafts == [waiting]


async def flood(database: Database) -> None:
    """As many cards wait for Slack as may be ready ahead."""
    async with database.writing() as session:
        session.add_all(
            SlackMessage(id=f"card:{number}", kind=MessageKind.CARD, audience="C0CARE", changed_at=NOON)
            for number in range(AHEAD)
        )


async def test_in_a_flood_only_what_cannot_wait_is_drafted(database: Database) -> None:
    waiting, _low, high, critical = await put(
        database, Severity.NORMAL, Severity.LOW, Severity.HIGH, Severity.CRITICAL
    )
    await drafted(database, waiting, DraftState.REDRAFTING)
    await flood(database)
    flow = Started()

    await DraftRound(database, flow, noon)()

    assert flow.drafts == [critical, high, waiting]


async def test_in_a_flood_nobody_waits_for_a_draft_for_ever(database: Database) -> None:
    (early,) = await put(database, Severity.LOW, received_at=NOON - PATIENCE)
    await flood(database)
    flow = Started()

    await DraftRound(database, flow, noon)()

    assert flow.drafts == [early]


async def test_when_slack_has_taken_a_card_the_next_is_drafted(database: Database) -> None:
    (next_one,) = await put(database, Severity.NORMAL)
    await flood(database)
    flow = Started()
    drafting = DraftRound(database, flow, noon)
    assert await drafting() == 0

    async with database.writing() as session:
        card = await slack_messages.get(session, "card:0")
        assert card is not None
        await slack_messages.rendered(session, card, "C0CARE", "1.1")

    assert await drafting() == 1
    assert flow.drafts == [next_one]


async def test_a_draft_that_could_not_be_started_is_not_under_way(database: Database) -> None:
    await put(database, Severity.NORMAL)
    drafting = DraftRound(database, Refuses(), noon)

    with pytest.raises(NotDurable):
        await drafting()

    assert drafting.under_way == {}


# --- clocks, publications, seals --------------------------------------------------------------------


def rounds_of(desk: Desk, *times: datetime) -> ClockRound:
    """Rounds at these times."""
    waiting = iter(times)
    return ClockRound(desk.database, desk.oncall, desk.flow, lambda: next(waiting))


async def test_due_clocks_fire(database: Database) -> None:
    desk = await Desk(database).put()
    await desk.start(ClockKind.OVERDUE)

    assert await rounds_of(desk, NOON)() == 1


@pytest.mark.parametrize(("after", "started"), [(UNATTENDED, ["a1"]), (timedelta(seconds=1), [])])
async def test_a_due_publication_without_a_worker_is_begun(
    database: Database, after: timedelta, started: list[str]
) -> None:
    desk = await Desk(database).put()
    await desk.approve(PublicationState.SCHEDULED)

    await rounds_of(desk, NOON + after)()

    assert desk.flow.publications == started


async def test_the_record_is_sealed_once_a_minute(database: Database) -> None:
    desk = Desk(database)
    turns = rounds_of(desk, NOON, NOON + SEAL_EVERY / 2, NOON + SEAL_EVERY)
    for number in range(3):
        async with database.writing() as session:
            await audit.record(session, f"chain-{number}", "step", audit.SYSTEM, NOON)
        await turns()

    async with database.reading() as session:
        seals = (await session.exec(select(AuditSeal))).all()
    assert [seal.at for seal in seals] == [NOON, NOON + SEAL_EVERY]


async def test_a_draft_that_keeps_failing_lets_others_pass(database: Database) -> None:
    """Sixteen that always fail would else hold every place for ever."""
    failing = [Severity.CRITICAL] * DRAFTS_AT_ONCE
    *poisoned, patient = await put(database, *failing, Severity.LOW)
    flow = Started()
    drafting = DraftRound(database, flow, noon, grace=0.0)

    for _ in range(4):
        await drafting()

    assert patient in flow.drafts
    assert set(drafting.resting) == set(poisoned)


async def test_facts_whose_time_is_over_are_told_of_once_a_minute(database: Database) -> None:
    desk, asked = await Desk(database).put(), []

    async def expire(now: datetime) -> int:
        asked.append(now)
        return 2

    times = [NOON, NOON + timedelta(seconds=1), NOON + SEAL_EVERY]
    clocks = rounds_of(desk, *times)
    clocks.expire = expire

    assert [await clocks() for _ in times] == [2, 0, 2]
    assert asked == [NOON, NOON + SEAL_EVERY]
