"""Answering ten alike: fewer presses, and not one right, check or exact text less."""

import random
from dataclasses import replace
from typing import Any

import pytest

from bot.models import DraftRevision, DraftState, Reach, Severity, Verdict
from bot.ports import Clicked
from bot.sandbox.limits.view import view_faults
from bot.sandbox.shapes import Json
from bot.slack.alike_choice import MOST, Choice, Kind, choose
from bot.slack.alike_form import MOST_LEFT, Report, Way, alike_modal
from bot.slack.blocks import MAX_TEXT
from bot.slack.ids import Action
from bot.store.alike import Candidate
from tests.builders import ANN, CHANNEL, COLE, NOON, SAM
from tests.slack.line import Line
from tests.slack.views import HOSTILE, elements, hostile_view, labels, live_tokens, shown
from tests.slack.watch import Watch


@pytest.fixture
def kind() -> str:
    """The queries are told apart by kind of database elsewhere."""
    return "sqlite"


def a_reply(number: int) -> str:
    """Words that no other number has."""
    dice = random.Random(number)
    words = (
        "".join(dice.choice("bdfgklmnprstv") + dice.choice("aeiou") for _ in range(3)) for _ in range(12)
    )
    return f"Sorry: {' '.join(words)}."


async def put_alike(line: Line, count: int, **changes: Any) -> list[str]:
    return [await line.put(f"n{number:03}", text=a_reply(number), **changes) for number in range(count)]


async def open_form(line: Line, user: str = ANN) -> Json:
    """By the button under `/amends queue`."""
    await line.sandbox.slash(user, CHANNEL, "queue")
    listed = await line.told("wait*, the most urgent first", user)
    await line.sandbox.click(user, CHANNEL, listed["ts"], Action.ALIKE)
    await line.sandbox.wait_for(lambda: line.sandbox.views(user))
    return await line.shows("about the same", user)


async def states(line: Line, ids: list[str]) -> list[DraftState]:
    return [(await line.draft(one)).state for one in ids]


async def test_ten_alike_are_approved_by_one_press(line: Line) -> None:
    ids = await put_alike(line, 10)
    form = await open_form(line)

    await line.sandbox.submit(ANN, form["id"])

    await line.shows("That was all of this kind")
    assert await states(line, ids) == [DraftState.SCHEDULED] * 10


async def test_three_hundred_are_done_in_about_thirty_presses(line: Line, watch: Watch) -> None:
    ids = await put_alike(line, 300)
    form, submits = await open_form(line), 0

    while form["title"]["text"] == "Answer alike" and form.get("submit"):
        submits += 1
        watch.turn(60)
        done = 10 * submits
        await line.sandbox.submit(ANN, form["id"])
        form = await line.shows("That was all" if done >= len(ids) else f"{done} done")

    assert set(await states(line, ids)) == {DraftState.SCHEDULED}
    assert submits <= 32


async def test_each_exact_text_is_shown_whole_with_a_tick_of_its_own(line: Line) -> None:
    ids = await put_alike(line, 4)

    form = await open_form(line)

    assert all(a_reply(number) in shown(form["blocks"]) for number in range(len(ids)))
    assert sum(block["type"] == "input" for block in form["blocks"]) == len(ids)


async def test_it_is_offered_from_three_on(line: Line) -> None:
    await put_alike(line, 2)
    assert not [label for label in labels((await line.start())["blocks"]) if "alike" in label]

    await line.put("third", text=a_reply(99))
    assert "Answer 3 alike…" in labels((await line.start())["blocks"])


async def test_who_may_not_approve_is_not_offered_it_and_is_refused(line: Line) -> None:
    ids = await put_alike(line, 4)
    assert "Answer 4 alike…" not in labels((await line.start(COLE))["blocks"])
    form = await open_form(line)
    line.approvals.directory.approvers = set()  # type: ignore[attr-defined]

    await line.sandbox.submit(ANN, form["id"])

    assert "Only approvers can do this" in shown((await line.shows("Nothing was approved"))["blocks"])
    assert await states(line, ids) == [DraftState.WAITING] * 4


