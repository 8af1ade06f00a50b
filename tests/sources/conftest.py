"""A database for what is no matter of SQL."""

from collections.abc import AsyncIterator

import pytest

from bot.store.database import Database
from tests.conftest import Opened


@pytest.fixture
async def stored(sqlite_url: str, opened: Opened) -> AsyncIterator[Database]:
    """A migrated SQLite file, open."""
    database = opened(sqlite_url)
    yield database
    await database.close()
