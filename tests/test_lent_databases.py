"""What one test leaves in a database, the next one that gets it does not see."""

import psycopg
import pytest

from tests.audit.record_rows import fill
from tests.conftest import Opened
from tests.databases import Pool

CHANGES = (
    "CREATE TABLE mine (id int)",
    "DROP TRIGGER audit_entry_append_only ON audit_entry",
    "ALTER TABLE delivery RENAME TO delivery_away",
    "ALTER TABLE draft ADD COLUMN mine int",
    "ALTER TABLE draft ALTER COLUMN state SET DEFAULT 'mine'",
    "CREATE INDEX mine ON draft (state)",
    "CREATE SCHEMA mine",
)


@pytest.fixture
def kind() -> str:
    """SQLite files are copied anew for every test."""
    return "postgresql"


@pytest.fixture
def pool(request: pytest.FixtureRequest, migrated_url: str) -> Pool:
    """Skips without PostgreSQL; the database of the test itself is in use meanwhile."""
    lent: Pool = request.getfixturevalue("postgresql_pool")
    return lent


@pytest.mark.postgres
async def test_rows_and_numbers_are_gone(pool: Pool, opened: Opened) -> None:
    with pool.lent() as first:
        await fill(opened(first))
        await opened(first).close()

    with pool.lent() as again, psycopg.connect(again) as connection:
        assert connection.execute("SELECT count(*) FROM audit_entry").fetchall() == [(0,)]
        assert connection.execute("SELECT nextval('audit_entry_id_seq')").fetchall() == [(1,)]
    assert again == first


@pytest.mark.postgres
def test_who_still_writes_is_cut_off(pool: Pool) -> None:
    with pool.lent() as url:
        left = psycopg.connect(url)
        left.execute("INSERT INTO marker SELECT * FROM marker")

    with pytest.raises(psycopg.OperationalError):
        left.execute("SELECT 1")
    left.close()


@pytest.mark.postgres
@pytest.mark.parametrize("change", CHANGES)
def test_a_database_whose_schema_was_changed_is_not_lent_again(pool: Pool, change: str) -> None:
    with pool.lent() as url, psycopg.connect(url) as connection:
        connection.execute(change)

    with pool.lent() as other:
        assert other != url
