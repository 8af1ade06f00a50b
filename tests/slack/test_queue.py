"""The queue: each answer brings the next most urgent one, and nobody works on what a colleague has."""

import asyncio
from datetime import timedelta

import pytest

from bot.models import Draft, DraftState, SavedReason, Severity
from bot.ports import Clicked
from bot.slack.ids import Action
from bot.slack.queue_modal import MOST_SKIPPED, Round
from tests.builders import ANN, CHANNEL, COLE, MAYA, NOON, OLIVE, REPLY, SAM
from tests.slack.line import Line
from tests.slack.views import labels, shown
from tests.slack.watch import Watch


@pytest.fixture
def kind() -> str:
    """The queries are told apart by kind of database elsewhere."""
    return "sqlite"


async def test_the_worst_comes_first_and_is_taken(line: Line) -> None:
    await line.put("low")
    worst = await line.put("high", severity=Severity.HIGH)

    view = await line.start()

    assert "Trouble high." in shown(view["blocks"])
    assert "2 wait" in shown(view["blocks"])
    assert (await line.draft(worst)).assignee == ANN


async def test_one_press_approves_an_untouched_draft_and_brings_the_next(line: Line) -> None:
    first = await line.put("one", severity=Severity.HIGH)
    second = await line.put("two")
    view = await line.start()

    await line.sandbox.submit(ANN, view["id"], {})

    await line.shows("Trouble two.")
    assert (await line.draft(first)).state is DraftState.SCHEDULED
    assert (await line.draft(second)).assignee == ANN


async def test_what_was_typed_is_what_is_approved(line: Line) -> None:
    changed = await line.put("one")
    view = await line.start()

    await line.sandbox.submit(ANN, view["id"], {f"reply:{changed}:1": REPLY + " Ann"})

    await line.shows("The queue is empty")
    draft = await line.draft(changed)
    assert (draft.state, draft.revision) == (DraftState.SCHEDULED, 2)


async def test_a_text_that_may_not_go_out_stays_in_the_form_with_the_reason(line: Line) -> None:
    kept = await line.put("one")
    view = await line.start()

    await line.sandbox.submit(ANN, view["id"], {f"reply:{kept}:1": "We guarantee it."})

    again = await line.shows("It promises too much")
    assert "We guarantee it." in str(again["blocks"])
    assert (await line.draft(kept)).state is DraftState.WAITING


async def test_what_is_decided_in_the_form_stands_on_the_card(line: Line) -> None:
    await line.put("one")
    await line.desk.render_due()
    view = await line.start()

    await line.sandbox.submit(ANN, view["id"], {})
    await line.shows("The queue is empty")
    await line.desk.render_due()

    (card,) = line.sandbox.messages(CHANNEL)
    assert f"Approved* by <@{ANN}>" in shown(card["blocks"])


async def test_who_may_not_approve_sends_their_words_for_approval_and_goes_on(line: Line) -> None:
    sent = await line.put("one")
    view = await line.start(COLE)

    assert view["submit"]["text"] == "Send for approval"
    await line.sandbox.submit(COLE, view["id"], {f"reply:{sent}:1": REPLY + " Cole"})

    await line.shows("The queue is empty", COLE)
    draft = await line.draft(sent)
    assert (draft.state, draft.offered_revision, draft.assignee) == (DraftState.WAITING, 2, None)
    assert REPLY + " Cole" in shown((await line.start(ANN))["blocks"])
    assert "The queue is empty" in shown((await line.start(COLE))["blocks"])


async def test_who_may_not_approve_can_pass_an_untouched_draft_on(line: Line) -> None:
    sent = await line.put("one")
    view = await line.start(COLE)

    await line.sandbox.submit(COLE, view["id"], {})

    await line.told("Sent for approval", COLE)
    assert (await line.draft(sent)).offered_revision == 1


async def test_a_text_that_may_not_go_out_is_not_sent_for_approval_but_can_be_saved(line: Line) -> None:
    kept = await line.put("one")
    view = await line.start(COLE)

    await line.sandbox.submit(COLE, view["id"], {f"reply:{kept}:1": "We guarantee it."})
    again = await line.shows("It promises too much", COLE)
    typed = {f"reply:{kept}:1": "We guarantee it.", f"then:{kept}:1": "save"}
    await line.sandbox.submit(COLE, again["id"], typed)

    await line.shows("The queue is empty", COLE)
    draft = await line.draft(kept)
    assert (draft.revision, draft.offered_revision, draft.assignee) == (2, None, None)


async def test_two_people_never_get_the_same_one(line: Line) -> None:
    await line.put("one", severity=Severity.HIGH)
    await line.put("two")

    await line.start(ANN)
    await line.start(COLE)

    assert "Trouble one." in shown(line.view(ANN)["blocks"])
    assert "Trouble two." in shown(line.view(COLE)["blocks"])


