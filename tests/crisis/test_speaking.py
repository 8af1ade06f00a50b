"""What is said to many may be drafted by a model: in time, by the rules, without names, and never needed."""

from dataclasses import replace

import pytest

from bot.crisis.speaking import BY_AI, NO_AI, Speaking
from bot.crisis.speech_questions import DOING, DONE, HAPPENED, KNOWN
from bot.models import ClockKind, CrisisStatement, Mention
from bot.ports import Done, Speech
from bot.store import clocks
from bot.store.database import Database
from tests.builders import ANN, NOON
from tests.crisis.speaker import SAID, Model
from tests.crisis.test_in_the_database import ALL, Place
from tests.crisis.test_in_the_database import SAID as TYPED
from tests.slack.many import post, put_many

GUILTY = SAID | {KNOWN: ("It is our fault, and we will pay for everything. We're sorry.",)}


class Spoken(Place):
    """A place with such a model."""

    def __init__(self, database: Database, model: Model) -> None:
        super().__init__(database)
        speaking = Speaking(database, model, lambda _name: ("harbourline", "Harbourline"))
        statements = replace(self.room.statements, speaking=speaking)
        acts = replace(self.room.acts, statements=statements)
        self.room = replace(self.room, statements=statements, acts=acts, speaking=speaking)

    async def drafted(self) -> CrisisStatement:
        """Crisis mode is on, and the model had its turn."""
        assert isinstance(await self.room.acts.start(ANN, "i1", ALL, 2, NOON), Done)
        assert (await self.board()).statements == []
        assert await self.room.statements.first_words(NOON) == 1
        assert await self.room.statements.first_words(NOON) == 0
        return (await self.board()).statements[0]


@pytest.fixture
def kind() -> str:
    """Its one query is asked of both kinds of database beside the others."""
    return "sqlite"


@pytest.fixture
async def six(database: Database) -> Database:
    """Six people wait for the same boat, and one of them writes names and handles."""
    await put_many(database, 6)
    async with database.writing() as session:
        mention = await session.get_one(Mention, post(0).id)
        mention.author_name, mention.author_handle = "Jo Park", "jopark"
        mention.text = "No 7:40 boat! @harbourline @bo.lee@sea.example jopark was left behind. Jo Park, Ryde"
        session.add(mention)
    return database


async def test_a_good_draft_stands_as_the_first_statement_and_says_by_whom_it_is(six: Database) -> None:
    model = Model(SAID)
    said = await Spoken(six, model).drafted()
    assert (said.known, said.written_by, said.note) == (SAID[KNOWN][0], "llm", BY_AI)
    assert (said.first_approver, said.approved_by, said.version) == (None, None, 1)
    async with six.reading() as session:
        kinds = {one.kind for one in await clocks.running(session, said.crisis_id)}
    assert ClockKind.CRISIS_STATEMENT in kinds


async def test_the_model_gets_posts_without_names_or_handles(six: Database) -> None:
    model = Model(SAID)
    await Spoken(six, model).drafted()
    (question,) = model.questions
    told = repr(question).casefold()
    assert "no 7:40 boat! [somebody] [somebody] [somebody] was left behind. [somebody], ryde" in told
    assert [name for name in ("jopark", "jo park", "bo.lee", "@") if name in told] == []


async def test_one_that_breaks_a_rule_is_asked_for_again_with_the_reason(six: Database) -> None:
    model = Model(GUILTY, SAID)
    said = await Spoken(six, model).drafted()
    assert said.written_by == "llm"
    assert [bool(one.mend) for one in model.questions] == [False, True]


@pytest.mark.parametrize(("speeches", "why"), [((), "longer than 8 s"), ((GUILTY, GUILTY), "broke a rule")])
async def test_else_our_template_stands_and_says_why(
    six: Database, speeches: tuple[Speech, ...], why: str
) -> None:
    said = await Spoken(six, Model(*speeches)).drafted()
    assert said.written_by == "template"
    assert why in (said.note or "")
    assert "template" in (said.note or "")


async def test_a_model_that_is_gone_before_it_spoke_leaves_the_template(six: Database) -> None:
    place = Spoken(six, Model(SAID))
    await place.room.acts.start(ANN, "i1", ALL, 2, NOON)
    gone = replace(place.room.statements.speaking, speaker=None)
    assert await replace(place.room.statements, speaking=gone).first_words(NOON) == 1
    (said,) = (await place.board()).statements
    assert said.written_by == "template"
    assert NO_AI in (said.note or "")


async def test_a_person_who_was_faster_keeps_the_word(six: Database) -> None:
    place = Spoken(six, Model(SAID))
    await place.room.acts.start(ANN, "i1", ALL, 2, NOON)
    crisis = await place.crisis()
    await place.room.statements.write(ANN, crisis.id, TYPED, NOON)
    assert await place.room.statements.first_words(NOON) == 0
    assert [one.written_by for one in (await place.board()).statements] == [ANN]


async def test_an_update_and_a_stance_are_drafted_too(six: Database) -> None:
    ways = {DONE: ("The extra boat sails.",)}
    told = {HAPPENED: ("The 7:40 boat broke down.",), DOING: ("An extra boat sails.",)}
    place = Spoken(six, Model(ways, told))
    await place.room.acts.start(ANN, "i1", ALL, 2, NOON)
    crisis = await place.crisis()
    await place.room.tasks.add(ANN, crisis.id, "an extra boat", ANN, NOON.replace(hour=14), "*", NOON)
    (action,) = (await place.board()).actions

    async def nothing(_speech: Speech, _known: str) -> str | None:
        return None

    assert (await place.room.speaking.update(action.id, nothing, NOON)).speech == ways
    assert (await place.room.speaking.stance("i1", (), (), nothing, NOON)).speech == told
    assert (await place.room.speaking.stance("i1", (), (), nothing, NOON)).why == "AI took longer than 8 s"
    wrong_with, known = place.room.tasks.wrong_with, "an extra boat"
    assert await wrong_with(action.id, ways[DONE], "llm", known, NOON) is None
    assert await wrong_with(action.id, ("We promise that it never happens again.",), "llm", known, NOON)
    assert await wrong_with(action.id, ("The extra boat sails at 9:15.",), "llm", known, NOON)
