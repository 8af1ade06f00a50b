"""What a person types is held to the facts that hold now, not to those that a file once started with."""

from datetime import timedelta

import pytest

from bot.app.glue import checker
from bot.models import FactCard
from bot.ports import Finding
from bot.store import drafts, facts
from bot.store.database import Database
from tests.builders import MAYA, NOON, SAM
from tests.drafting.desk import Desk, a_desk
from tests.drafting.published import put_reply

TYPED = "I'm sorry your bag missed the 7:40. Bags are kept in Cowes for 14 days. I'll look for yours today."


@pytest.fixture
def kind() -> str:
    """The queries have tests of their own, on both kinds of database."""
    return "sqlite"


async def found_in(desk: Desk, text: str) -> list[Finding]:
    """What checking the words of a colleague tells."""
    await desk.write()
    async with desk.database.reading() as session:
        rows = await drafts.card_rows(session, desk.mention.id)
        assert rows is not None
        return list((await checker(desk.drafting)(session, rows, text, SAM, NOON)).findings)


async def tell(desk: Desk, statement: str, id: str = "bags", **said: object) -> None:
    """As `/amends fact` leaves it."""
    card = {"id": id, "brand": "harbourline", "statement": statement, "added_by": MAYA, "added_at": NOON}
    async with desk.database.writing() as session:
        await facts.add(session, FactCard.model_validate(card | said))


async def test_a_fact_told_in_slack_may_be_said(database: Database) -> None:
    desk = await a_desk(database)
    await tell(desk, "Lost bags are kept in Cowes for 14 days.")

    assert [one for one in await found_in(desk, TYPED) if one.rule == "R9"] == []


async def test_without_it_the_person_is_asked_whether_they_checked(database: Database) -> None:
    desk = await a_desk(database)

    assert {(one.rule, one.level) for one in await found_in(desk, TYPED) if one.rule == "R9"} == {
        ("R9", "soft")
    }


async def test_a_fact_that_has_run_out_backs_nothing(database: Database) -> None:
    desk = await a_desk(database)
    over = NOON - timedelta(minutes=1)
    await tell(desk, "Lost bags are kept in Cowes for 14 days.", valid_until=over)

    assert "R9" in {one.rule for one in await found_in(desk, TYPED)}


async def test_the_file_says_nothing_that_the_desk_took_back(database: Database) -> None:
    desk = await a_desk(database)
    in_file = "Things found on board are kept at Portsmouth Harbour for 90 days."
    held = "I'm sorry your bag missed the 7:40. I'll ask where it is: things are kept for 90 days."
    assert any(fact.statement == in_file for fact in desk.drafting.library.brand("harbourline").facts)

    assert "R9" in {one.rule for one in await found_in(desk, held)}


async def test_a_figure_against_a_fact_is_pointed_at(database: Database) -> None:
    desk = await a_desk(database)
    await tell(desk, "Lost bags are kept in Cowes for 10 days.")

    (found,) = [one for one in await found_in(desk, TYPED) if one.rule == "R23"]

    assert (found.level, found.words, "10 days" in found.why) == ("soft", "14 days", True)


async def test_a_copy_of_what_is_public_is_pointed_at(database: Database) -> None:
    desk = await a_desk(database)
    await put_reply(database, "1", text=TYPED)

    assert ("R14", "soft") in {(one.rule, one.level) for one in await found_in(desk, TYPED)}
