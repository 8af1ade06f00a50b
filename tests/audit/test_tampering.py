"""Whoever changes, removes, swaps or adds an entry is found out, even with the guard switched off."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import audit
from bot.store.database import Database
from tests.audit.record_rows import CHAINS, at, faults_after, fill

CHANGES = (
    "UPDATE audit_entry SET actor = 'U0EVIL' WHERE chain = 'm1' AND seq = {seq}",
    "UPDATE audit_entry SET kind = 'other' WHERE chain = 'm2' AND seq = {seq}",
    "UPDATE audit_entry SET data = '{{}}' WHERE chain = 'desk' AND seq = {seq}",
    "UPDATE audit_entry SET at = '2026-11-22 05:00:00' WHERE chain = 'm1' AND seq = {seq}",
    "UPDATE audit_entry SET chain = 'm9' WHERE chain = 'm1' AND seq = {seq}",
    "UPDATE audit_entry SET seq = 9 WHERE chain = 'm2' AND seq = {seq}",
    "UPDATE audit_entry SET previous = hash WHERE chain = 'm2' AND seq = {seq}",
    "UPDATE audit_entry SET hash = previous WHERE chain = 'm2' AND seq = {seq}",
    "UPDATE audit_entry SET id = id + 100 WHERE chain = 'm2' AND seq = {seq}",
    "DELETE FROM audit_entry WHERE chain = 'm1' AND seq = {seq}",
    "DELETE FROM audit_entry WHERE chain = 'm1' AND seq >= {seq}",
    "DELETE FROM audit_entry WHERE id > {seq}",
)
SEAL_CHANGES = (
    "DELETE FROM audit_seal WHERE id = 1",
    "UPDATE audit_seal SET last_entry = last_entry + 1 WHERE id = 2",
    "UPDATE audit_seal SET digest = hash WHERE id = 1",
    "UPDATE audit_seal SET previous = hash WHERE id = 2",
    "UPDATE audit_seal SET at = '2026-11-22 05:00:00' WHERE id = 2",
)
ADDED = "INSERT INTO audit_entry (id, chain, seq, at, actor, kind, data, previous, hash) VALUES "

attempts = settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
async def record(database: Database) -> Database:
    """Three chains of three entries under two seals."""
    await fill(database)
    return database


async def test_every_change_is_found_wherever_it_is_made(record: Database) -> None:
    tried = [change.format(seq=seq) for change in CHANGES for seq in (1, 2, 3)]
    assert [change for change in tried if not await faults_after(record, change)] == []


async def test_every_changed_or_missing_seal_is_found(record: Database) -> None:
    assert [change for change in SEAL_CHANGES if not await faults_after(record, change)] == []


async def test_an_entry_slipped_in_with_a_right_hash_is_found(record: Database) -> None:
    forged = audit.first_entry("m7", "approved", "U0EVIL", at(0), {})
    row = f"(0, 'm7', 1, '{at(0):%Y-%m-%d %H:%M:%S}', 'U0EVIL', 'approved', '{{}}', "
    found = await faults_after(record, f"{ADDED} {row} '{forged['previous']}', '{forged['hash']}')")
    assert [one.split(":")[0] for one in found] == ["seal 1"]


async def test_a_chain_rewritten_with_right_hashes_is_found_by_its_seal(database: Database) -> None:
    await fill(database, steps=1)
    forged = audit.first_entry("m1", "step", "U0EVIL", at(0), {"step": 0})
    rewrite = f"UPDATE audit_entry SET actor = 'U0EVIL', hash = '{forged['hash']}' WHERE chain = 'm1'"
    found = await faults_after(database, rewrite)
    assert [one.split(":")[0] for one in found] == ["seal 1"]


async def test_a_ruined_record_is_told_in_a_bounded_number_of_words(record: Database) -> None:
    more = f"{ADDED} ({{n}}, 'x{{n}}', 5, '2026-11-22 05:00:00', 'a', 'b', '{{{{}}}}', 'c', 'd')"
    found = await faults_after(record, *(more.format(n=number) for number in range(100, 200)))
    assert len(found) == audit.MOST_FAULTS


places = st.tuples(st.sampled_from(CHAINS), st.integers(1, 3))


@attempts
@given(st.lists(places, min_size=2, max_size=2, unique=True))
async def test_any_swap_of_two_entries_is_found(record: Database, pair: list[tuple[str, int]]) -> None:
    one, other, hold = pair[0], pair[1], ("hold", 1)
    assert await faults_after(record, move(one, hold), move(other, one), move(hold, other))


@attempts
@given(places)
async def test_any_removal_is_found(record: Database, place: tuple[str, int]) -> None:
    assert await faults_after(record, f"DELETE FROM audit_entry WHERE {where(place)}")


@attempts
@given(places, st.sampled_from(["actor", "kind", "previous", "hash"]), st.integers(1, 7))
async def test_any_one_letter_changed_is_found(
    record: Database, place: tuple[str, int], column: str, position: int
) -> None:
    letter = f"substr({column}, 1, {position} - 1) || '~' || substr({column}, {position} + 1)"
    assert await faults_after(record, f"UPDATE audit_entry SET {column} = {letter} WHERE {where(place)}")


def move(place: tuple[str, int], to: tuple[str, int]) -> str:
    return f"UPDATE audit_entry SET chain = '{to[0]}', seq = {to[1]} WHERE {where(place)}"


def where(place: tuple[str, int]) -> str:
    return f"chain = '{place[0]}' AND seq = {place[1]}"
