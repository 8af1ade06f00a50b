"""A crisis in Slack: who may start it, what it switches on, what is said and done, and how it ends."""

from typing import Any

import pytest
from sqlmodel import select

from bot.models import (
    CrisisEffect,
    CrisisState,
    IncidentLevel,
    Mention,
    Outcome,
    Publication,
)
from bot.rota.ladders import read_ladder
from bot.slack.ids import Action, Field, button_value
from bot.store import crises, crisis_climbs, drafts, verdicts
from tests.builders import ANN, CHANNEL, COLE, MAYA, OLIVE, SAM
from tests.slack.answered import put_answered
from tests.slack.crisis_line import USUAL, Room
from tests.slack.line import Line
from tests.slack.many import card_of, post, put_many
from tests.slack.views import labels, shown
from tests.slack.watch import Watch

SAID: dict[str, Any] = {
    Field.KNOWN: "We know that the 7:40 boat did not sail, and we're sorry.",
    Field.UNKNOWN: "We don't know yet when it sails again.",
    Field.DOING: "Our crew is looking at the engine now.",
    Field.AGAIN: "60",
    Field.PLACES: ["x"],
}


LADDER = read_ladder({"steps": [{"after": 0, "notify": [COLE]}]})


@pytest.fixture
def kind() -> str:
    """The queries are told apart by kind of database elsewhere."""
    return "sqlite"


@pytest.fixture
async def room(line: Line, watch: Watch) -> Room:
    """Six people wait for the same boat, and two may approve."""
    await put_many(line.database, 6)
    room = Room(line, watch)
    room.allow(ANN, SAM)
    return room


async def test_a_person_starts_it_with_every_effect_as_a_tick_and_the_board_says_so(room: Room) -> None:
    form = await room.menu()
    ticks = {one["value"]: one for one in _ticks(form)}
    assert set(ticks) == {one.value for one in CrisisEffect}
    assert {one["value"] for one in _initial(form)} == {one.value for one in USUAL}
    assert all(one["description"]["text"] for one in ticks.values())

    await room.send(form, {Field.EFFECTS: [one.value for one in USUAL], Field.HOURS: "4"})

    crisis = await room.crisis()
    assert (crisis.state, crisis.started_by, crisis.quiet_hours) == (CrisisState.RUNNING, ANN, 4)
    board = await room.board()
    assert "Crisis" in board
    assert "nobody leads yet" in board
    assert "6 posts by 6 people" in board
    assert "started crisis mode" in await room.thread()
    assert "Crisis mode is on" in await room.card()
    assert (await room.incident()).level == IncidentLevel.CRISIS
    assert "crisis_started" in await room.recorded()


def _ticks(form: Any) -> list[Any]:
    (block,) = [one for one in form["blocks"] if one.get("block_id") == Field.EFFECTS]
    return list(block["element"]["options"])


def _initial(form: Any) -> list[Any]:
    (block,) = [one for one in form["blocks"] if one.get("block_id") == Field.EFFECTS]
    return list(block["element"]["initial_options"])


async def test_who_may_not_is_told_by_the_form_and_at_every_press(room: Room) -> None:
    assert "for approvers, managers and the people on call" in shown((await room.menu(OLIVE))["blocks"])
    crisis = await room.start()

    for action in (Action.CRISIS_END, Action.CRISIS_STATEMENT, Action.CRISIS_ACTION):
        form = await room.form(action, OLIVE)
        assert "Nothing was changed" in shown(form["blocks"])
    await room.press(Action.CRISIS_LEAD, OLIVE)
    await room.line.told("for approvers, managers", OLIVE)
    await room.approve(COLE)
    await room.line.told("Only approvers can approve a statement", COLE)

    assert await room.crisis() == crisis
    assert (await room.statement()).first_approver is None


async def test_a_statement_is_there_at_once_and_two_people_let_it_out(room: Room) -> None:
    await room.start()
    drafted = await room.statement()
    assert drafted.written_by == "template"
    assert "Next update by" in drafted.text
    assert "waits for approval" in await room.thread()

    await room.send(await room.form(Action.CRISIS_STATEMENT), SAID)
    await room.line.told("A second person has to read it", ANN)
    await room.approve(ANN)
    await room.line.told("You gave the first approval", ANN)
    assert await _published(room) == []
    await room.approve(SAM)
    await room.line.told("It is on its way", SAM)

    said = await room.statement()
    assert (said.version, said.first_approver, said.approved_by) == (2, ANN, SAM)
    (out,) = await _published(room)
    assert (out.text, out.draft_id) == (said.text, said.drafts[0])
    assert SAID[Field.KNOWN] in await room.board()
    assert "Next update promised by" in await room.board()