async def test_skipping_lets_it_go_and_does_not_bring_it_again(line: Line) -> None:
    skipped = await line.put("one", severity=Severity.HIGH)
    await line.put("two")
    view = await line.start()

    await line.sandbox.click_in_view(ANN, view["id"], Action.SKIP)
    await line.shows("Trouble two.")
    await line.sandbox.click_in_view(ANN, view["id"], Action.SKIP)

    await line.shows("The queue is empty")
    assert (await line.draft(skipped)).assignee is None


async def test_a_snoozed_one_leaves_the_queue_and_comes_back(line: Line, watch: Watch) -> None:
    await line.put("one")
    view = await line.start()

    await line.sandbox.click_in_view(ANN, view["id"], Action.QUEUE_SNOOZE)

    await line.shows("The queue is empty")
    watch.turn(3_601)
    assert "Trouble one." in shown((await line.start())["blocks"])


async def test_no_reply_with_a_reason_is_one_press(line: Line) -> None:
    declined = await line.put("one")
    view = await line.start()

    await line.sandbox.click_in_view(ANN, view["id"], Action.QUEUE_DECLINE, "1")

    await line.shows("The queue is empty")
    draft = await line.draft(declined)
    assert (draft.state, draft.decline_reason) == (DraftState.DECLINED, "Troll or bait")


async def test_a_reason_that_the_team_saved_is_offered_and_kept(line: Line) -> None:
    declined = await line.put("one")
    async with line.database.writing() as session:
        session.add(SavedReason(id="r1", text="The council runs this pier", saved_by=MAYA, saved_at=NOON))
    view = await line.start()

    await line.sandbox.click_in_view(ANN, view["id"], Action.QUEUE_DECLINE, "saved:r1")
    await line.shows("queue is empty")

    assert (await line.draft(declined)).decline_reason == "The council runs this pier"


async def test_closing_the_form_lets_go_of_what_the_queue_brought(line: Line) -> None:
    left = await line.put("one")
    view = await line.start()

    await line.sandbox.close_view(ANN, view["id"])

    async def is_free() -> bool:
        return (await line.draft(left)).assignee is None

    while not await is_free():
        with line.sandbox.workspace.changes.listening() as listener:
            await listener.wait(0.05)


async def test_what_somebody_held_before_stays_theirs(line: Line) -> None:
    held = await line.put("one", assignee=ANN, taken_at=NOON, lease_until=NOON + timedelta(minutes=9))
    view = await line.start()

    await line.sandbox.click_in_view(ANN, view["id"], Action.SKIP)

    await line.shows("The queue is empty")
    assert (await line.draft(held)).assignee == ANN


async def test_a_decision_made_elsewhere_is_told_and_the_next_one_comes(line: Line) -> None:
    gone = await line.put("one", severity=Severity.HIGH)
    await line.put("two")
    view = await line.start()
    async with line.database.writing() as session:
        (await session.get_one(Draft, gone)).state = DraftState.SENT

    await line.sandbox.submit(ANN, view["id"], {})

    await line.shows("Trouble two.")
    assert "already approved" in shown(line.view()["blocks"])


async def test_what_was_typed_is_kept_when_a_colleague_was_faster(line: Line) -> None:
    gone = await line.put("one", severity=Severity.HIGH)
    await line.put("two")
    view = await line.start()
    await line.approvals.decline(Clicked(COLE, gone, 1, NOON), "Spam")

    await line.sandbox.submit(ANN, view["id"], {f"reply:{gone}:1": REPLY + " Yours, Ann"})

    following = await line.shows("Trouble two.")
    assert "to copy" in shown(following["blocks"])
    assert REPLY + " Yours, Ann" in shown(following["blocks"])


async def test_a_draft_that_changed_meanwhile_is_shown_anew_and_not_approved(line: Line) -> None:
    changed = await line.put("one")
    view = await line.start()
    await line.approvals.save(Clicked(COLE, changed, 1, NOON), REPLY + " Cole")

    await line.sandbox.submit(ANN, view["id"], {})

    again = await line.shows("The draft has changed since you saw it")
    assert REPLY + " Cole" in shown(again["blocks"])
    assert "What changed in the draft" in shown(again["blocks"])
    assert (await line.draft(changed)).state is DraftState.WAITING


async def test_a_time_that_only_a_person_can_know_needs_a_tick_in_the_queue_too(line: Line) -> None:
    late = await line.put("one")
    view = await line.start()
    await line.sandbox.submit(ANN, view["id"], {f"reply:{late}:1": REPLY + " It comes at 18:40."})

    again = await line.shows("I checked: 18:40")
    box = next(one for one in again["blocks"] if one["block_id"].startswith("checked:"))
    ticked = [box["element"]["options"][0]["value"]]
    await line.sandbox.submit(ANN, again["id"], {box["block_id"]: ticked})

    await line.shows("The queue is empty")
    assert (await line.draft(late)).state is DraftState.SCHEDULED


