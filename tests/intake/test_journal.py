"""Durable before the receipt: each item becomes one row, whatever comes beside it, again, or at once."""

import asyncio
from dataclasses import replace

import pytest

from bot import audit
from bot.errors import NotDurable
from bot.intake.arrival import Receipt
from bot.intake.journal import MAX_WAITING_BYTES, Journal
from bot.intake.parse import parse
from bot.models import AuditEntry, Delivery, Mention, MentionState, Quarantined, SlackMessage
from bot.store.database import Database
from bot.text import mention_id
from tests.intake.bodies import COMPLAINT, NOON, a_post, body_of
from tests.intake.conftest import CHANNEL, Bell, Intake, running


async def test_a_new_mention_is_stored_as_it_came(intake: Intake) -> None:
    receipt = await intake.take(a_post("7", author={"handle": "jo"}, target={"a": 1}, stars=1))

    mention = await intake.mention("7")
    assert receipt == Receipt(accepted=1)
    assert (mention.text, mention.author_handle, mention.target, mention.stars) == (
        COMPLAINT,
        "jo",
        {"a": 1},
        1,
    )
    assert (mention.state, mention.revision, mention.received_at) == (MentionState.NEW, 1, NOON)


async def test_the_raw_body_is_kept_byte_for_byte(intake: Intake) -> None:
    body = b' {"id": "7", "platform":"x", "text": "Lost\\u202e bag", "unknown": 1} '

    await intake.take(body=body, key="msg_raw")

    (delivery,) = await intake.rows(Delivery)
    assert (delivery.body, delivery.key, delivery.source) == (body, "msg_raw", "generic")


async def test_the_record_begins_with_the_arrival(intake: Intake) -> None:
    await intake.take(a_post("7"), a_post("8"))

    entries = await intake.rows(AuditEntry)
    assert {entry.chain for entry in entries} == {mention_id("generic", one) for one in ("7", "8")}
    assert [(entry.seq, entry.kind) for entry in entries] == [(1, "received")] * 2


async def test_triage_is_woken_for_something_new_only(intake: Intake) -> None:
    await intake.take(a_post("7"))
    await intake.take(a_post("7"))
    await intake.take(body=b"{}")

    assert intake.bell.rings == 1


async def test_the_same_delivery_again_is_a_duplicate(intake: Intake) -> None:
    await intake.take(a_post("7"), {"id": "8"}, key="msg_1")

    again = await intake.take(a_post("7"), {"id": "8"}, key="msg_1")

    assert again == Receipt(duplicates=1, quarantined=1)
    assert [len(await intake.rows(table)) for table in (Delivery, Mention, Quarantined)] == [1, 1, 1]


async def test_the_same_post_in_another_delivery_is_a_duplicate(intake: Intake) -> None:
    await intake.take(a_post("7"))

    assert await intake.take(a_post("7"), a_post("8")) == Receipt(accepted=1, duplicates=1)
    assert len(await intake.rows(Mention)) == 2


async def test_the_same_id_from_another_source_is_another_post(intake: Intake) -> None:
    await intake.take(a_post("7"))
    body = body_of(a_post("7"))

    receipt = await intake.journal.submit("other", "msg_1", body, parse(body), NOON)

    assert receipt == Receipt(accepted=1)


async def test_the_same_delivery_key_with_another_body_is_kept_and_shown(intake: Intake) -> None:
    await intake.take(a_post("7"), key="msg_1")

    receipts = [await intake.take(a_post("8"), key="msg_1") for _ in range(2)]

    assert receipts == [Receipt(quarantined=1)] * 2
    (item,) = await intake.rows(Quarantined)
    assert (item.position, item.reason) == (-1, "the same webhook-id came before with another body")
    assert len(await intake.rows(Delivery)) == 2
    assert len(await intake.rows(Mention)) == 1


async def test_what_cannot_be_used_is_kept_and_shown_once_for_each_delivery(intake: Intake) -> None:
    receipt = await intake.take({"id": "1"}, a_post("2"), {"id": "3"}, "?")

    assert receipt == Receipt(accepted=1, quarantined=3)
    assert sorted(item.position for item in await intake.rows(Quarantined)) == [0, 2, 3]
    (message,) = await intake.rows(SlackMessage)
    assert message.audience == CHANNEL
    assert message.args | {"delivery_id": ""} == {
        "source": "generic",
        "count": 3,
        "reasons": ["platform is missing", "this is not a mention"],
        "delivery_id": "",
    }


async def test_what_arrives_together_is_committed_together(database: Database) -> None:
    intake = Intake(database)
    waiting = [asyncio.create_task(intake.take(a_post(str(number)))) for number in range(50)]

    async with running(intake.journal):
        receipts = await asyncio.gather(*waiting)

    assert receipts == [Receipt(accepted=1)] * 50
    assert intake.bell.rings == 1
    assert len(await intake.rows(Mention)) == 50