async def _published(room: Room) -> list[Publication]:
    async with room.line.database.reading() as session:
        return list((await session.exec(select(Publication))).all())


async def test_a_statement_with_a_liability_or_too_long_is_refused_and_kept(room: Room) -> None:
    await room.start()
    form = await room.form(Action.CRISIS_STATEMENT)

    await room.line.sandbox.submit(ANN, form["id"], SAID | {Field.KNOWN: "We promise. " * 30})
    refused = await room.line.shows("too long for")

    assert "We promise." in str(refused["blocks"])
    assert (await room.statement()).version == 1


async def test_the_promised_update_rings_shortly_before_and_when_it_is_due(room: Room) -> None:
    await room.start(effects=(CrisisEffect.BOARD,))
    await room.press(Action.CRISIS_LEAD, SAM)
    await room.send(await room.form(Action.CRISIS_STATEMENT), SAID)

    room.later(minutes=57)
    await room.fire()
    assert "promised in a few minutes" in await room.thread()
    assert "due now" not in await room.thread()
    room.later(minutes=15)
    await room.fire()
    assert "due now, and none is approved" in await room.thread()
    assert "overdue" in await room.board()


async def test_people_are_called_until_somebody_leads(room: Room) -> None:
    await room.start()
    await room.fire()
    room.later(minutes=11)
    await room.fire()
    assert (await room.thread()).count("nobody leads it yet") == 2

    await room.press(Action.CRISIS_LEAD, COLE)
    await room.says("leads now")
    room.later(minutes=11)
    await room.fire()

    assert (await room.thread()).count("nobody leads it yet") == 2
    assert "led by" in await room.board()


async def test_who_is_called_by_a_direct_message_answers_it_there(room: Room) -> None:
    await room.start()
    crisis = await room.crisis()
    async with room.line.database.writing() as session:
        await crisis_climbs.open_all(session, crisis.id, LADDER.dump(), room.line.deps.now())
    room.later(minutes=6)
    for _ in range(2):
        await room.fire()
    await room.render()
    message = room.line.sandbox.dms(COLE)[-1]
    assert labels(message["blocks"]) == ["I'm on it", "Not worth a page"]

    direct = room.line.sandbox.workspace.direct(COLE).id
    await room.line.sandbox.click(COLE, direct, message["ts"], Action.CRISIS_ON_IT)
    await room.line.told("Nobody else is called for 30 minutes", COLE)
    await room.line.sandbox.click(COLE, direct, message["ts"], Action.CRISIS_IDLE)
    await room.line.told("not worth it", COLE)
    assert "sees to the statement" in await room.thread()
    assert {"statement_taken", "page_idle"} <= set(await room.recorded())


async def test_a_finished_action_becomes_an_update_in_each_thread_where_it_was_promised(room: Room) -> None:
    await room.start()
    await _answer(room, 3)
    form = await room.form(Action.CRISIS_ACTION)
    typed = {
        Field.DEED: "put on an extra boat",
        Field.OWNER: COLE,
        Field.DUE: "1",
        Field.PROMISE: "*",
    }
    await room.send(form, typed)
    assert "put on an extra boat" in await room.board()
    room.later(minutes=61)
    await room.fire()
    assert "due now and not done" in await room.thread()
    await room.press(Action.CRISIS_DONE, COLE)
    await room.says("says that this is done")

    form = await room.form(Action.CRISIS_TELL)
    assert "3 people are still to be told" in shown(form["blocks"])
    ways = (
        "The extra boat sails at noon.\nAn extra boat leaves at noon.\nFrom noon on there is one boat more."
    )
    await room.line.sandbox.submit(ANN, form["id"], {Field.WAYS: ways, Field.CHECKED: ["yes"]})
    await room.line.shows("3 updates wait for approval")

    form = await room.form(Action.CRISIS_UPDATES)
    await room.line.sandbox.submit(ANN, form["id"])
    await room.line.shows("You approved 3")

    out = [one for one in await _published(room) if one.draft_id in (await room.action()).drafts]
    assert len({one.text for one in out}) == 3
    room.later(seconds=20)
    await room.look()
    assert "3 told" in await room.board()


