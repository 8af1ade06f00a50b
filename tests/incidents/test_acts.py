"""What people do with incidents: every act stands in the rows and in the record, or says why it does not."""

from datetime import timedelta
from itertools import count
from typing import Any

from sqlmodel import select

from bot.incidents import IncidentActs
from bot.models import (
    AuditEntry,
    BrandMemory,
    Incident,
    IncidentLevel,
    IncidentMention,
    IncidentState,
    Mention,
    MentionState,
)
from bot.ports import Done, Refused
from bot.store import incidents
from bot.store.database import Database
from bot.text import mention_id
from tests.builders import ANN, NOON, OLIVE, Team, a_mention
from tests.incidents.standing import put_incident, put_member

LATER = NOON + timedelta(hours=1)


def acts(database: Database) -> IncidentActs:
    ids = count(1)
    return IncidentActs(database, Team(), lambda: f"new{next(ids)}")


def post(id: str, person: str) -> str:
    return mention_id("generic", f"{id}:{person}")


async def stands(database: Database, id: str) -> Incident:
    async with database.reading() as session:
        return await session.get_one(Incident, id)


async def on(database: Database, id: str) -> set[str]:
    async with database.reading() as session:
        found = select(IncidentMention.mention_id).where(IncidentMention.incident_id == id)
        return set((await session.exec(found)).all())


async def recorded(database: Database) -> list[str]:
    async with database.reading() as session:
        return [entry.kind for entry in (await session.exec(select(AuditEntry))).all()]


async def test_two_incidents_become_one_with_their_counts_together(database: Database) -> None:
    async with database.writing() as session:
        await put_incident(session, "jo", "kim", id="i1")
        await put_incident(session, "kim", "lee", id="i2", level=IncidentLevel.SPIKE)

    answer = await acts(database).merge(ANN, "i2", "i1", LATER)

    one, other = await stands(database, "i1"), await stands(database, "i2")
    assert isinstance(answer, Done)
    assert (one.mentions, one.authors, one.reach, one.level) == (4, 3, 300, IncidentLevel.SPIKE)
    assert (other.state, other.merged_into) == (IncidentState.CLOSED, "i1")
    assert {"incident_merged", "incident_took_in"} <= set(await recorded(database))


async def test_some_posts_become_an_incident_of_their_own(database: Database) -> None:
    async with database.writing() as session:
        await put_incident(session, "jo", "kim", "lee")

    answer = await acts(database).split(ANN, "i1", [post("i1", "lee")], "Wrong size", LATER)

    assert isinstance(answer, Done)
    assert answer.work_id == "new1"
    assert await on(database, "new1") == {post("i1", "lee")}
    fresh, old = await stands(database, "new1"), await stands(database, "i1")
    assert (fresh.title, fresh.mentions, old.mentions) == ("Wrong size", 1, 2)


async def test_nobody_splits_off_everything(database: Database) -> None:
    async with database.writing() as session:
        await put_incident(session, "jo")

    answer = await acts(database).split(ANN, "i1", [post("i1", "jo")], "", LATER)

    assert isinstance(answer, Refused)
    assert await on(database, "i1") == {post("i1", "jo")}


async def test_a_post_that_belongs_to_no_incident_gets_a_card_of_its_own(database: Database) -> None:
    async with database.writing() as session:
        await put_incident(session, "jo", "kim")

    answer = await acts(database).move(ANN, post("i1", "jo"), None, LATER)

    assert answer == Done(start="draft", work_id=post("i1", "jo"))
    assert (await stands(database, "i1")).mentions == 1
    async with database.reading() as session:
        mention = await session.get_one(Mention, post("i1", "jo"))
    assert (mention.state, mention.outcome) == (MentionState.OPEN, None)


async def test_a_post_with_a_card_keeps_it_on_the_incident_it_is_put_on(database: Database) -> None:
    stray = a_mention("stray")
    async with database.writing() as session:
        await put_incident(session, "jo", id="i1")
        await put_incident(session, "kim", id="i2")
        await put_member(session, stray, "i2", carded=True)
        await incidents.recount(session, "i2")

    await acts(database).move(ANN, stray.id, "i1", LATER)

    assert await on(database, "i1") == {post("i1", "jo"), stray.id}
    async with database.reading() as session:
        link = await session.get_one(IncidentMention, stray.id)
        assert (await session.get_one(Mention, stray.id)).state == MentionState.OPEN
    assert link.carded


async def test_a_grouped_post_gets_a_card_of_its_own_once(database: Database) -> None:
    async with database.writing() as session:
        await put_incident(session, "jo", "kim")

    first = await acts(database).own_card(ANN, post("i1", "jo"), LATER)
    second = await acts(database).own_card(ANN, post("i1", "jo"), LATER)

    assert first == Done(start="draft", work_id=post("i1", "jo"))
    assert isinstance(second, Refused)
    assert (await stands(database, "i1")).mentions == 2


async def test_it_is_renamed_closed_and_opened_again(database: Database) -> None:
    async with database.writing() as session:
        await put_incident(session, "jo")
    people = acts(database)

    await people.rename(ANN, "i1", "  Checkout   is down ", LATER)
    await people.close(ANN, "i1", LATER)
    assert (await stands(database, "i1")).state == IncidentState.CLOSED
    await people.reopen(ANN, "i1", LATER)

    after = await stands(database, "i1")
    assert (after.title, after.title_by, after.state) == ("Checkout is down", ANN, IncidentState.OPEN)
    assert after.is_stale
    assert after.version > after.shown_version
    async with database.reading() as session:
        assert (await session.get_one(BrandMemory, "harbourline")).acts == 3


async def test_strangers_change_nothing(database: Database) -> None:
    async with database.writing() as session:
        await put_incident(session, "jo", "kim", id="i1")
        await put_incident(session, "lee", id="i2")
    people, jo = acts(database), post("i1", "jo")

    answers: list[Any] = [
        await people.rename(OLIVE, "i1", "Mine", LATER),
        await people.merge(OLIVE, "i2", "i1", LATER),
        await people.split(OLIVE, "i1", [jo], "", LATER),
        await people.move(OLIVE, jo, None, LATER),
        await people.close(OLIVE, "i1", LATER),
        await people.reopen(OLIVE, "i1", LATER),
        await people.own_card(OLIVE, jo, LATER),
    ]

    assert all(isinstance(answer, Refused) for answer in answers)
    assert await recorded(database) == []


async def test_a_drawn_card_is_behind_again_once_something_changes(database: Database) -> None:
    async with database.writing() as session:
        incident = await put_incident(session, "jo")
        await incidents.shown(session, "i1", incident.version, NOON)
        assert await incidents.to_show(session, LATER, 10) == []
        await incidents.change(session, "i1", title="Other")

        assert await incidents.to_show(session, NOON - timedelta(seconds=15), 10) == []
        assert [one.id for one in await incidents.to_show(session, LATER, 10)] == ["i1"]


async def test_what_waits_for_an_answer_is_told_gravest_first(database: Database) -> None:
    async with database.writing() as session:
        await put_incident(session, "jo", "kim")
        await put_member(session, a_mention("loud", author_handle="lou"), "i1", reach=90_000)
        await put_member(session, a_mention("copy"), "i1", original_id=post("i1", "jo"))

    async with database.reading() as session:
        worst = await incidents.worst(session, "i1", 2)
        page = await incidents.page(session, "i1", 10, offset=1)

    assert [one.mention.external_id for one in worst] == ["loud", "i1:jo"]
    assert len(page) == 3
