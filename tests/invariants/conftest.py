"""One running service for each module and kind of database: starting one takes seconds."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.conftest import POSTGRES, postgres_copy
from tests.house import House, a_house

SPEED = 20.0
"""So that the desk's own pacing holds nobody up for long."""


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def house_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An empty database for a whole module."""
    if request.param == "sqlite":
        folder: Path = tmp_path_factory.mktemp("house")
        yield f"sqlite:///{folder}/amends.db"
        return
    if not POSTGRES:
        pytest.skip("needs PostgreSQL: set TEST_DATABASE_URL")
    with postgres_copy() as url:
        yield url


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(house_url: str) -> AsyncIterator[House]:
    """The service, running, shared by the tests of a module: each uses posts of its own."""
    async with a_house(house_url, SPEED) as house:
        yield house