async def test_repetitions_within_one_batch_count_once(database: Database) -> None:
    intake = Intake(database)
    same = [intake.take(a_post("7"), key="msg_1"), intake.take(a_post("7"), key="msg_1")]
    other = [intake.take(a_post("8"), key="msg_1"), intake.take(a_post("7"), a_post("9"), a_post("9"))]
    waiting = [asyncio.create_task(one) for one in same + other]

    async with running(intake.journal):
        first, replay, conflict, overlap = await asyncio.gather(*waiting)

    assert (first, replay) == (Receipt(accepted=1), Receipt(duplicates=1))
    assert (conflict, overlap) == (Receipt(quarantined=1), Receipt(accepted=1, duplicates=2))
    assert len(await intake.rows(Mention)) == 2


async def test_one_body_that_the_store_cannot_take_does_not_harm_its_neighbours(database: Database) -> None:
    intake = Intake(database)
    body = body_of(a_post("bad"))
    good = parse(body).mentions[0]
    poisoned = replace(parse(body), mentions=[good.model_copy(update={"author": _Followers(10**30)})])
    waiting = [
        asyncio.create_task(intake.take(a_post("1"))),
        asyncio.create_task(intake.journal.submit("generic", "msg_bad", body, poisoned, NOON)),
        asyncio.create_task(intake.take(a_post("2"))),
    ]

    async with running(intake.journal):
        receipts = await asyncio.gather(*waiting)

    assert receipts == [Receipt(accepted=1), Receipt(quarantined=1), Receipt(accepted=1)]
    (item,) = await intake.rows(Quarantined)
    assert item.reason == "the store cannot hold it"


async def test_nothing_is_said_to_be_stored_when_the_store_is_away() -> None:
    intake = Intake(Database("sqlite:////nowhere/at/all/amends.db"))

    async with running(intake.journal):
        with pytest.raises(NotDurable):
            await intake.take(a_post("7"))

    assert intake.bell.rings == 0


async def test_a_server_that_is_gone_is_told_as_not_durable() -> None:
    intake = Intake(Database("postgresql://nobody@127.0.0.1:1/nothing"))

    async with running(intake.journal):
        results = await asyncio.gather(*(intake.take(a_post("7")) for _ in range(3)), return_exceptions=True)

    assert [type(result) for result in results] == [NotDurable] * 3


async def test_the_journal_goes_on_when_the_store_is_back(database: Database) -> None:
    intake = Intake(database)
    good, intake.journal._database = intake.journal._database, Database("sqlite:////nowhere/amends.db")
    async with running(intake.journal):
        with pytest.raises(NotDurable):
            await intake.take(a_post("7"), key="msg_1")
        intake.journal._database = good

        assert await intake.take(a_post("7"), key="msg_1") == Receipt(accepted=1)


async def test_too_much_waiting_is_refused_at_once(database: Database) -> None:
    intake = Intake(database)
    body = b" " * (MAX_WAITING_BYTES - 10)
    waits = asyncio.create_task(intake.journal.submit("generic", "msg_1", body, parse(b"[]"), NOON))
    await asyncio.sleep(0)

    with pytest.raises(NotDurable, match="waiting"):
        await intake.take(a_post("7"))
    waits.cancel()


async def test_those_who_wait_are_told_when_the_service_stops(database: Database) -> None:
    intake = Intake(database)
    waits = asyncio.create_task(intake.take(a_post("7")))
    await asyncio.sleep(0)
    writer = asyncio.create_task(intake.journal.run())
    await asyncio.sleep(0)

    writer.cancel()

    with pytest.raises(NotDurable, match="stopping"):
        await waits


async def test_the_record_of_a_busy_day_is_whole(intake: Intake) -> None:
    for text in ("one", "two", "three"):
        await intake.take(a_post("7", text), {"id": "bad"})
    await intake.take({"id": "7", "platform": "x", "event": "deleted"})

    async with intake.database.reading() as session:
        report = await audit.verify(session)

    assert report.faults == []
    assert report.entries == 7


async def test_two_journals_on_one_database_take_each_post_once(database: Database) -> None:
    one, other = Intake(database), Intake(database)
    other.journal = Journal(
        database, lambda: NOON, lambda: f"e{next(other._numbers)}", bell=Bell(), channel="C"
    )

    async with running(one.journal), running(other.journal):
        receipts = await asyncio.gather(
            *(side.take(a_post(str(number))) for number in range(40) for side in (one, other))
        )

    assert sum(receipt.accepted for receipt in receipts) == 40
    assert sum(receipt.duplicates for receipt in receipts) == 40
    assert len(await one.rows(Mention)) == 40


class _Followers:
    """An author whose number fits into no column."""

    id = handle = name = None

    def __init__(self, followers: int) -> None:
        self.followers = followers
