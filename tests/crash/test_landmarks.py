"""The process is killed at every named point of a mention's way; afterwards the account is clean."""

from itertools import product

import pytest

from bot.landmarks import LANDMARKS
from bot.store.database import Database
from bot.testing.fake_receiver import Mode
from tests.crash.world import Death, a_world, deaths_in_turn

EACH_ONCE = [Death(landmark) for landmark in LANDMARKS]
EACH_AT_ITS_SECOND_PASS = [Death(landmark, 2) for landmark in LANDMARKS]


async def test_a_death_at_any_landmark_loses_doubles_and_alters_nothing(database: Database) -> None:
    async with a_world(database) as world:
        await deaths_in_turn(world, EACH_ONCE)

        account = await world.account()
        assert account.is_clean, account
        assert world.deaths == EACH_ONCE


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("mode", [Mode.OK, Mode.DROP_AFTER_ACCEPTING])
async def test_a_death_at_any_pass_is_survived_whatever_the_receiver_does(
    database: Database, mode: Mode
) -> None:
    deaths = EACH_ONCE + EACH_AT_ITS_SECOND_PASS
    async with a_world(database) as world:
        world.receiver.mode = mode
        await deaths_in_turn(world, deaths)

        account = await world.account()
        print(f"ACCOUNT {len(deaths)} deaths: {account.counts}")  # noqa: T201 - the proof; -rP shows it
        assert account.is_clean, account
        assert account.published == 0 or mode is Mode.OK


@pytest.mark.slow
@pytest.mark.timeout(1_800)
@pytest.mark.parametrize("first", LANDMARKS)
async def test_a_second_death_during_recovery_is_survived_too(database: Database, first: str) -> None:
    deaths = [Death(landmark) for pair in product([first], LANDMARKS) for landmark in pair]
    async with a_world(database) as world:
        await deaths_in_turn(world, deaths)

        account = await world.account()
        print(f"ACCOUNT {len(deaths)} deaths: {account.counts}")  # noqa: T201 - the proof; -rP shows it
        assert account.is_clean, account
