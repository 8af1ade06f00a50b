"""Lines in the thread, pings, reminders and notices: what their readers must learn from them."""

from datetime import timedelta
from typing import Any

import pytest

from bot.models import DraftState, MentionState, MessageKind, SlackMessage
from bot.sandbox.limits.blocks import block_faults
from bot.slack.ids import Action, parse_value
from bot.slack.messages import MAX_LISTED, Subject, render_message
from tests.builders import ANN, CHANNEL, COLE, NOON, REPLY, a_mention
from tests.slack.views import a_view, by_hand, elements, labels, shown

DUE = (NOON + timedelta(hours=1)).timestamp()


def row(kind: MessageKind, **args: Any) -> SlackMessage:
    return SlackMessage(id="m1", kind=kind, audience=CHANNEL, changed_at=NOON, args=args)


def decision(word: str, **args: Any) -> SlackMessage:
    given: dict[str, Any] = {"by": ANN, "at": NOON.timestamp(), "reason": None, "url": None}
    return row(MessageKind.DECISION, decision=word, **(given | args))


@pytest.mark.parametrize(
    "word", ["sent", "posted_by_hand", "declined", "undone", "reopened", "handed_off", "settled"]
)
def test_a_decision_names_who_made_it(word: str) -> None:
    told = render_message(decision(word), Subject())

    assert f"<@{ANN}>" in told.text
    assert f"<@{ANN}>" in shown(told.blocks)


def test_a_decision_tells_its_reason() -> None:
    told = render_message(decision("declined", reason="Troll or bait"), Subject())

    assert "Troll or bait" in told.text
    assert "Troll or bait" in shown(told.blocks)


def test_a_published_reply_is_linked() -> None:
    told = render_message(decision("sent", url="https://x.com/acme/status/2"), Subject())

    assert "https://x.com/acme/status/2" in str(told.blocks)


def test_a_ping_calls_people_and_groups_and_says_until_when() -> None:
    told = render_message(
        row(MessageKind.PING, why="overdue", severity=3, due=DUE, to=[COLE, "S0TEAM"]), Subject()
    )

    assert told.text.startswith(f"<@{COLE}> <!subteam^S0TEAM> Nobody has taken this (high)")
    assert f"Answer by <!date^{int(DUE)}^{{time}}|" in told.text


def test_a_ping_that_calls_nobody_says_so() -> None:
    told = render_message(row(MessageKind.PING, why="severity", severity=4, due=None, to=[]), Subject())

    assert "Nobody is on call" in told.text


@pytest.mark.parametrize(
    ("why", "told"),
    [
        ("severity", "needs somebody now"),
        ("overdue", "Nobody has taken this"),
        ("lease", "not decided yet"),
        ("not_out", "still not out"),
        ("unknown", "look whether it is public"),
    ],
)
def test_a_ping_says_why(why: str, told: str) -> None:
    assert (
        told in render_message(row(MessageKind.PING, why=why, severity=2, due=DUE, to=[COLE]), Subject()).text
    )


def test_a_called_person_can_take_it_from_the_direct_message() -> None:
    view = a_view()
    subject = Subject(view, "https://x.slack.example/archives/C1/p1")

    told = render_message(row(MessageKind.PING_DM, why="severity", severity=4, due=DUE), subject)

    button = elements(told.blocks)[0]
    target = parse_value(button["value"])
    assert (button["action_id"], target and target.draft_id) == (Action.TAKE, view.draft.id)
    assert "open the card" in shown(told.blocks)
    assert "My bag missed the 7:40" in told.text


def test_the_reminder_asks_whether_it_is_posted_and_holds_the_text() -> None:
    view = by_hand(DraftState.HANDED_OFF, hand_off_link="https://x.com/jo/status/1")

    told = render_message(row(MessageKind.HAND_OFF_DM, approved_at=NOON.timestamp()), Subject(view))

    assert "Did you post it?" in told.text
    assert REPLY in shown(told.blocks)
    assert "I posted it" in labels(told.blocks)


def test_what_could_not_be_read_is_counted_with_reasons() -> None:
    args = {"source": "generic", "count": 2, "reasons": ["text is missing"], "delivery_id": "d9"}

    told = render_message(row(MessageKind.QUARANTINE, **args), Subject())

    assert "2 items could not be read" in told.text
    for words in ("generic", "text is missing", "d9"):
        assert words in shown(told.blocks)


def test_a_silent_source_is_named_with_since_when_and_what_to_do() -> None:
    told = render_message(
        row(MessageKind.SOURCE_SILENT, source="f5bot", last=NOON.timestamp(), back=None), Subject()
    )

    assert "A source is silent" in told.text
    for words in ("f5bot", str(int(NOON.timestamp())), "amends sources test"):
        assert words in str(told.blocks)


def test_a_source_that_is_back_says_so_on_the_same_card() -> None:
    args = {"source": "f5bot", "last": NOON.timestamp(), "back": DUE}

    told = render_message(row(MessageKind.SOURCE_SILENT, **args), Subject())

    assert "A source is back" in told.text
    assert str(int(DUE)) in str(told.blocks)
    assert "amends sources test" not in str(told.blocks)