async def test_a_double_submit_approves_once_and_loses_no_draft(line: Line) -> None:
    first = await line.put("one", severity=Severity.HIGH)
    second = await line.put("two")
    view = await line.start()

    await asyncio.gather(*(line.sandbox.submit(ANN, view["id"], {}) for _ in range(2)))

    await line.shows("Trouble two.")
    assert (await line.draft(first)).state is DraftState.SCHEDULED
    assert (await line.draft(second)).state is DraftState.WAITING


async def test_a_form_that_was_closed_meanwhile_takes_nothing_and_the_person_is_told(line: Line) -> None:
    await line.put("one", severity=Severity.HIGH)
    following = await line.put("two")
    view = await line.start()
    line.sandbox.fail("views.update", error="not_found")

    await line.sandbox.click_in_view(ANN, view["id"], Action.SKIP)

    assert await line.told("had been closed meanwhile")
    assert (await line.draft(following)).assignee is None


async def test_a_form_that_slack_does_not_open_takes_nothing(line: Line) -> None:
    waiting = await line.put("one")
    line.sandbox.fail("views.open", error="expired_trigger_id")

    await line.sandbox.slash(ANN, CHANNEL, "next")

    assert await line.told("could not open the form in time")
    assert (await line.draft(waiting)).assignee is None


async def test_the_form_says_why_it_was_judged_so_and_how_the_reply_goes_about_it(line: Line) -> None:
    await line.put("one", strategy="rebuild", strategy_why="it was our fault")

    words = shown((await line.start())["blocks"])

    assert "lost item" in words
    assert "put it right – it was our fault" in words
    assert "Approve posts this through your publishing webhook." in words


async def test_what_the_same_person_was_told_before_is_shown(line: Line) -> None:
    await line.answered("before", "We are sorry, Jo: the 6:10 was full.", author_id="77")
    await line.answered("other", "We are sorry, Kim.", author_id="78", author_handle="kim")
    await line.put("again", mention={"author_id": "77"})

    words = shown((await line.start())["blocks"])

    assert "Answered this person" in words
    assert "We are sorry, Jo: the 6:10 was full." in words
    assert "Kim" not in words


async def test_what_was_said_in_the_same_thread_is_shown(line: Line) -> None:
    await line.answered("before", "We are sorry, Kim.", author_handle="kim", thread="t1")
    await line.put("again", mention={"thread": "t1"})

    assert "Answered somebody in this thread" in shown((await line.start())["blocks"])


async def test_an_outsider_is_told_and_takes_nothing(line: Line) -> None:
    waiting = await line.put("one")

    view = await line.start(OLIVE)

    assert "Only the support team" in shown(view["blocks"])
    assert (await line.draft(waiting)).assignee is None


async def test_a_second_approver_is_asked_and_the_first_is_not(line: Line) -> None:
    await line.put("one", state=DraftState.SECOND, first_approver=SAM, first_approved_at=NOON)

    assert "needs your second approval" in shown((await line.start(ANN))["blocks"])


async def test_a_second_approver_may_skip_it_or_send_it_back(line: Line) -> None:
    high, second = Severity.HIGH, DraftState.SECOND
    await line.put("one", severity=high, state=second, first_approver=SAM, first_approved_at=NOON)
    await line.put("two")
    view = await line.start()
    assert "Send back…" in labels(view["blocks"])

    await line.sandbox.click_in_view(ANN, view["id"], Action.SKIP)

    await line.shows("Trouble two.")


async def test_sending_back_opens_its_form_on_top(line: Line) -> None:
    await line.put("one", state=DraftState.SECOND, first_approver=SAM, first_approved_at=NOON)
    view = await line.start()

    await line.sandbox.click_in_view(ANN, view["id"], Action.SEND_BACK)

    await line.sandbox.wait_for(lambda: line.sandbox.views(ANN)[1:])
    assert "What should be different?" in str(line.view()["blocks"])


def test_a_round_survives_its_way_through_the_form() -> None:
    way = Round("m1", 3, was_mine=True, done=2, skipped=("m0",))

    assert Round.load(way.dump()) == way
    odd = ("", "[]", "{}", '{"value": "x"}', '{"value": "m:1", "skip": 1}', '{"value": "m:1", "done": "x"}')
    assert [Round.load(one) for one in odd] == [None] * len(odd)


def test_the_form_has_room_for_what_was_skipped() -> None:
    way = Round("m" * 64, 1)
    for _ in range(99):
        way = way.without()

    assert len(way.skipped) == MOST_SKIPPED
    assert len(way.dump()) <= 3_000
