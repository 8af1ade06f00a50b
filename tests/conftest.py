"""What all tests share: a database of their own on each kind of server.

Each run migrates one template of either kind; every test gets a copy of it.
"""

import asyncio
import os
import secrets
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
import pytest_asyncio

from bot.store.database import Database

POSTGRES = os.environ.get("TEST_DATABASE_URL", "")


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
    with postgres_copy() as url:
        yield url


@pytest.fixture
def migrated_url(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """A fresh database that has all tables."""
    template: str = request.getfixturevalue(f"{kind}_template")
    with postgres_copy(template) if kind == "postgresql" else _sqlite(template, tmp_path) as url:
        yield url


@pytest_asyncio.fixture
async def database(migrated_url: str) -> AsyncIterator[Database]:
    """A migrated database, open."""
    database = Database(migrated_url)
    yield database
    await database.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path of a migrated SQLite file."""
    path = tmp_path_factory.mktemp("template") / "amends.db"
    asyncio.run(_migrate(f"sqlite:///{path}"))
    return str(path)


@pytest.fixture(scope="session")
def postgresql_template() -> Iterator[str]:
    """The name of a migrated PostgreSQL database."""
    with postgres_copy() as url:
        asyncio.run(_migrate(url))
        yield url.rsplit("/", 1)[1]


@contextmanager
def _sqlite(template: str, folder: Path) -> Iterator[str]:
    path = folder / "amends.db"
    shutil.copyfile(template, path)
    yield f"sqlite:///{path}"


@contextmanager
def postgres_copy(template: str = "template1") -> Iterator[str]:
    name = f"amends_test_{secrets.token_hex(6)}"
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
    yield POSTGRES.rsplit("/", 1)[0] + f"/{name}"
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


async def _migrate(url: str) -> None:
    database = Database(url)
    await database.migrate()
    await database.close()
