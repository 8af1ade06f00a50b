"""Deaths x faults x networks: nothing is doubled, lost or altered, and what is unknown is with a person.

Here a death is an exception that nothing catches, or the end of the task, and the next life begins with
nothing remembered; `test_matrix_killed.py` kills real processes. The long form has all cases:
`pytest -m slow -rP tests/crash/test_matrix.py`.
"""

import pytest

from bot.store.database import Database
from tests.crash.matrix.cases import REMOVAL_POINTS, a_share, a_world, all_cases
from tests.crash.matrix.faulty_way import Sight
from tests.crash.matrix.grounds import GROUNDS

SHORT, SHORT_REMOVALS = 10, 3
DELETING = [one for one in GROUNDS if one not in {"webhook", "google_play"}]
"""Where a reply can be taken down."""
SIGHTS = {"webhook": [Sight.CLEAR]}
"""What cannot be looked at is seen in one way only."""


def sights(network: str) -> list[Sight]:
    return SIGHTS.get(network, list(Sight))


@pytest.mark.parametrize("network", GROUNDS)
async def test_no_death_and_no_fault_doubles_loses_or_alters_a_word(database: Database, network: str) -> None:
    async with a_world(database, network) as world:
        for case in a_share(all_cases(sights(network)), SHORT):
            await world.play(case)
        assert world.account.faults == []
        assert world.account.deaths > SHORT // 2


@pytest.mark.parametrize("network", DELETING)
async def test_what_is_to_be_taken_down_is_gone_or_said_to_stand(database: Database, network: str) -> None:
    async with a_world(database, network) as world:
        for case in a_share(all_cases([Sight.CLEAR], REMOVAL_POINTS), SHORT_REMOVALS):
            await world.play(case, removes=True)
        assert world.account.faults == []


@pytest.mark.slow
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("sight", list(Sight))
@pytest.mark.parametrize("network", GROUNDS)
async def test_all_deaths_and_all_faults(database: Database, network: str, sight: Sight) -> None:
    if sight not in sights(network):
        pytest.skip("it cannot be looked at")
    async with a_world(database, network) as world:
        for case in all_cases([sight]):
            await world.play(case)
        print(f"MATRIX {network} {sight}: {world.account}")  # noqa: T201 - the proof; -rP shows it
        assert world.account.faults == []


@pytest.mark.slow
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("network", DELETING)
async def test_all_deaths_and_all_faults_while_it_is_taken_down(database: Database, network: str) -> None:
    async with a_world(database, network) as world:
        for case in all_cases([Sight.CLEAR], REMOVAL_POINTS):
            await world.play(case, removes=True)
        print(f"MATRIX removal {network}: {world.account}")  # noqa: T201 - the proof; -rP shows it
        assert world.account.faults == []
