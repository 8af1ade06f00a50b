"""What we say of one cause: written, approved by two, changed, and taken back."""

import re

import pytest
from sqlmodel import select

from bot.models import DraftState, Stance
from bot.ports import Clicked
from bot.slack.ids import Action, Callback, Field
from tests.builders import ANN, COLE, MAYA, NOON, OLIVE, SAM
from tests.slack.answering import (
    drafts,
    first_ten,
    let_approve,
    press,
    stance,
    write_stance,
)
from tests.slack.line import Line
from tests.slack.many import TYPED, put_many
from tests.slack.views import labels, shown


@pytest.fixture
def kind() -> str:
    """The queries are told apart by kind of database elsewhere."""
    return "sqlite"


async def test_four_eyes_hold_for_the_stance_and_one_is_enough_for_its_replies(line: Line) -> None:
    let_approve(line, ANN, SAM, MAYA)
    await put_many(line.database, 3)
    await write_stance(line)
    await line.shows("A second person has to approve it")
    assert "Approve what we say" not in labels(line.view()["blocks"])

    form = await press(line, Action.INCIDENT_ANSWER, SAM)
    await line.sandbox.click_in_view(SAM, form["id"], Action.STANCE_APPROVE)
    await line.shows("Now everybody can be answered", SAM)

    held = await stance(line)
    assert (held.first_approver, held.approved_by) == (ANN, SAM)
    form = await first_ten(line, MAYA)
    await line.sandbox.submit(MAYA, form["id"])
    await line.shows("You approved 3.", MAYA)


async def test_nobody_gives_both_approvals(line: Line) -> None:
    let_approve(line, ANN, SAM, MAYA)
    await put_many(line.database, 3)
    await write_stance(line)
    version = (await stance(line)).version

    answer = await line.deps.stances.approve(ANN, "i1", version, NOON)

    assert "needs a second person" in str(answer)
    assert not (await stance(line)).holds


async def test_who_may_not_approve_writes_and_an_approver_approves(line: Line) -> None:
    await put_many(line.database, 3)
    await write_stance(line, COLE)
    await line.shows("An approver has to approve it", COLE)

    form = await press(line, Action.INCIDENT_ANSWER, ANN)
    await line.sandbox.click_in_view(ANN, form["id"], Action.STANCE_APPROVE)

    await line.shows("Now everybody can be answered")
    assert (await stance(line)).approved_by == ANN


async def test_an_approval_of_another_version_is_refused(line: Line) -> None:
    await put_many(line.database, 3)
    await write_stance(line, COLE)
    seen = await press(line, Action.INCIDENT_ANSWER, ANN)
    said = await line.deps.stances.said("i1", NOON)
    assert said is not None
    await line.deps.stances.write(COLE, "i1", said, NOON)

    await line.sandbox.click_in_view(ANN, seen["id"], Action.STANCE_APPROVE)

    await line.shows("has changed since you saw it")
    assert not (await stance(line)).holds


@pytest.mark.parametrize("action", [Action.INCIDENT_ANSWER])
async def test_an_outsider_neither_writes_nor_answers(line: Line, action: Action) -> None:
    await put_many(line.database, 3)

    await press(line, action, OLIVE)

    assert "Only the support team" in shown(line.view(OLIVE)["blocks"])


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({Field.HAPPENED: "We guarantee a full refund for everybody."}, "refund|guarantee"),
        ({Field.HAPPENED: "[what happened]"}, "what happened"),
        ({Field.STEPS: "I'll see to {{ nonsense }}."}, "there is no variable"),
        ({Field.DUE: "soon"}, "by when"),
        ({Field.HAPPENED: "x" * 300}, "too long"),
        ({Field.STEPS: "Thank you."}, "next step|promise|step"),
    ],
)
async def test_a_stance_that_breaks_a_rule_is_not_kept_and_its_words_are(
    line: Line, typed: dict[str, str], why: str
) -> None:
    await put_many(line.database, 3)
    form = await press(line, Action.INCIDENT_ANSWER)

    await line.sandbox.submit(ANN, form["id"], {**TYPED, **typed})

    view = line.view()
    assert re.search(why, shown(view["blocks"])), shown(view["blocks"])
    assert view["submit"]["text"] == "Save"
    async with line.database.reading() as session:
        assert (await session.exec(select(Stance))).all() == []


async def test_the_form_starts_with_what_the_brand_says_and_does(line: Line) -> None:
    await put_many(line.database, 3)

    form = await press(line, Action.INCIDENT_ANSWER)

    values = {
        b["block_id"]: b["element"].get("initial_value") for b in form["blocks"] if b["type"] == "input"
    }
    assert values["title"] == "7:40 boat"
    assert values["steps"]
    assert values["owner"]


async def test_a_stance_that_was_taken_back_lets_nothing_out(line: Line) -> None:
    await put_many(line.database, 3)
    await write_stance(line)
    form = await first_ten(line)
    await line.sandbox.click_in_view(ANN, form["id"], Action.STANCE_SHOW)
    await line.sandbox.wait_for(lambda: "Take it back" in labels(line.view()["blocks"]))
    await line.sandbox.click_in_view(ANN, line.view()["id"], Action.STANCE_END)
    await line.shows("Taken back")

    answers = [await line.approvals.approve(Clicked(ANN, draft.id, 1, NOON)) for draft in await drafts(line)]

    assert all("does not hold any more" in str(answer) for answer in answers)
    assert {draft.state for draft in await drafts(line)} == {DraftState.WAITING}


async def test_what_we_say_is_changed_from_where_it_stands(line: Line) -> None:
    await put_many(line.database, 3)
    await write_stance(line)
    form = await first_ten(line)
    await line.sandbox.click_in_view(ANN, form["id"], Action.STANCE_SHOW)
    await line.sandbox.wait_for(lambda: "Change…" in labels(line.view()["blocks"]))
    await line.sandbox.click_in_view(ANN, line.view()["id"], Action.STANCE_CHANGE)
    await line.sandbox.wait_for(lambda: line.view()["callback_id"] == Callback.STANCE)

    assert not await line.sandbox.submit(ANN, line.view()["id"], {**TYPED, Field.TITLE: "The late boat"})

    await line.shows("Now everybody can be answered")
    changed = await stance(line)
    assert (changed.version, changed.title, changed.approved_by) == (2, "The late boat", ANN)


async def test_a_changed_stance_is_approved_anew_and_its_replies_are_written_anew(line: Line) -> None:
    await put_many(line.database, 3)
    await write_stance(line)
    await first_ten(line)
    said = await line.deps.stances.said("i1", NOON)
    assert said is not None
    await line.deps.stances.write(ANN, "i1", said, NOON)

    await first_ten(line)

    assert {draft.revision for draft in await drafts(line)} == {2}
