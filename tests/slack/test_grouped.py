"""Many who complain of the same: an answer of its own for each, ten on a page."""

import re
from functools import partial
from itertools import combinations
from typing import Any

import pytest
from rapidfuzz import fuzz
from sqlmodel import select

from bot.models import Draft, DraftRevision, DraftState, Event, IncidentMention, Mention, Verdict
from bot.ports import Refused
from bot.slack.grouped_form import GroupWay
from bot.slack.ids import Action, Field
from bot.store import verdicts
from bot.text import sha256
from tests.builders import ANN, COLE, NOON, SAM
from tests.incidents.standing import put_member
from tests.slack.answering import (
    done_in,
    drafts,
    first_ten,
    has_more_done,
    let_approve,
    press,
    texts,
    write_stance,
)
from tests.slack.line import Line
from tests.slack.many import post, put_many
from tests.slack.views import shown
from tests.slack.watch import Watch


@pytest.fixture
def kind() -> str:
    """The queries are told apart by kind of database elsewhere."""
    return "sqlite"


async def test_a_small_team_writes_approves_and_answers_ten_by_one_press(line: Line) -> None:
    await put_many(line.database, 10)
    await write_stance(line)
    await line.shows("Now everybody can be answered")

    form = await first_ten(line)
    await line.sandbox.submit(ANN, form["id"])
    await line.shows("You approved 10.")

    found = await drafts(line)
    assert [draft.state for draft in found] == [DraftState.SCHEDULED] * 10
    assert {draft.listed_in for draft in found} == {"incident:i1"}


async def test_no_two_replies_of_an_incident_read_alike(line: Line) -> None:
    await put_many(line.database, 30)
    await write_stance(line)
    way: list[str] = []
    for _ in range(3):
        batch = await line.deps.replies.batch(ANN, "i1", way, NOON)
        assert not hasattr(batch, "why")
        way += batch.draft_ids

    said = await texts(line)

    assert len(said) == 30
    assert max(fuzz.token_sort_ratio(*pair) for pair in combinations(said, 2)) < 85
    assert all(re.search("7:40|extra boats|more sailings", text) for text in said)
    assert all("booking code" in text for text in said)


async def test_replies_in_one_thread_differ_still_more(line: Line) -> None:
    await put_many(line.database, 0)
    async with line.database.writing() as session:
        for number in range(6):
            await put_member(session, post(number, thread="t1"), "i1")
    await write_stance(line, **{Field.HAPPENED: "The 7:40 boat broke down.", Field.DOING: ""})

    batch = await line.deps.replies.batch(ANN, "i1", [], NOON)

    said = await texts(line)
    assert not hasattr(batch, "why")
    assert len(batch.draft_ids) + len(batch.alike) == 6
    assert all(fuzz.token_sort_ratio(*pair) < 70 for pair in combinations(said, 2))


async def test_sixty_are_answered_in_about_six_presses(line: Line, watch: Watch) -> None:
    await put_many(line.database, 60)
    await write_stance(line)
    form, submits = await first_ten(line), 0

    while form.get("submit"):
        submits, before = submits + 1, done_in(form)
        watch.turn(60)
        await line.sandbox.submit(ANN, form["id"])
        await line.sandbox.wait_for(partial(has_more_done, line, before), 60)
        form = line.view()

    assert submits <= 7
    states = [draft.state for draft in await drafts(line)]
    assert states.count(DraftState.SCHEDULED) >= 55


async def test_each_text_is_bound_to_its_own_digest_and_revision(line: Line) -> None:
    await put_many(line.database, 4)
    await write_stance(line)
    form = await first_ten(line)

    await line.sandbox.submit(ANN, form["id"])
    await line.shows("You approved 4.")

    async with line.database.reading() as session:
        for draft in (await session.exec(select(Draft))).all():
            revision = await session.get_one(DraftRevision, (draft.id, draft.revision))
            assert revision.sha256 == sha256(revision.text)
            assert draft.approval_id is not None


async def test_who_may_not_approve_is_not_shown_ten(line: Line) -> None:
    await put_many(line.database, 3)
    await write_stance(line)

    await press(line, Action.INCIDENT_ANSWER, COLE)

    await line.shows("Only approvers can do this", COLE)
    assert await drafts(line) == []


async def test_what_was_unticked_waits_in_the_queue_and_is_not_shown_again(line: Line) -> None:
    await put_many(line.database, 4)
    await write_stance(line)
    form = await first_ten(line)
    one = next(block["block_id"] for block in form["blocks"] if block["type"] == "input")

    await line.sandbox.submit(ANN, form["id"], {one: []})

    await line.shows("You approved 3.")
    left = await line.draft(one.split(":")[1])
    assert left.state is DraftState.WAITING
    assert left.due_at > NOON


async def test_one_of_ten_becomes_a_card_to_be_edited_and_leaves_the_form(line: Line) -> None:
    await put_many(line.database, 4)
    await write_stance(line)
    form = await first_ten(line)
    one = next(block["block_id"] for block in form["blocks"] if block["type"] == "input").split(":")[1]

    await line.sandbox.click_in_view(ANN, form["id"], Action.GROUPED_CARD)

    form = await line.shows("Its card is on its way")
    assert one not in str(form["blocks"])
    assert await line.row(f"card:{one}") is not None
    assert sum(block["type"] == "input" for block in form["blocks"]) == 3


