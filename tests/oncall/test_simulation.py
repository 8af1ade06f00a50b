"""Nobody waits in vain: in months of simulated time no step is missed, and none comes once it is taken.

The figures of each run stand at the end of `pytest -rP`.
"""

import logging

import pytest

from bot.store.database import Database
from tests.oncall.simulation import World, judged, lines


@pytest.fixture
def kind() -> str:
    """Both kinds of database are told apart by the tests of each query."""
    return "sqlite"


@pytest.fixture(autouse=True)
def figures(caplog: pytest.LogCaptureFixture) -> None:
    """They are kept, so that `-rP` can show them."""
    caplog.set_level(logging.INFO, logger=__name__)


async def held(world: World) -> None:
    await world.run()
    found = judged(world)
    logging.getLogger(__name__).info("\n%s", "\n".join(lines(world, found)))
    assert (found.missed[:5], found.wrong[:5], found.after[:5]) == ([], [], [])
    assert found.p99 <= 5
    assert await world.without_message() == []


async def test_weeks_around_the_end_of_summer_time_pass_without_a_missed_step(database: Database) -> None:
    await held(World(database, seed=1, mentions=30, days=55))


@pytest.mark.slow
@pytest.mark.timeout(0)
async def test_ten_thousand_mentions_in_ninety_days_pass_without_a_missed_step(database: Database) -> None:
    world = World(database, seed=2, mentions=10_000, days=90)
    await held(world)
    assert len(world.log) == 10_000
