"""A promise has an owner and a time from its approval on, and rings until somebody has kept it."""

from datetime import timedelta

from bot.followup.reminders import SNOOZE
from bot.models import DraftState
from bot.ports import Done, Refused
from bot.store.database import Database
from tests.builders import ANN, NOON, OLIVE, SAM
from tests.followup.promised import CALL, DUE, LOOK, promised


async def test_an_approval_stores_its_promises_with_owner_and_due_time(database: Database) -> None:
    case = await promised(database).put(CALL, LOOK)

    call, look = await case.promises()
    assert (call.owner, call.what, call.due_at, call.made_at) == ("the depot", "call back", DUE, NOON)
    assert (look.owner, look.due_at) == ("the lead", None)
    assert {clock.subject_id: clock.due_at for clock in await case.clocks()} == {
        call.id: DUE,
        look.id: NOON + timedelta(days=1),
    }


async def test_a_promise_without_a_time_is_asked_about_a_day_later(database: Database) -> None:
    case = await promised(database).put(LOOK)

    await case.oncall.fire_due(NOON + timedelta(days=1))

    (line,) = await case.lines()
    assert (line["owner"], line["what"], line["due"]) == ("the lead", "look into it", None)


async def test_a_promise_that_is_due_is_told_once_under_its_card(database: Database) -> None:
    case = await promised(database).put(CALL)

    await case.oncall.fire_due(DUE - timedelta(seconds=1))
    assert await case.lines() == []
    await case.oncall.fire_due(DUE)
    await case.oncall.fire_due(DUE + timedelta(hours=5))

    (line,) = await case.lines()
    assert (line["owner"], line["what"], line["state"]) == ("the depot", "call back", "due")
    assert line["due"] == DUE.timestamp()


async def test_what_was_stopped_before_it_went_out_reminds_nobody(database: Database) -> None:
    case = await promised(database).put(CALL, state=DraftState.WAITING)

    await case.oncall.fire_due(DUE)

    assert await case.lines() == []


async def test_another_approval_replaces_the_promises_of_the_first(database: Database) -> None:
    case = await promised(database).put(CALL)

    await case.approve_again(LOOK, at=NOON + timedelta(minutes=5))
    await case.oncall.fire_due(DUE + timedelta(hours=1))

    assert [promise.what for promise in await case.promises()] == ["look into it"]
    assert await case.lines() == []


async def test_the_same_text_approved_again_reminds_once_and_from_then_on(database: Database) -> None:
    case = await promised(database).put(CALL)
    later = NOON + timedelta(minutes=30)

    await case.approve_again(CALL, at=later, revision=1)
    await case.oncall.fire_due(DUE)
    assert await case.lines() == []
    await case.oncall.fire_due(later + timedelta(hours=2))

    assert len(await case.lines()) == 1


async def test_done_ends_it_and_says_who_did_it(database: Database) -> None:
    case = await promised(database).put(CALL)
    await case.oncall.fire_due(DUE)
    (promise,) = await case.promises()

    assert await case.followup.done(SAM, promise.id, DUE) == Done()

    (promise,) = await case.promises()
    assert (promise.kept_by, promise.kept_at) == (SAM, DUE)
    assert [(line["state"], line["by"]) for line in await case.lines()] == [("done", SAM)]


async def test_done_before_it_is_due_reminds_nobody(database: Database) -> None:
    case = await promised(database).put(CALL)
    (promise,) = await case.promises()

    await case.followup.done(SAM, promise.id, NOON)
    await case.oncall.fire_due(DUE)

    assert await case.lines() == []


async def test_snooze_asks_again_in_a_line_of_its_own(database: Database) -> None:
    case = await promised(database).put(CALL)
    await case.oncall.fire_due(DUE)
    (promise,) = await case.promises()

    await case.followup.snooze(SAM, promise.id, DUE)
    await case.oncall.fire_due(DUE + SNOOZE - timedelta(seconds=1))
    assert [line["state"] for line in await case.lines()] == ["snoozed"]
    await case.oncall.fire_due(DUE + SNOOZE)

    assert [line["state"] for line in await case.lines()] == ["snoozed", "due"]


async def test_the_second_to_press_done_is_told_who_was_first(database: Database) -> None:
    case = await promised(database).put(CALL)
    (promise,) = await case.promises()
    await case.followup.done(SAM, promise.id, NOON)

    answer = await case.followup.done(ANN, promise.id, NOON)

    assert isinstance(answer, Refused)
    assert SAM in answer.why


async def test_who_is_not_on_the_team_changes_nothing(database: Database) -> None:
    case = await promised(database).put(CALL)
    (promise,) = await case.promises()

    answers = [
        await case.followup.done(OLIVE, promise.id, NOON),
        await case.followup.snooze(OLIVE, promise.id, NOON),
    ]

    assert all(isinstance(answer, Refused) for answer in answers)
    assert (await case.promises())[0].kept_at is None


async def test_a_promise_that_an_approval_replaced_cannot_be_kept(database: Database) -> None:
    case = await promised(database).put(CALL)
    (promise,) = await case.promises()
    await case.approve_again(LOOK, at=NOON)

    assert isinstance(await case.followup.done(SAM, promise.id, NOON), Refused)