async def test_where_no_wording_is_left_the_rest_waits_and_the_person_is_told(line: Line) -> None:
    await put_many(line.database, 0)
    async with line.database.writing() as session:
        for number in range(40):
            await put_member(session, post(number, text="No boat.", author_name=None), "i1")
    one_way = {
        Field.HAPPENED: "The boat broke down.",
        Field.DOING: "",
        Field.STEPS: "I'll answer you {{ due }}.",
    }
    await write_stance(line, **one_way)

    batch = await line.deps.replies.batch(ANN, "i1", [], NOON)

    assert not isinstance(batch, Refused)
    assert len(batch.alike) == 10
    assert len(batch.draft_ids) < 10
    await press(line, Action.INCIDENT_ANSWER)
    said = shown((await line.shows("10 more would each read too much like another reply"))["blocks"])
    assert "who wait" in said or "still wait" in said


async def test_what_is_not_out_yet_is_stopped_by_one_press(line: Line) -> None:
    await put_many(line.database, 12)
    await write_stance(line)
    form = await first_ten(line)
    await line.sandbox.submit(ANN, form["id"])
    form = await line.shows("10 approved.")

    await line.sandbox.click_in_view(ANN, form["id"], Action.GROUPED_STOP)

    await line.shows("10 stopped.")
    assert {draft.state for draft in await drafts(line)} == {DraftState.WAITING}


async def test_no_card_is_made_for_each_reply(line: Line) -> None:
    await put_many(line.database, 5)
    await write_stance(line)
    form = await first_ten(line)
    await line.sandbox.submit(ANN, form["id"])
    await line.shows("You approved 5.")

    for draft in await drafts(line):
        assert await line.row(f"card:{draft.id}") is None


async def test_a_post_that_was_edited_meanwhile_drops_out_and_is_told(line: Line) -> None:
    await put_many(line.database, 3)
    await write_stance(line)
    form = await first_ten(line)
    one = (await drafts(line))[0].id
    async with line.database.writing() as session:
        (await session.get_one(Mention, one)).revision = 2

    await line.sandbox.submit(ANN, form["id"])

    told = await line.shows("2 approved. 1 not:")
    assert "The author has just edited the post" in shown(told["blocks"])


async def test_a_deleted_post_is_not_written_to(line: Line) -> None:
    await put_many(line.database, 3)
    await write_stance(line)
    async with line.database.writing() as session:
        (await session.get_one(Mention, post(0).id)).last_event = Event.DELETED

    form = await first_ten(line)

    assert post(0).id not in str(form["blocks"])
    assert len(await drafts(line)) == 2


@pytest.mark.parametrize("changes", [{"flags": ["legal"]}, {"severity": 4}, {"language": "de"}])
async def test_what_needs_a_look_of_its_own_is_left_out_and_counted(
    line: Line, changes: dict[str, Any]
) -> None:
    await put_many(line.database, 3)
    await write_stance(line)
    async with line.database.writing() as session:
        verdict = await session.get_one(Verdict, post(1).id)
        session.add(verdict.sqlmodel_update(changes))

    form = await first_ten(line)

    assert "1 more needs a look of their own" in shown(form["blocks"])
    assert post(1).id not in {draft.id for draft in await drafts(line)}


async def test_who_wrote_twice_is_answered_once(line: Line) -> None:
    await put_many(line.database, 3)
    async with line.database.writing() as session:
        (await session.get_one(IncidentMention, post(1).id)).author = post(0).author_handle or ""
    await write_stance(line)

    form = await first_ten(line)
    await line.sandbox.submit(ANN, form["id"])

    await line.shows("You approved 2.")


async def test_a_colleague_gets_the_next_ten(line: Line) -> None:
    let_approve(line, ANN, SAM)
    await put_many(line.database, 20)
    await write_stance(line)

    mine, theirs = await first_ten(line), await first_ten(line, SAM)

    ids = [
        {block["block_id"] for block in form["blocks"] if block["type"] == "input"} for form in (mine, theirs)
    ]
    assert len(ids[0]) == len(ids[1]) == 10
    assert not ids[0] & ids[1]


async def test_a_form_of_another_time_changes_nothing(line: Line) -> None:
    await put_many(line.database, 3)
    await write_stance(line)
    form = await first_ten(line)
    line.sandbox.workspace.views.find(form["id"]).source["private_metadata"] = "what?"  # type: ignore[union-attr]

    await line.sandbox.submit(ANN, form["id"])

    await line.shows("cannot read any more")
    assert {draft.state for draft in await drafts(line)} == {DraftState.WAITING}


async def test_a_form_that_was_closed_meanwhile_still_tells_what_was_done(line: Line) -> None:
    await put_many(line.database, 3)
    await write_stance(line)
    form = await first_ten(line)
    line.sandbox.fail("views.update", error="not_found")

    await line.sandbox.submit(ANN, form["id"])

    assert await line.told("3 approved, 0 not")


async def test_a_reply_under_a_stance_opens_its_post_again(line: Line) -> None:
    await put_many(line.database, 1)
    await write_stance(line)
    await first_ten(line)

    mention = await line.mention(post(0).id)

    assert (mention.state, mention.outcome) == ("open", None)
    async with line.database.reading() as session:
        assert await verdicts.get(session, mention.id) is not None


def test_a_way_survives_its_way_through_the_form_and_has_room() -> None:
    way = GroupWay("i" * 64, 3, ("d" * 64,))
    for _ in range(30):
        way = way.on(10, [f"{number:064}" for number in range(5)])

    assert GroupWay.load(way.dump()) == way
    assert len(way.dump()) <= 3_000
    assert [GroupWay.load(one) for one in ("", "[]", "{}", '{"value": 1}', "7", "null")] == [None] * 6
