"""What all tests share: a database of their own on each kind of server."""

import os
import secrets
from collections.abc import AsyncIterator
from pathlib import Path

import psycopg
import pytest

from bot.store.database import Database

POSTGRES = os.environ.get("TEST_DATABASE_URL", "")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str] | str:
    """A fresh, empty database; PostgreSQL needs `TEST_DATABASE_URL`."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/amends.db"
        return
    yield from _postgres_database()


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A migrated database."""
    database = Database(database_url)
    await database.migrate()
    yield database
    await database.close()


def _postgres_database():
    if not POSTGRES:
        if os.environ.get("CI") == "true":
            pytest.fail("TEST_DATABASE_URL is not set in CI")
        pytest.skip("needs PostgreSQL: set TEST_DATABASE_URL")
    name = f"amends_test_{secrets.token_hex(6)}"
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    yield POSTGRES.rsplit("/", 1)[0] + f"/{name}"
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
