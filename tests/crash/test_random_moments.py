"""The process is killed at moments that nobody chose, while many mentions are on their way."""

import asyncio
import random

import pytest

from bot.store.database import Database
from tests.crash.world import COMPLAINTS, World, a_world

KILLS = 20
MENTIONS = 200
SENDERS = 8
LONGEST_LIFE_SECONDS = 4.0
PRAISE = "Thank you so much! Wonderful crew on the 9:15, kind and patient. Lovely people, I love you all!"


@pytest.mark.slow
@pytest.mark.timeout(1_800)
@pytest.mark.parametrize("seed", [1, 2])
async def test_kills_at_random_moments_under_load_lose_double_and_alter_nothing(
    database: Database, seed: int
) -> None:
    chance = random.Random(seed)
    async with a_world(database) as world:
        await _storm(world, chance)

        account = await world.account()
        print(f"ACCOUNT {len(world.deaths)} deaths: {account.counts}")  # noqa: T201 - the proof; -rP shows it
        assert account.is_clean, account
        assert account.mentions == MENTIONS


async def _storm(world: World, chance: random.Random) -> None:
    async with asyncio.TaskGroup() as tasks:
        pressing = tasks.create_task(world.press())
        lives = tasks.create_task(_lives(world, chance))
        saying = [tasks.create_task(_sender(world, number)) for number in range(SENDERS)]
        await asyncio.wait(saying)
        await world.until(lambda: _has_calmed(world), patience=600)
        pressing.cancel()
        lives.cancel()
    world.kill()


async def _lives(world: World, chance: random.Random) -> None:
    for _ in range(KILLS):
        await world.live(seconds=chance.uniform(0.1, LONGEST_LIFE_SECONDS))
    await world.live()


async def _sender(world: World, number: int) -> None:
    """Its share of the mentions; some are praise, some are edited or deleted after a while."""
    for turn in range(number, MENTIONS, SENDERS):
        text = PRAISE if turn % 10 == 9 else COMPLAINTS[turn % len(COMPLAINTS)]
        await world.say(f"post-{turn}", text)
        if turn % 10 == 3:
            await world.say(f"post-{turn}", f"{text} Edit: still waiting.", event="edited")
        if turn % 10 == 6:
            await world.say(f"post-{turn}", text, event="deleted")


async def _has_calmed(world: World) -> bool:
    return len(world.deaths) == KILLS and await world.at_rest()
