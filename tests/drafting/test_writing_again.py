"""Another draft: in other words, as it was asked for, by the template or the model, and never twice."""

from dataclasses import replace

import pytest

from bot.errors import LlmUnavailable
from bot.models import (
    Clock,
    ClockKind,
    Draft,
    DraftRevision,
    DraftState,
    Severity,
    SlackMessage,
)
from bot.store.database import Database
from tests.drafting.desk import SOON, Desk, Model, a_desk, interrupted, late

on_sqlite = pytest.mark.parametrize("kind", ["sqlite"], indirect=True)


async def ask_again(desk: Desk, instruction: str | None = None, asked: int = 2) -> None:
    """As a click on "Another draft" leaves it."""
    await desk.change(Draft, state=DraftState.REDRAFTING, asked=asked, instruction=instruction)


async def test_another_draft_is_a_new_revision_in_other_words(database: Database) -> None:
    desk = await a_desk(database)
    await desk.write()
    first = await desk.words()
    await ask_again(desk)

    await desk.write()

    draft, second = await desk.one(Draft), await desk.words()
    assert (draft.state, draft.revision) == (DraftState.WAITING, 2)
    assert second.text != first.text


@on_sqlite
@pytest.mark.parametrize(("instruction", "tone"), [("warmer", "warm"), ("formal", "formal")])
async def test_another_draft_is_as_it_was_asked_for(database: Database, instruction: str, tone: str) -> None:
    model = Model()
    desk = await a_desk(database, model)
    await desk.write()
    await ask_again(desk, instruction)
    model.says = LlmUnavailable("AI key was refused")

    await desk.write()

    assert (await desk.words()).tone == tone
    assert model.questions[-1].instruction == instruction


@on_sqlite
@pytest.mark.parametrize(
    ("instruction", "questions"), [("template", 1), ("ai", 2), ("less formal, please", 2)]
)
async def test_the_model_is_left_out_when_the_template_is_wanted(
    database: Database, instruction: str, questions: int
) -> None:
    model = Model()
    desk = await a_desk(database, model)
    await desk.write()
    await ask_again(desk, instruction)

    await desk.write()

    made_by = "template" if instruction == "template" else "llm"
    assert ((await desk.words()).made_by, len(model.questions)) == (made_by, questions)


@on_sqlite
@pytest.mark.parametrize(("instruction", "wish"), [("ai", None), ("mention the heat", "mention the heat")])
async def test_the_model_is_told_the_wish_and_nothing_of_the_switch(
    database: Database, instruction: str, wish: str | None
) -> None:
    model = Model()
    desk = await a_desk(database, model)
    await desk.write()
    await ask_again(desk, instruction)

    await desk.write()

    assert model.questions[-1].instruction == wish


@on_sqlite
@pytest.mark.parametrize("instruction", ["ai", "mention the heat"])
async def test_without_a_model_a_wish_for_it_is_answered(database: Database, instruction: str) -> None:
    desk = await a_desk(database)
    await desk.write()
    await ask_again(desk, instruction)

    await desk.write()

    assert "OPENAI_API_KEY" in str((await desk.one(Draft)).note)


@on_sqlite
async def test_another_draft_that_is_asked_for_twice_answers_the_last_asking(database: Database) -> None:
    model = Model()
    desk = await a_desk(database, model)
    await desk.write()
    await ask_again(desk, "warmer")
    await interrupted(desk, model, lambda: ask_again(desk, "formal", asked=3))

    assert [question.instruction for question in model.questions] == [None, "warmer", "formal"]
    assert ((await desk.one(Draft)).revision, len(await desk.all(DraftRevision))) == (2, 2)


@on_sqlite
async def test_another_draft_that_reads_worse_calls_people(database: Database) -> None:
    model = Model()
    desk = await a_desk(database, model, severity=Severity.NORMAL)
    await desk.write()
    await ask_again(desk)
    model.severity = 3

    await desk.write()

    assert (await desk.one(Draft)).severity == Severity.HIGH
    assert ClockKind.PING in {clock.kind for clock in await desk.all(Clock)}


@on_sqlite
async def test_a_late_answer_is_dropped_once_another_draft_was_asked_for(database: Database) -> None:
    model = Model()
    desk = await a_desk(database, model, patience=SOON)

    await late(desk, model, meanwhile=lambda: ask_again(desk))

    assert (await desk.one(Draft)).late_revision is None
    assert len(await desk.all(DraftRevision)) == 1


@on_sqlite
async def test_a_late_answer_is_dropped_once_another_draft_stands(database: Database) -> None:
    model = Model()
    desk = await a_desk(database, model, patience=SOON)

    async def another_draft() -> None:
        await ask_again(desk)
        await replace(desk.drafting, writer=None).write(desk.mention.id)

    await late(desk, model, meanwhile=another_draft)

    draft = await desk.one(Draft)
    assert (draft.revision, draft.late_revision) == (2, None)


@on_sqlite
async def test_a_late_answer_leaves_a_decided_draft_alone(database: Database) -> None:
    model = Model(severity=4)
    desk = await a_desk(database, model, patience=SOON)

    await late(desk, model, meanwhile=lambda: desk.change(Draft, state=DraftState.SCHEDULED))

    draft = await desk.one(Draft)
    assert (draft.late_revision, draft.severity) == (None, Severity.NORMAL)
    assert (await desk.one(SlackMessage)).version == 1