def test_each_mention_set_aside_can_be_given_a_card() -> None:
    aside = a_mention("1", state=MentionState.SET_ASIDE, text="Great crew!")
    carded = a_mention("2", state=MentionState.OPEN, text="Lovely")

    told = render_message(row(MessageKind.SET_ASIDE), Subject(mentions=[aside, carded]))

    assert [parse_value(one["value"]) for one in elements(told.blocks)] == [parse_value(f"{aside.id}:1")]
    assert "Great crew!" in shown(told.blocks)
    assert "has a card now" in shown(told.blocks)


def test_a_long_list_shows_the_newest_and_counts_the_rest() -> None:
    many = [a_mention(str(number), state=MentionState.SET_ASIDE) for number in range(MAX_LISTED + 5)]

    told = render_message(row(MessageKind.SET_ASIDE), Subject(mentions=many))

    assert len(elements(told.blocks)) == MAX_LISTED
    assert "25 set aside today" in told.text
    assert "and 5 earlier ones" in shown(told.blocks)


def test_an_alarm_says_what_is_wrong() -> None:
    told = render_message(row(MessageKind.ALARM, text="The loop triage stands still."), Subject())

    assert "The loop triage stands still." in told.text
    assert "The loop triage stands still." in shown(told.blocks)


def test_a_promise_that_is_due_can_be_done_or_put_off() -> None:
    args = {"promise_id": "d1-1-1", "owner": "the depot", "what": "call back", "due": DUE, "state": "due"}

    told = render_message(row(MessageKind.COMMITMENT_DUE, **args), Subject(a_view()))

    assert "Due now: the depot to call back · for Jo Park (@jo)" in shown(told.blocks).replace("\n", "")
    assert labels(told.blocks) == ["Done", "Snooze for an hour"]
    assert {parse_value(one["value"]) for one in elements(told.blocks)} == {parse_value("d1-1-1:1")}


@pytest.mark.parametrize(("state", "told"), [("done", "Done, says"), ("snoozed", "will be asked again")])
def test_an_answered_promise_says_by_whom_and_asks_no_more(state: str, told: str) -> None:
    args = {"promise_id": "d1-1-1", "owner": "the depot", "what": "call back", "state": state, "by": COLE}

    line = render_message(row(MessageKind.COMMITMENT_DUE, **args), Subject(a_view()))

    assert told in shown(line.blocks)
    assert f"<@{COLE}>" in shown(line.blocks)
    assert labels(line.blocks) == []


def test_a_changed_fact_tells_how_many_drafts_use_the_old_one() -> None:
    told = render_message(facts_changed(drafts=14), Subject())

    assert "14 drafts still use the old fact" in told.text
    assert "Was: The lift is open." in shown(told.blocks).replace("\n", "")
    assert labels(told.blocks) == ["Refresh"]


def test_refreshed_drafts_are_counted_and_the_button_goes() -> None:
    told = render_message(facts_changed(drafts=14, refreshed=14), Subject())

    assert "14 drafts written anew." in told.text
    assert labels(told.blocks) == []


def test_a_fact_that_no_draft_uses_needs_no_refresh() -> None:
    told = render_message(facts_changed(drafts=0, held=1), Subject())

    assert "1 draft with it is in a colleague's hands" in told.text
    assert labels(told.blocks) == []


def facts_changed(**args: Any) -> SlackMessage:
    given = {"fact_id": "lift", "version": 2, "why": "changed", "was": "The lift is open.", "by": ANN}
    return row(MessageKind.FACTS_CHANGED, **(given | args))


def test_every_kind_but_the_card_has_a_renderer() -> None:
    for kind in set(MessageKind) - {MessageKind.CARD}:
        assert block_faults(render_message(row(kind), Subject()).blocks, "message") == []


def test_many_that_call_one_person_are_told_in_one_message() -> None:
    told = render_message(row(MessageKind.PAGES, count=9), Subject())

    assert "9 mentions need you" in told.text
    assert labels(told.blocks) == ["Start"]


@pytest.mark.parametrize(
    ("ended", "words"), [(False, "is on call in *primary*"), (True, "any more in *primary*")]
)
def test_who_stands_in_is_one_quiet_line(ended: bool, words: str) -> None:
    args = {"rotation": "primary", "user": COLE, "by": ANN, "begins": DUE, "ends": DUE, "ended": ended}

    told = render_message(row(MessageKind.SHIFT, **args), Subject())

    assert f"<@{COLE}>" in told.text
    assert words in told.text


@pytest.mark.parametrize("name", ["<!channel>", "a|b>", "x" * 300, None])
def test_a_rotation_by_any_name_rings_nobody(name: str | None) -> None:
    told = render_message(row(MessageKind.SHIFT, rotation=name, user=COLE, by=ANN), Subject())

    assert "<!channel" not in told.text
