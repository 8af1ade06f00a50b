"""Grouping in the service: what stands on an incident has no card, and everything else is as ever."""

from typing import Any

import pytest
import pytest_asyncio
from sqlmodel import select

from bot.incidents import IncidentActs
from bot.models import (
    AuditEntry,
    BrandMemory,
    Incident,
    IncidentKind,
    IncidentLevel,
    IncidentMention,
    IncidentState,
    JoinedBy,
    MentionState,
    MessageKind,
    Outcome,
    SlackMessage,
)
from bot.store.database import Database
from bot.triage.judging import TriageInput
from tests.builders import ANN, Team
from tests.incidents.arriving import BROKEN, World


@pytest_asyncio.fixture
async def world(database: Database) -> World:
    """Nobody has written yet."""
    return World(database)


async def rows(world: World, table: type[Any]) -> list[Any]:
    async with world.database.reading() as session:
        return list((await session.exec(select(table))).all())


async def test_ordinary_mentions_open_and_stand_on_nothing(world: World) -> None:
    one = await world.say("jo", "My bag missed the 7:40 and nobody could tell me where it is.")
    two = await world.say("kim", "The soup was cold and the waiter was rude. Awful evening.")

    assert [(await world.mention(id)).state for id in (one, two)] == [MentionState.OPEN] * 2
    assert await rows(world, Incident) == []
    assert await rows(world, IncidentMention) == []


async def test_the_third_person_opens_an_incident_and_the_fourth_has_no_card(world: World) -> None:
    ids = await world.all_broken(4)

    (incident,) = await rows(world, Incident)
    assert (incident.mentions, incident.authors, incident.kind) == (4, 4, IncidentKind.COMPLAINTS)
    assert incident.keys[0] == "error:503"
    assert "error 503" in incident.terms
    states = [(await world.mention(id)).state for id in ids]
    assert states == [MentionState.OPEN] * 3 + [MentionState.CLOSED]
    assert (await world.mention(ids[3])).outcome == Outcome.GROUPED
    links = {link.mention_id: link for link in await rows(world, IncidentMention)}
    assert [links[id].carded for id in ids] == [True, True, True, False]
    assert links[ids[3]].joined_by == JoinedBy.ENTITY


async def test_copies_without_an_author_may_be_one_persons_and_open_nothing(world: World) -> None:
    for number in range(5):
        await world.say("", f"Nobody met us at the pier in the rain, number {number}", author_handle=None)

    assert await rows(world, Incident) == []


async def test_what_is_grave_or_widely_seen_keeps_a_card_of_its_own(world: World) -> None:
    await world.all_broken(3)

    grave = await world.say("gil", "error 503 and my insulin order is stuck, please help me now")
    loud = await world.say("lou", "error 503 here too, what a joke of a shop.", author_followers=80_000)
    plain = await world.say("pat", "error 503 here too, what a joke of a page.")

    assert [(await world.mention(id)).state for id in (grave, loud, plain)] == [
        MentionState.OPEN,
        MentionState.OPEN,
        MentionState.CLOSED,
    ]
    own = {link.mention_id for link in await rows(world, IncidentMention) if link.needs_own_answer}
    assert own == {grave, loud}


async def test_praise_on_an_incident_is_not_listed_as_set_aside(world: World) -> None:
    await world.all_broken(3)

    kind = await world.say("kai", "error 503 is gone, thank you so much, wonderful team, love you all!")

    assert (await world.mention(kind)).outcome == Outcome.GROUPED
    listed = [one for one in await rows(world, SlackMessage) if one.kind == MessageKind.SET_ASIDE]
    assert listed == []


async def test_a_post_judged_again_is_not_counted_twice(world: World) -> None:
    ids = await world.all_broken(4)
    async with world.database.writing() as session:
        mention = await world.mention(ids[3])
        mention.state, mention.outcome, mention.revision = MentionState.NEW, None, 2
        await session.merge(mention)

    await world.triage.round()

    assert (await world.mention(ids[3])).outcome == Outcome.GROUPED
    (incident,) = await rows(world, Incident)
    assert incident.mentions == 4


async def test_a_new_process_goes_on_where_the_last_one_stopped(world: World) -> None:
    await world.all_broken(4)
    await world.grouping.look(world.now)
    world.start()

    later = await world.say("zoe", BROKEN[4])

    assert (await world.mention(later)).outcome == Outcome.GROUPED
    (incident,) = await rows(world, Incident)
    assert (incident.mentions, incident.authors) == (5, 5)


async def test_what_two_people_said_before_a_restart_counts_after_it(world: World) -> None:
    await world.all_broken(2)
    world.start()

    await world.say("zoe", BROKEN[2])

    (incident,) = await rows(world, Incident)
    assert incident.mentions == 3


async def test_two_processes_open_one_incident(world: World) -> None:
    first, second = world, World(world.database)
    await first.all_broken(2)
    second.now = first.now
    await second.say("yan", BROKEN[2])
    first.now = second.now
    last = await first.say("zoe", BROKEN[3])

    (incident,) = await rows(world, Incident)
    assert incident.mentions == 4
    assert (await world.mention(last)).outcome == Outcome.GROUPED


async def test_a_failed_transaction_leaves_nothing_remembered(world: World) -> None:
    await world.all_broken(2)
    id = await world.arrive("zoe", BROKEN[2])
    judged = [(await world.mention(id), world.triage.judge.judge([TriageInput(BROKEN[2])])[0])]

    async def fail() -> None:
        async with world.database.writing() as session:
            await world.grouping.place(session, judged, world.now)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    assert await rows(world, Incident) == []
    await world.triage.round()
    (incident,) = await rows(world, Incident)
    assert incident.mentions == 3


async def test_what_people_move_stays_where_they_put_it(world: World) -> None:
    ids = await world.all_broken(4)
    (incident,) = await rows(world, Incident)
    acts = IncidentActs(world.database, Team(), lambda: "split")

    await acts.split(ANN, incident.id, [ids[3]], "Only mobile", world.now)
    await acts.close(ANN, incident.id, world.now)
    later = await world.say("zoe", BROKEN[4])

    by_id = {one.id: one for one in await rows(world, Incident)}
    assert by_id[incident.id].mentions == 3
    assert later not in {
        link.mention_id for link in await rows(world, IncidentMention) if link.incident_id == incident.id
    }


async def test_a_silent_incident_closes_and_the_next_one_is_new(world: World) -> None:
    await world.all_broken(3)
    world.skip(hours=13)

    await world.grouping.look(world.now)

    (incident,) = await rows(world, Incident)
    assert incident.state == IncidentState.CLOSED
    assert "incident_closed" in {entry.kind for entry in await rows(world, AuditEntry)}


async def test_a_crowd_within_the_hour_is_a_watch_even_without_history(world: World) -> None:
    await world.all_broken(5)

    (incident,) = await rows(world, Incident)
    assert incident.level == IncidentLevel.WATCH
    assert incident.alerted_authors == 5


async def test_looking_writes_down_what_is_usual_at_most_every_five_minutes(world: World) -> None:
    await world.say("jo", "The soup was cold and the waiter was rude. Awful evening.")
    world.skip(hours=4)

    looked = [await world.grouping.look(world.now), await world.grouping.look(world.skip(minutes=1))]

    assert looked == [1, 0]
    (memory,) = await rows(world, BrandMemory)
    assert memory.words["docs"] == 1.0
    assert memory.words["terms"]["soup"] == 1.0
    assert memory.counted_id > 0
