"""A database for what is no matter of SQL."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store.database import Database


@pytest.fixture
async def stored(sqlite_template: str, tmp_path: Path) -> AsyncIterator[Database]:
    """A migrated SQLite file, open."""
    path = tmp_path / "amends.db"
    shutil.copyfile(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    yield database
    await database.close()
