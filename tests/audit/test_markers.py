"""Small facts about the installation are put once, or over each other, as asked."""

from bot.store import markers
from bot.store.database import Database


async def test_a_fact_that_was_never_put_is_none(database: Database) -> None:
    async with database.reading() as session:
        assert await markers.get(session, "salt") is None


async def test_the_first_value_stands(database: Database) -> None:
    async with database.writing() as session:
        assert await markers.put_once(session, "salt", "a") == "a"
        assert await markers.put_once(session, "salt", "b") == "a"


async def test_a_later_value_replaces_when_asked(database: Database) -> None:
    async with database.writing() as session:
        await markers.put(session, "day", "1")
        await markers.put(session, "day", "2")
        assert await markers.get(session, "day") == "2"