async def _answer(room: Room, count: int) -> None:
    """So many of the six have a public reply."""
    for number in range(count):
        await put_answered(room.line.database, post(number).id, f"Our reply number {number}.")


async def test_routine_replies_about_other_things_wait_and_the_rest_goes_out(room: Room) -> None:
    other = await room.line.put("other", severity=2)
    await room.start()

    assert await _is_kept_back(room, other)
    await room.press(Action.CRISIS_END)
    form = (await room.line.sandbox.wait_for(lambda: room.line.sandbox.views(ANN)))[-1]
    await room.send(form, {Field.REASON: "It was the wrong boat"})
    await room.until(CrisisState.OVER)
    assert not await _is_kept_back(room, other)


async def _is_kept_back(room: Room, draft_id: str) -> bool:
    async with room.line.database.reading() as session:
        rows = await drafts.card_rows(session, draft_id)
        assert rows is not None
        return await crises.keeps_back(session, rows) is not None


async def test_an_end_is_proposed_when_it_is_quiet_and_a_person_ends_it(room: Room) -> None:
    await room.start(hours="1")
    await room.look()
    assert "May end when" in await room.board()
    async with room.line.database.writing() as session:
        for mention in (await session.exec(select(Mention))).all():
            await verdicts.close(session, mention.id, Outcome.PUBLISHED, room.line.deps.now())

    room.later(hours=2)
    await room.look()

    assert "It has been quiet since" in await room.board()
    assert "quiet for long enough" in await room.thread()
    await room.send(await room.form(Action.CRISIS_END, MAYA), {}, MAYA)
    crisis = await room.until(CrisisState.OVER)
    assert (crisis.ended_by, crisis.numbers["posts"]) == (MAYA, 6)
    assert "The crisis is over" in await room.board()
    assert {"crisis_calm", "crisis_over"} <= set(await room.recorded())


async def test_before_it_is_quiet_an_end_needs_a_reason(room: Room) -> None:
    await room.start()
    form = await room.form(Action.CRISIS_END)

    assert "Why may it end now?" in str(form["blocks"])
    answer = await room.line.deps.crisis.acts.step_down(
        ANN, (await room.crisis()).id, " ", room.line.deps.now()
    )

    assert "please say why" in answer.why  # type: ignore[union-attr]
    assert (await room.crisis()).state == CrisisState.RUNNING


async def test_what_was_no_crisis_is_taken_back_whole(room: Room) -> None:
    before = await room.incident()
    await room.start(effects=tuple(CrisisEffect))
    form = await room.form(Action.CRISIS_END)

    value = button_value((await room.crisis()).id, 1)
    await room.line.sandbox.click_in_view(ANN, form["id"], Action.CRISIS_UNDO, value)
    await room.line.shows("all is as it was")

    after = await room.incident()
    assert (after.level, after.confirmed_by) == (before.level, None)
    assert (await room.crisis()).state == CrisisState.UNDONE
    assert "It was no crisis" in await room.board()


async def test_a_risk_flag_proposes_it_once_and_a_no_is_kept(room: Room) -> None:
    assert await room.look() == 0
    async with room.line.database.writing() as session:
        verdict = await verdicts.get(session, post(0).id)
        assert verdict is not None
        verdict.flags = ["safety"]
        session.add(verdict)

    assert await room.look() == 1
    assert "somebody's safety" in await room.card()
    assert await room.look() == 0
    ts = await card_of(room.line.database)
    await room.line.sandbox.click(COLE, CHANNEL, ts, Action.CRISIS_START.value)
    form = (await room.line.sandbox.wait_for(lambda: room.line.sandbox.views(COLE)))[-1]
    assert "somebody's safety" in shown(form["blocks"])
    await room.line.sandbox.click(
        COLE, CHANNEL, await card_of(room.line.database), Action.CRISIS_DISMISS.value
    )
    await room.until(CrisisState.DISMISSED)
    assert await room.look() == 0
    assert "somebody's safety" not in await room.card()
