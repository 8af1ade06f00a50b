"""The record holds what happened, in order, and says nothing that must be erased later."""

import asyncio
import hashlib
import json

import pytest
from sqlmodel import select

from bot import audit
from bot.models import AuditEntry
from bot.store import audit as rows
from bot.store.database import Database
from tests.audit.record_rows import DAWN, at, fill, seal, verify


async def test_an_untouched_record_is_whole(database: Database) -> None:
    await fill(database)
    report = await verify(database)
    assert (report.entries, report.chains, report.seals, report.faults) == (9, 3, 2, [])


async def test_an_empty_record_is_whole(database: Database) -> None:
    report = await verify(database)
    assert (report.entries, report.faults, report.last_seal) == (0, [], None)


async def test_entries_of_a_chain_link_to_each_other(database: Database) -> None:
    await fill(database)
    async with database.reading() as session:
        chain = [one async for one in rows.entries_by_chain(session) if one.chain == "m1"]
    assert [one.seq for one in chain] == [1, 2, 3]
    assert [one.previous for one in chain] == [audit.BEGINNING, chain[0].hash, chain[1].hash]


async def test_a_bulk_first_entry_is_the_one_that_record_would_have_made(database: Database) -> None:
    async with database.writing() as session:
        await audit.record(session, "m1", "arrived", audit.SYSTEM, DAWN, source="generic", n=1.5)
        recorded = (await session.exec(select(AuditEntry))).one()
    made = audit.first_entry("m1", "arrived", audit.SYSTEM, DAWN, {"n": 1.5, "source": "generic"})
    assert (made["hash"], made["seq"], made["previous"]) == (recorded.hash, 1, recorded.previous)


@pytest.mark.parametrize("word", ["generic", "ä\u2028😀", 'a "quote" \\ \x7f', "\ud800", ""])
def test_many_first_entries_are_those_made_one_by_one(word: str) -> None:
    data = {f"m{number}": {"source": word, "event": "created", word: "x"} for number in range(3)}
    together = audit.first_entries("received", audit.SYSTEM, DAWN, data)
    alone = [audit.first_entry(chain, "received", audit.SYSTEM, DAWN, dict(of)) for chain, of in data.items()]
    assert together == alone


async def test_a_chain_begun_in_bulk_goes_on(database: Database) -> None:
    first = [audit.first_entry(chain, "arrived", audit.SYSTEM, DAWN, {}) for chain in ("m1", "m2")]
    async with database.writing() as session:
        await rows.append(session, first)
    async with database.writing() as session:
        await audit.record(session, "m2", "judged", audit.SYSTEM, at(1), flags=["safety"])
    report = await verify(database)
    assert (report.entries, report.chains, report.faults) == (3, 2, [])


async def test_everybody_who_took_a_step_of_one_kind_is_named_once(database: Database) -> None:
    async with database.writing() as session:
        for mention, actor in (("m1", "U0SAM"), ("m2", "U0ANN"), ("m3", "U0SAM")):
            await audit.record(session, mention, "approved", actor, DAWN)
        await audit.record(session, "m4", "refused", "U0OUT", DAWN)
        assert await rows.actors(session, "approved") == ["U0ANN", "U0SAM"]


async def test_values_that_json_changes_are_hashed_as_stored(database: Database) -> None:
    async with database.writing() as session:
        await audit.record(session, "m1", "odd", "U0ANN", DAWN, pair=(1, 2), nested={1: "ä\ud800\u0000"})
    assert (await verify(database)).faults == []


async def test_a_number_that_is_none_is_refused(database: Database) -> None:
    with pytest.raises(ValueError, match="Out of range float"):
        async with database.writing() as session:
            await audit.record(session, "m1", "odd", "U0ANN", DAWN, score=float("nan"))


async def test_twenty_people_at_once_make_one_unbroken_chain(database: Database) -> None:
    async def act(number: int) -> None:
        async with database.writing() as session:
            await audit.record(session, "m1", "clicked", "U0ANN", DAWN, number=number)

    await asyncio.gather(*(act(number) for number in range(20)))
    report = await verify(database)
    assert (report.entries, report.chains, report.faults) == (20, 1, [])


async def test_what_is_rolled_back_leaves_no_entry(database: Database) -> None:
    async def change_my_mind() -> None:
        async with database.writing() as session:
            await audit.record(session, "m1", "clicked", "U0ANN", DAWN)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await change_my_mind()
    assert (await verify(database)).entries == 0


async def test_seals_while_twenty_write_never_miss_an_entry(database: Database) -> None:
    async def act(number: int) -> None:
        async with database.writing() as session:
            await audit.record(session, f"m{number}", "arrived", audit.SYSTEM, DAWN)

    await asyncio.gather(*(act(number) for number in range(20)), *(seal(database, 1) for _ in range(3)))
    await seal(database, 2)
    report = await verify(database)
    assert (report.entries, report.faults) == (20, [])


async def test_a_seal_gives_way_to_a_writer_and_is_made_later(database: Database) -> None:
    async with database.writing() as session:
        await audit.record(session, "m1", "clicked", "U0ANN", DAWN)
        sealing = asyncio.create_task(seal(database, 1))
        await asyncio.wait({sealing}, timeout=1)
    await sealing
    await seal(database, 2)
    report = await verify(database)
    assert (report.entries, report.seals, report.faults) == (1, 1, [])


async def test_nothing_new_needs_no_seal(database: Database) -> None:
    await fill(database)
    async with database.writing() as session:
        assert await audit.seal(session, at(9)) is None


async def test_the_salt_of_the_first_start_stays(database: Database) -> None:
    async with database.writing() as session:
        first = await audit.salt(session, b"a" * audit.SALT_BYTES)
    async with database.writing() as session:
        assert await audit.salt(session, b"b" * audit.SALT_BYTES) == first == b"a" * audit.SALT_BYTES


def test_a_digest_needs_the_salt() -> None:
    assert audit.digest(b"salt", "jo") == audit.digest(b"salt", "jo")
    assert audit.digest(b"salt", "jo") != audit.digest(b"other", "jo")


async def test_an_exported_entry_can_be_checked_by_anyone(database: Database) -> None:
    await fill(database, steps=1)
    async with database.reading() as session:
        entry = audit.as_object([one async for one in rows.entries(session)][-1])
    stated = entry.pop("hash")
    canonical = json.dumps(entry, sort_keys=True, separators=(",", ":"))
    assert stated == hashlib.sha256(canonical.encode()).hexdigest()
