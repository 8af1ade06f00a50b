"""What all tests share: a database of their own on each kind of server.

Each worker migrates one template of either kind; every test gets a copy of it, or one that was emptied.
"""

import asyncio
import gc
import os
from asyncio import AbstractEventLoop
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest
import pytest_asyncio
import uvloop
from dbos import DBOS

from bot.flow import dbos_config
from bot.store.database import Database
from tests.databases import Pool, postgres_copy, ready_to_lend, sqlite_copy

Opened = Callable[[str], Database]

POSTGRES = os.environ.get("TEST_DATABASE_URL", "")


def pytest_collection_finish() -> None:
    """All these tests and modules stay: looking through them for garbage took a quarter of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def pytest_asyncio_loop_factories(item: pytest.Item) -> Mapping[str, Callable[[], AbstractEventLoop]]:
    """The loop that `amends serve` runs on, unless a test chooses: only Python's own can be watched."""
    marker = item.get_closest_marker("asyncio")
    if marker is not None and "loop_factories" in marker.kwargs:
        return {"uvloop": uvloop.new_event_loop, "asyncio": asyncio.new_event_loop}
    return {"uvloop": uvloop.new_event_loop}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def kind(request: pytest.FixtureRequest) -> str:
    """Which database a test runs on; PostgreSQL needs `TEST_DATABASE_URL`."""
    if request.param == "postgresql" and not POSTGRES:
        if os.environ.get("CI") == "true":
            pytest.fail("TEST_DATABASE_URL is not set in CI")
        pytest.skip("needs PostgreSQL: set TEST_DATABASE_URL")
    return str(request.param)


@pytest.fixture
def database_url(kind: str, tmp_path: Path) -> Iterator[str]:
    """A fresh, empty database."""
    if kind == "sqlite":
        yield f"sqlite:///{tmp_path}/amends.db"
        return
    with postgres_copy(POSTGRES) as url:
        yield url


@pytest.fixture
def migrated_url(kind: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """A database that has all tables, and no rows."""
    if kind == "sqlite":
        yield request.getfixturevalue("sqlite_url")
        return
    pool: Pool = request.getfixturevalue("postgresql_pool")
    with pool.lent() as url:
        yield url


@pytest.fixture
def sqlite_url(sqlite_template: str, sqlite_folder: Path) -> str:
    """A fresh SQLite file that has all tables, at the place of the last test's."""
    for last in sqlite_folder.iterdir():
        last.unlink()
    return sqlite_copy(sqlite_template, sqlite_folder)


@pytest_asyncio.fixture
async def database(migrated_url: str, opened: Opened) -> AsyncIterator[Database]:
    """A migrated database, open."""
    database = opened(migrated_url)
    yield database
    await database.close()


@pytest.fixture(scope="session")
def opened() -> Opened:
    """The database at an address, one object for all tests: it keeps the statements that it has compiled."""
    kept = cache(Database)

    def at(url: str) -> Database:
        database = kept(url)
        database.reopen()
        return database

    return at


@pytest.fixture(scope="session")
def sqlite_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the SQLite file of a test stands."""
    return tmp_path_factory.mktemp("sqlite")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path of a migrated SQLite file."""
    path = tmp_path_factory.mktemp("template") / "amends.db"
    asyncio.run(_start_once(f"sqlite:///{path}"))
    return str(path)


@pytest.fixture(scope="session")
def postgresql_pool() -> Iterator[Pool]:
    """Migrated PostgreSQL databases, to lend."""
    with postgres_copy(POSTGRES) as url:
        asyncio.run(_start_once(url))
        ready_to_lend(url)
        with closing(Pool(POSTGRES, url.rsplit("/", 1)[1])) as pool:
            yield pool


async def _start_once(url: str) -> None:
    database = Database(url)
    await database.migrate()
    # A service brings the tables of its workflows itself: without them every start would take a second more.
    DBOS(config=dbos_config(database))
    DBOS.launch()
    DBOS.destroy(destroy_registry=True)
    await database.close()
