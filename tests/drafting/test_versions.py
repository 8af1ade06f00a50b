"""What managers saved stands over what was shipped, whole and with its history."""

from datetime import timedelta

import pytest

from bot import audit
from bot.drafting.composing import seeds
from bot.drafting.library import Library
from bot.drafting.versions import effective_library, effective_set, library_of, read_set, save_set
from bot.errors import TemplateFault
from bot.store import templates
from bot.store.audit import entries
from bot.store.database import Database
from tests.builders import NOON

POLICY = "policy.toml"
SHIPPED = read_set(seeds())
FORMAL = SHIPPED[POLICY].replace('default_tone = "calm"', 'default_tone = "formal"')


async def save(database: Database, body: str, minutes: int = 0, path: str = POLICY) -> None:
    at = NOON + timedelta(minutes=minutes)
    await save_set(database, {path: body}, by="U0MANA", now=at, note="more formal")


def test_a_set_of_files_makes_the_same_library_as_its_folder() -> None:
    from_files, from_folder = library_of(SHIPPED), Library.load(seeds())
    assert from_files.tones == from_folder.tones
    assert from_files.brands == from_folder.brands
    assert set(from_files.playbooks) == set(from_folder.playbooks)


def test_a_missing_folder_is_a_fault() -> None:
    with pytest.raises(TemplateFault, match="missing"):
        library_of({path: body for path, body in SHIPPED.items() if not path.startswith("tones/")})


async def test_without_versions_the_shipped_files_are_in_force(database: Database) -> None:
    assert await effective_set(database) == dict(sorted(SHIPPED.items()))


async def test_a_saved_version_stands_over_the_shipped_file(database: Database) -> None:
    await save(database, FORMAL)
    assert (await effective_library(database)).policy.default_tone == "formal"


async def test_the_newest_version_is_in_force_and_older_ones_are_kept(database: Database) -> None:
    await save(database, FORMAL)
    await save(database, SHIPPED[POLICY], minutes=1)
    assert (await effective_set(database))[POLICY] == SHIPPED[POLICY]
    async with database.reading() as session:
        kept = [version.body for version in await templates.history(session, POLICY)]
    assert kept == [SHIPPED[POLICY], FORMAL]


async def test_a_file_of_the_managers_own_is_added(database: Database) -> None:
    await save(database, SHIPPED["tones/calm.toml"], path="tones/seaside.toml")
    assert "seaside" in (await effective_library(database)).tones


async def test_saving_is_on_record(database: Database) -> None:
    await save(database, FORMAL)
    async with database.reading() as session:
        found = [entry async for entry in entries(session)]
        assert (await audit.verify(session)).faults == []
    assert [(entry.kind, entry.actor, entry.data["paths"]) for entry in found] == [
        ("templates_saved", "U0MANA", [POLICY])
    ]


async def test_a_version_that_no_longer_works_is_named(database: Database) -> None:
    await save(database, "default_tone = 'calm'")
    with pytest.raises(TemplateFault, match="policy"):
        await effective_library(database)
