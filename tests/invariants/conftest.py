"""One running service for each module and kind of database: starting one takes seconds."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from tests.conftest import POSTGRES
from tests.databases import Pool, sqlite_copy
from tests.house import House, a_house

SPEED = 20.0
"""So that the desk's own pacing holds nobody up for long."""


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def house_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database for a whole module."""
    if request.param == "sqlite":
        yield sqlite_copy(request.getfixturevalue("sqlite_template"), tmp_path_factory.mktemp("house"))
        return
    if not POSTGRES:
        pytest.skip("needs PostgreSQL: set TEST_DATABASE_URL")
    pool: Pool = request.getfixturevalue("postgresql_pool")
    with pool.lent() as url:
        yield url


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(house_url: str) -> AsyncIterator[House]:
    """The service, running, shared by the tests of a module: each uses posts of its own."""
    async with a_house(house_url, SPEED) as house:
        yield house
