""" "Draft with AI" fills the form while the person looks on, or says why not and leaves their words alone."""

from typing import Any

import pytest

from bot.crisis.speaking import BY_AI
from bot.crisis.speech_questions import DOING, DONE, HAPPENED, KNOWN
from bot.models import CrisisStatement
from bot.sandbox.shapes import Json
from bot.slack.ids import Action, Field
from tests.builders import ANN, COLE, SAM
from tests.crisis.speaker import SAID, Model
from tests.slack.crisis_line import Room
from tests.slack.line import Line
from tests.slack.many import put_many
from tests.slack.views import shown
from tests.slack.watch import Watch

AWAY = "What stands here is unchanged"


@pytest.fixture
def kind() -> str:
    """The queries are told apart by kind of database elsewhere."""
    return "sqlite"


@pytest.fixture
def speaker() -> Model:
    """Has nothing to say until a test gives it words."""
    return Model()


@pytest.fixture
async def room(line: Line, watch: Watch) -> Room:
    """Six people wait for the same boat, and crisis mode is on."""
    await put_many(line.database, 6)
    room = Room(line, watch)
    room.allow(ANN, SAM)
    await room.start()
    return room


async def ask(room: Room, form: Json) -> None:
    await room.line.sandbox.click_in_view(ANN, form["id"], Action.AI_WORDS)


def stands_in(form: Json, field: Field) -> str:
    """What a field of the form was filled with."""
    (block,) = [one for one in form["blocks"] if str(one.get("block_id")).split(":")[0] == field]
    return str(block["element"].get("initial_value", ""))


async def test_the_first_statement_is_the_models_and_says_so(room: Room, speaker: Model) -> None:
    assert "is being drafted" in await room.board()
    speaker.speeches.append(SAID)
    await room.line.deps.crisis.statements.first_words(room.line.deps.now())
    said = await room.thread()
    assert "drafted by AI" in said
    assert SAID[KNOWN][0] in said
    assert BY_AI in said


async def test_a_statement_is_drafted_into_the_form_and_saved_as_the_persons_own(
    room: Room, speaker: Model
) -> None:
    form = await room.form(Action.CRISIS_STATEMENT)
    speaker.speeches.append(SAID)
    await ask(room, form)
    form = await room.line.shows(BY_AI)
    assert stands_in(form, Field.KNOWN) == SAID[KNOWN][0]

    await ask(room, form)
    form = await room.line.shows(AWAY)
    assert "longer than 8 s" in shown(form["blocks"])
    assert stands_in(form, Field.DOING) == SAID[DOING][0]

    typed: dict[Any, Any] = {f"{Field.UNKNOWN}:2": "We don't know more.", Field.PLACES: ["x"]}
    await room.send(form, typed)
    said: CrisisStatement = await room.statement()
    assert (said.known, said.unknown) == (SAID[KNOWN][0], "We don't know more.")
    assert (said.written_by, said.note) == (ANN, None)


async def test_an_update_is_drafted_in_several_ways(room: Room, speaker: Model) -> None:
    crisis = await room.crisis()
    acts, now = room.line.deps.crisis.tasks, room.line.deps.now()
    due = now.replace(hour=20)
    await acts.add(ANN, crisis.id, "an extra boat", COLE, due, "*", now)
    action = await room.action()
    await acts.done(COLE, action.id, now)
    form = await room.form(Action.CRISIS_TELL)
    speaker.speeches.append({DONE: ("The extra boat sails.", "There is one boat more.")})
    await ask(room, form)
    form = await room.line.shows(BY_AI)
    assert stands_in(form, Field.WAYS) == "The extra boat sails.\nThere is one boat more."


async def test_what_every_answer_says_is_drafted_and_the_promise_stays(room: Room, speaker: Model) -> None:
    form = await room.form(Action.INCIDENT_ANSWER)
    promise = stands_in(form, Field.STEPS)
    told = {HAPPENED: ("The boat did not sail.",), DOING: ("An extra boat sails.",)}
    speaker.speeches.append(told)
    await ask(room, form)
    form = await room.line.shows(BY_AI)
    assert stands_in(form, Field.HAPPENED) == told[HAPPENED][0]
    assert stands_in(form, Field.STEPS) == promise
    assert "[somebody]" not in repr(speaker.questions[0].posts)
