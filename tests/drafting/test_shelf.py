"""What is saved is in the next draft, without a restart; what stands already stays as it is."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.drafting.composing import seeds
from bot.drafting.shelf import Shelf
from bot.drafting.versions import read_set, save_set
from bot.models import DraftRevision
from bot.store.database import Database
from tests.builders import NOON
from tests.drafting.desk import a_desk
from tests.drafting.requests import LIBRARY
from tests.house import a_house

POLICY, CALM = "policy.toml", "tones/calm.toml"
SHIPPED = read_set(seeds())
FORMAL = SHIPPED[POLICY].replace('default_tone = "calm"', 'default_tone = "formal"')
MARKED = "I'm deeply sorry about this, truly."
OF_ONE_WORDING = "".join(
    f'{key} = ["{MARKED}"]\n' for key in ("apology", "apology_about", "sympathy")
)  # fmt: skip
ONLY = f'guide = ""\nparts = []\ngreeting = [""]\nclosing = [""]\n{OF_ONE_WORDING}'


async def save(database: Database, path: str, body: str, minutes: int = 0) -> None:
    at = NOON + timedelta(minutes=minutes)
    await save_set(database, {path: body}, by="shell:maya", now=at, note=None)


@pytest.fixture
async def shelf(database: Database) -> Shelf:
    return await Shelf.open(database)


async def test_what_was_saved_before_is_in_hand_from_the_start(database: Database) -> None:
    await save(database, POLICY, FORMAL)
    assert (await Shelf.open(database)).library.policy.default_tone == "formal"


async def test_what_another_process_saves_is_taken_up(database: Database, shelf: Shelf) -> None:
    await save(database, POLICY, FORMAL)
    assert await shelf.refresh() == 1
    assert shelf.library.policy.default_tone == "formal"


async def test_without_news_the_library_stays_the_same_object(shelf: Shelf) -> None:
    before = shelf.library
    assert await shelf.refresh() == 0
    assert shelf.library is before


async def test_several_who_look_at_once_read_it_once(database: Database, shelf: Shelf) -> None:
    await save(database, POLICY, FORMAL)
    assert sorted(await asyncio.gather(*(shelf.refresh() for _ in range(4)))) == [0, 0, 0, 1]


async def test_what_cannot_be_used_leaves_the_library_in_hand(database: Database, shelf: Shelf) -> None:
    await save(database, POLICY, "default_tone = 'calm'")
    await shelf.refresh()
    assert shelf.library.policy.default_tone == "calm"
    await save(database, POLICY, FORMAL, minutes=1)
    await shelf.refresh()
    assert shelf.library.policy.default_tone == "formal"


async def test_those_who_wait_for_news_are_called_once(database: Database, shelf: Shelf) -> None:
    called = []

    async def act() -> None:
        called.append(shelf.library.policy.default_tone)

    shelf.then.append(act)
    await save(database, POLICY, FORMAL)
    await shelf.refresh()
    await shelf.refresh()
    assert called == ["formal"]


async def test_a_library_without_a_database_is_for_good() -> None:
    shelf = Shelf(LIBRARY)
    assert await shelf.refresh() == 0
    assert shelf.library is LIBRARY


async def test_the_next_draft_is_made_from_what_was_saved(database: Database, shelf: Shelf) -> None:
    desk = await a_desk(database)
    desk = replace(desk, drafting=replace(desk.drafting, shelf=shelf))
    await save(database, CALM, ONLY)
    await desk.write()
    (revision,) = await desk.all(DraftRevision)
    assert MARKED in revision.text


async def test_a_running_service_needs_no_restart(migrated_url: str) -> None:
    async with a_house(migrated_url) as house:
        first = await house.say("1", "My train was late again and nobody told us anything.")
        before = await house.card(first)
        await save(house.database, CALM, ONLY)
        second = await house.say("2", "My train was late again and nobody told us anything.")
        after = await house.card(second)
        assert MARKED in after["text"] + str(after["blocks"])
        assert MARKED not in before["text"] + str(before["blocks"])
        assert await house.card(first) == before