@pytest.mark.parametrize(
    "changes",
    [
        {"severity": Severity.HIGH},
        {"reach": Reach.NEVER},
        {"state": DraftState.FAILED},
        {"assignee": SAM, "lease_until": NOON.replace(hour=13)},
        {"snoozed_until": NOON.replace(hour=13)},
    ],
)
async def test_what_needs_a_look_of_its_own_is_left_out(line: Line, changes: dict[str, Any]) -> None:
    await put_alike(line, 3)
    apart = await line.put("apart", text=a_reply(77), **changes)

    form = await open_form(line)

    assert apart not in str(form["blocks"])
    assert sum(block["type"] == "input" for block in form["blocks"]) == 3


@pytest.mark.parametrize("flags", [["legal"], ["press"]])
async def test_nothing_risky_is_answered_in_one_go(line: Line, flags: list[str]) -> None:
    await put_alike(line, 3)
    risky = await line.put("risky", text=a_reply(77))
    async with line.database.writing() as session:
        (await session.get_one(Verdict, risky)).flags = flags

    assert risky not in str((await open_form(line))["blocks"])


async def test_a_text_with_a_problem_is_left_out(line: Line) -> None:
    await put_alike(line, 3)
    faulty = await line.put("faulty", text=a_reply(77))
    async with line.database.writing() as session:
        found = {"rule": "R10", "level": "hard", "words": "", "why": "", "fix": ""}
        (await session.get_one(DraftRevision, (faulty, 1))).findings = [found]

    assert faulty not in str((await open_form(line))["blocks"])


async def test_what_was_unticked_stays_in_the_queue_and_is_not_shown_again(line: Line) -> None:
    ids = await put_alike(line, 11)
    form = await open_form(line)

    await line.sandbox.submit(ANN, form["id"], {f"tick:{ids[0]}:1": []})

    following = await line.shows("9 approved.")
    assert ids[0] not in str(following["blocks"])
    assert ids[10] in str(following["blocks"])
    assert (await line.draft(ids[0])).state is DraftState.WAITING


async def test_what_changed_meanwhile_is_refused_and_named_with_the_reason(line: Line) -> None:
    ids = await put_alike(line, 3)
    form = await open_form(line)
    await line.approvals.save(Clicked(COLE, ids[1], 1, NOON), a_reply(88))

    await line.sandbox.submit(ANN, form["id"])

    words = shown((await line.shows("2 approved. 1 not:"))["blocks"])
    assert "Jo Park (@jo)" in words
    assert "The draft has changed since you saw it" in words
    assert (await line.draft(ids[1])).state is DraftState.WAITING


async def test_a_second_submit_of_the_same_form_approves_nothing_twice(line: Line) -> None:
    ids = await put_alike(line, 3)
    form = await open_form(line)
    for one in ids:
        await line.approvals.approve(Clicked(ANN, one, 1, NOON))

    await line.sandbox.submit(ANN, form["id"])

    assert "already approved it" in shown((await line.shows("Nothing was approved"))["blocks"])


async def test_copies_are_left_out_and_told(line: Line) -> None:
    ids = await put_alike(line, 3)
    copies = [await line.put(f"z{one}", text=a_reply(1)) for one in range(2)]
    form = await open_form(line)

    assert "Each of 2 more reads too much like another reply" in shown(form["blocks"])
    await line.sandbox.submit(ANN, form["id"])

    await line.shows("That was all of this kind")
    assert sorted(await states(line, ids + copies)) == [DraftState.SCHEDULED] * 3 + [DraftState.WAITING] * 2


