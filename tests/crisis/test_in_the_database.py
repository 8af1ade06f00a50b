"""A crisis in both databases: one runs at a time, what is public is carried once, and rows answer rightly."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from itertools import count

import pytest

from bot import audit
from bot.app.crisis_room import crisis_room
from bot.crisis import CrisisRoom
from bot.crisis.statement_words import Said
from bot.crisis.watching import Watch
from bot.drafting.shelf import Shelf
from bot.drafting.writing import Drafting
from bot.models import (
    ClockKind,
    Crisis,
    CrisisEffect,
    CrisisState,
    Draft,
    DraftState,
    IncidentLevel,
    Mention,
    Publication,
    Severity,
)
from bot.oncall import open_clocks
from bot.ports import Answer, Done, Refused
from bot.store import clocks, crises, crisis_board
from bot.store.database import Database
from tests.builders import ANN, CHANNEL, COLE, MAYA, NOON, OLIVE, SAM, Team, a_draft
from tests.incidents.answering import LIBRARY
from tests.slack.answered import put_answered
from tests.slack.fakes import OneWebhook
from tests.slack.many import post, put_many

ALL = [one.value for one in CrisisEffect]
SAID = Said("We know that no boat sails.", "We don't know why.", "We are looking into it.", 60, ("x",))


class Place:
    """A database with an incident of six, the people, and the room."""

    def __init__(self, database: Database) -> None:
        self.database, self.team = database, Team()
        self.team.approvers = {ANN, SAM}
        numbers = count(1)
        drafting = Drafting(
            database, Shelf(LIBRARY), OneWebhook(), None, open_clocks, CHANNEL, "harbourline", lambda: NOON
        )
        self.room: CrisisRoom = crisis_room(drafting, self.team, timedelta(0), lambda: f"n{next(numbers)}")

    async def start(self) -> Crisis:
        assert isinstance(await self.room.acts.start(ANN, "i1", ALL, 2, NOON), Done)
        return await self.crisis()

    async def crisis(self) -> Crisis:
        async with self.database.reading() as session:
            found = await crises.of_incident(session, "i1")
        assert found is not None
        return found

    async def due(self, draft_id: str) -> tuple[datetime, datetime]:
        """When a draft is due, by its row and by its clock."""
        async with self.database.reading() as session:
            (clock,) = await clocks.running(session, draft_id)
            return (await session.get_one(Draft, draft_id)).due_at, clock.due_at

    async def board(self) -> crisis_board.BoardRows:
        crisis = await self.crisis()
        async with self.database.reading() as session:
            rows = await crisis_board.read(session, crisis.id)
        assert rows is not None
        return rows


@pytest.fixture
async def place(database: Database) -> Place:
    await put_many(database, 6)
    return Place(database)


async def test_only_one_runs_and_the_second_to_start_it_is_told_who_was_first(place: Place) -> None:
    await place.start()
    again = await place.room.acts.start(MAYA, "i1", ALL, 2, NOON)

    assert isinstance(again, Refused)
    assert f"<@{ANN}>" in again.why
    async with place.database.reading() as session:
        assert len(await crises.running(session)) == 1


async def test_who_has_no_right_changes_nothing(place: Place) -> None:
    refused = [await place.room.acts.start(OLIVE, "i1", ALL, 2, NOON)]
    crisis = await place.start()
    acts: list[Callable[[], Awaitable[Answer]]] = [
        lambda: place.room.acts.lead(OLIVE, crisis.id, NOON),
        lambda: place.room.acts.undo(OLIVE, crisis.id, NOON),
        lambda: place.room.acts.step_down(OLIVE, crisis.id, "why not", NOON),
        lambda: place.room.acts.dismiss(OLIVE, "i1", NOON),
        lambda: place.room.statements.write(OLIVE, crisis.id, SAID, NOON),
        lambda: place.room.statements.approve(COLE, crisis.id, 1, NOON),
        lambda: place.room.tasks.add(OLIVE, crisis.id, "x", ANN, NOON + timedelta(hours=1), None, NOON),
        lambda: place.room.tasks.done(OLIVE, "a1", NOON),
        lambda: place.room.tasks.tell(OLIVE, "a1", ["x"], NOON),
    ]
    refused += [await act() for act in acts]

    assert all(isinstance(one, Refused) for one in refused)
    assert (await place.crisis()) == crisis
    assert len((await place.board()).statements) == 1


async def test_a_statement_is_carried_once_by_the_very_bytes_that_two_people_saw(place: Place) -> None:
    crisis = await place.start()
    wrote = await place.room.statements.write(ANN, crisis.id, SAID, NOON)
    stale = await place.room.statements.approve(SAM, crisis.id, 1, NOON)
    out = await place.room.statements.approve(SAM, crisis.id, 2, NOON)
    twice = await place.room.statements.approve(SAM, crisis.id, 2, NOON)

    assert [type(one) for one in (wrote, stale, out, twice)] == [Done, Refused, Done, Refused]
    said = (await place.board()).statements[0]
    async with place.database.reading() as session:
        (draft_id,) = said.drafts
        draft = await session.get_one(Draft, draft_id)
        publication = await session.get_one(Publication, draft.approval_id)
        running = await clocks.running(session, crisis.id)
        assert (await audit.verify(session)).faults == []
    assert (publication.text, draft.state) == (said.text, DraftState.SCHEDULED)
    updates = [one.due_at for one in running if one.kind == ClockKind.CRISIS_UPDATE]
    assert updates == [said.next_at - timedelta(minutes=10), said.next_at]


async def test_a_statement_whose_time_is_nearly_over_is_not_approved(place: Place) -> None:
    crisis = await place.start()
    answer = await place.room.statements.approve(SAM, crisis.id, 1, NOON + timedelta(minutes=57))

    assert isinstance(answer, Refused)
    assert "nearly over" in answer.why


async def test_shortened_targets_and_the_level_go_back_when_it_is_undone(place: Place) -> None:
    due = NOON + timedelta(hours=2)
    async with place.database.writing() as session:
        mention = await session.get_one(Mention, post(0).id)
        draft = a_draft(mention, due_at=due)
        session.add(draft)
        await session.flush()
        await clocks.start(session, subject_id=draft.id, kind=ClockKind.OVERDUE, due_at=due)
    crisis = await place.start()
    half = NOON + timedelta(hours=1)
    assert await place.due(draft.id) == (half, half)

    answer = await place.room.acts.undo(SAM, crisis.id, NOON)

    assert isinstance(answer, Done)
    assert await place.due(draft.id) == (due, due)
    rows = await place.board()
    assert (rows.crisis.state, rows.incident.level) == (CrisisState.UNDONE, IncidentLevel.NONE)
    async with place.database.reading() as session:
        assert await clocks.running(session, crisis.id) == []


async def test_the_board_counts_who_waits_and_what_is_done(place: Place) -> None:
    crisis = await place.start()
    await put_answered(place.database, post(0).id, "The first of our replies.")
    due = NOON + timedelta(hours=1)
    await place.room.tasks.add(ANN, crisis.id, "call the yard", COLE, due, crises.EVERYBODY, NOON)

    rows = await place.board()

    assert sum(rows.unanswered.values()) == 5
    assert max(rows.unanswered) <= Severity.CRITICAL
    assert (rows.progress.answered, rows.progress.grouped) == (1, 5)
    (action,) = rows.actions
    assert (action.owner, action.what, action.due_at) == (COLE, "call the yard", due)
    assert isinstance(await place.room.tasks.done(COLE, action.id, NOON), Done)
    assert isinstance(await place.room.tasks.tell(ANN, action.id, ["The yard is at it."], NOON), Done)
    (update,) = (await place.board()).actions[0].drafts
    async with place.database.reading() as session:
        assert (await session.get_one(Draft, update)).state == DraftState.WAITING
    again = await place.room.tasks.tell(ANN, action.id, ["The yard is at it."], NOON)
    assert isinstance(again, Done)
    assert "Nobody new" in (again.say or "")


async def test_a_level_proposes_it_and_a_no_stands_until_there_is_another_reason(place: Place) -> None:
    watch = Watch(place.database, lambda: "proposed")
    async with place.database.writing() as session:
        incident = (await crises.unproposed(session))[0]
        incident.level = IncidentLevel.CRISIS
        session.add(incident)

    assert await watch.propose(NOON) == 1
    assert (await place.crisis()).because == ["level"]
    assert isinstance(await place.room.acts.dismiss(SAM, "i1", NOON), Done)
    assert await watch.propose(NOON) == 0
    assert (await place.crisis()).state == CrisisState.DISMISSED