async def test_the_queue_goes_on_afterwards_in_the_same_window(line: Line) -> None:
    await put_alike(line, 3)
    await line.put("worse", severity=Severity.HIGH, text=a_reply(55))
    form = await open_form(line)
    await line.sandbox.submit(ANN, form["id"])
    over = await line.shows("That was all of this kind")

    await line.sandbox.click_in_view(ANN, over["id"], Action.START_QUEUE)

    await line.shows("Trouble worse.")


async def test_what_the_queue_took_is_let_go_when_ten_are_answered_together(line: Line) -> None:
    ids = await put_alike(line, 3)
    view = await line.start()

    await line.sandbox.click_in_view(ANN, view["id"], Action.ALIKE)

    await line.shows("about the same")
    assert [(await line.draft(one)).assignee for one in ids] == [None] * 3


async def test_each_gets_its_card_with_undo(line: Line) -> None:
    ids = await put_alike(line, 3)
    form = await open_form(line)
    await line.sandbox.submit(ANN, form["id"])
    await line.shows("That was all of this kind")

    await line.desk.render_due()

    row = await line.row(f"card:{ids[0]}")
    assert row is not None
    card = line.sandbox.message(CHANNEL, str(row.ts))
    assert "draft.undo" in {one["action_id"] for one in elements(card["blocks"])}


async def test_a_form_that_was_closed_meanwhile_still_tells_what_was_done(line: Line) -> None:
    await put_alike(line, 3)
    form = await open_form(line)
    line.sandbox.fail("views.update", error="not_found")

    await line.sandbox.submit(ANN, form["id"])

    assert await line.told("3 approved, 0 not")


async def test_a_form_of_another_time_changes_nothing(line: Line) -> None:
    ids = await put_alike(line, 3)
    form = await open_form(line)
    line.sandbox.workspace.views.find(form["id"]).source["private_metadata"] = "what?"  # type: ignore[union-attr]

    await line.sandbox.submit(ANN, form["id"])

    await line.shows("cannot read any more")
    assert await states(line, ids) == [DraftState.WAITING] * 3


def a_candidate(number: int, text: str, thread: str | None = None) -> Candidate:
    return Candidate(f"d{number}", 1, "lost", Reach.API, text, thread, "lost/1", (), (), ())


KIND = Kind("lost", Reach.API)


def test_nothing_chosen_is_like_a_public_reply() -> None:
    found = [a_candidate(number, a_reply(number)) for number in range(4)]

    choice = choose(found, KIND, [a_reply(2)])

    assert [one.draft_id for one in choice.shown] == ["d0", "d1", "d3"]
    assert choice.copies == 1


def test_replies_in_one_thread_differ_more_than_others() -> None:
    first = "We are sorry that the coach left early and that nobody told you at the gate this morning."
    second = "We are sorry that the coach left late and that nobody told you on the platform this evening."

    apart = choose([a_candidate(0, first), a_candidate(1, second)], KIND, [])
    together = choose([a_candidate(0, first, "t"), a_candidate(1, second, "t")], KIND, [])

    assert (len(apart.shown), len(together.shown)) == (2, 1)


def test_a_way_survives_its_way_through_the_form_and_has_room() -> None:
    way = Way(KIND, 3, ("d" * 64,))
    for _ in range(30):
        way = way.on(10, ["e" * 64] * 5)

    assert Way.load(way.dump()) == way
    assert len(way.left) == MOST_LEFT
    assert len(way.dump()) <= 3_000
    assert [Way.load(one) for one in ("", "[]", "{}", '{"category": 1}')] == [None] * 4


def test_ten_long_hostile_ones_keep_slacks_limits() -> None:
    report = Report(1, [(HOSTILE, HOSTILE)] * MOST)
    views = []
    for number in range(MOST):
        view = hostile_view(DraftState.WAITING)
        view.draft.id = f"d{number}"
        views.append(replace(view, text=(HOSTILE * 99)[:MAX_TEXT]))

    form = alike_modal(Choice(Kind(HOSTILE, Reach.API), [], 99, 5), views, Way(KIND), report)

    assert view_faults(form, "modal") == []
    assert live_tokens(form) == []
