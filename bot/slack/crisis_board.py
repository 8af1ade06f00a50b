"""The live board of a crisis, and the statement that waits beneath it. Pure functions of their rows."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from bot.crisis.conditions import quiet
from bot.hosts import network_name
from bot.models import CrisisAction, CrisisState, CrisisStatement, DraftState, SlackMessage
from bot.slack import crisis_words, incident_words
from bot.slack.blocks import (
    Block,
    Rendered,
    actions,
    bullets,
    button,
    context,
    line,
    pair,
    quotes,
    rich,
    section,
    small_print,
    text_element,
)
from bot.slack.escape import date, notification, our_elements, person, quoted
from bot.slack.ids import Action, button_value
from bot.slack.incident_card import title
from bot.store.crisis_board import BoardRows
from bot.text import excerpt

GONE = "This crisis is not there any more."
MOST_ACTIONS = 8
MOST_EVENTS = 8
MAX_TITLE = 150
MAX_WHAT = 200
_DELIVERY = {
    DraftState.SCHEDULED: "on its way",
    DraftState.SENDING: "on its way",
    DraftState.SENT: "public",
    DraftState.POSTED_BY_HAND: "posted by hand",
    DraftState.HANDED_OFF: "to be posted by hand",
    DraftState.UNKNOWN: "sent, nobody knows whether it is public",
    DraftState.FAILED: "not sent",
    DraftState.DECLINED: "not posted",
}


def board(row: SlackMessage, rows: BoardRows | None, now: datetime) -> Rendered:
    """What its message shows; one that is over is a summary."""
    if rows is None:
        return Rendered(GONE, [section(GONE)])
    crisis, incident = rows.crisis, rows.incident
    text = notification("Crisis", quoted(incident.title, MAX_TITLE), incident_words.counts(incident))
    if crisis.state != CrisisState.RUNNING:
        return Rendered(text, _over(rows))
    return Rendered(
        text,
        [
            section(f":rotating_light: *Crisis* · {crisis_words.led_by(crisis)}"),
            title(incident),
            *_numbers(rows),
            *_in_public(rows, now),
            *_tasks(rows, now),
            *_people(rows),
            *_timeline(rows),
            context(crisis_words.quiet_words(quiet(crisis, rows.times, rows.unanswered, now), crisis)),
            *([context(_NOT_PINNED)] if crisis.pin_problem else []),
            *actions(f"crisis:{crisis.id}:{row.version}", _buttons(rows)),
        ],
    )


_NOT_PINNED = "This board could not be pinned. Give the app the scope pins:write, or pin it yourself."


_BY = {"template": "drafted by Amends", "llm": "drafted by AI"}


def statement(row: SlackMessage, rows: BoardRows | None) -> Rendered:
    """The statement that waits, whole; once it is out, where it went."""
    newest = rows.statements[0] if rows is not None and rows.statements else None
    if rows is None or newest is None:
        return Rendered(GONE, [section(GONE)])
    if newest.approved_at is not None or rows.crisis.state != CrisisState.RUNNING:
        told = _where(rows, newest)
        return Rendered(notification("Statement", told), [section(f"*Statement {newest.version}* · {told}")])
    by = _BY.get(newest.written_by) or f"by {person(newest.written_by)}"
    first = newest.first_approver
    waits = f"approved by {person(first)}, needs a second person" if first else "waits for approval"
    names = ", ".join(map(network_name, newest.places))
    value = button_value(rows.crisis.id, newest.version)
    approve = button("Approve statement", Action.CRISIS_APPROVE, value, style="primary")
    change = button("Change…", Action.CRISIS_STATEMENT, value)
    return Rendered(
        notification("A statement waits for approval"),
        [
            section(f":loudspeaker: *Statement {newest.version}* · {by} · {waits}"),
            *quotes(newest.text),
            *([small_print(newest.note)] if newest.note else []),
            context(f"Goes to: {names or 'nowhere yet; choose with Change…'}"),
            *actions(f"statement:{newest.id}:{row.version}", [approve, change]),
        ],
    )


def _numbers(rows: BoardRows) -> list[Block]:
    grown = incident_words.growth(rows.times)
    told = rows.progress
    bars = [f"`{grown.bars}` {grown.words}"] if grown else []
    return [
        context(incident_words.counts(rows.incident), *bars),
        section(
            f"*Unanswered:* {crisis_words.waiting(dict(rows.unanswered))}\n"
            f"*Answered:* {told.answered:,} · *on the way:* {told.on_the_way:,}"
        ),
    ]


def _in_public(rows: BoardRows, now: datetime) -> list[Block]:
    said = [one for one in rows.statements if one.approved_at is not None]
    if not said:
        waits = "waits for approval in the thread" if rows.statements else "is being drafted"
        return [section(f":loudspeaker: *In public:* nothing yet. The holding statement {waits}.")]
    latest = said[0]
    late = " :warning: *overdue*" if latest.next_at <= now else ""
    again = f"*Next update promised by {date(latest.next_at, '{time}')}*{late}"
    return [
        section(f":loudspeaker: *In public:* statement {latest.version}, {_where(rows, latest)}\n{again}"),
        *quotes(latest.text),
    ]


def _where(rows: BoardRows, said: CrisisStatement) -> str:
    if said.approved_at is None:
        return "was not approved"
    found = [rows.carried[one] for one in said.drafts if one in rows.carried]
    stands = [f"{network_name(one.platform)}: {_DELIVERY.get(one.state, 'waits')}" for one in found]
    return ", ".join(stands) or "approved"


def _tasks(rows: BoardRows, now: datetime) -> list[Block]:
    if not rows.actions:
        return [section("*To do:* nothing yet. *Add action…* gives somebody something to do.")]
    open_first = sorted(rows.actions, key=lambda one: (one.done_at is not None, one.due_at))
    shown = [_task(rows, one, now) for one in open_first[:MOST_ACTIONS]]
    left = len(rows.actions) - len(shown)
    return [section("*To do*"), *shown, *([context(f"and {left} more, done before")] if left > 0 else [])]


def _task(rows: BoardRows, one: CrisisAction, now: datetime) -> Block:
    """What, who, by when: in this order in a narrow thread, too."""
    told, act = _owner_and_due(one, now), None
    value = button_value(one.id, 1)
    if one.done_at is None:
        act = button("Done", Action.CRISIS_DONE, value)
    elif one.promise is not None:
        waits, out = _updates(rows, one)
        told = f"{told} · {out} told" if waits or one.told_at is not None else told
        act = _telling(one, value, waits)
    return pair(told, excerpt(one.what, MAX_WHAT), act, others_first=True)


def _owner_and_due(one: CrisisAction, now: datetime) -> str:
    if one.done_at is not None:
        return f":white_check_mark: done by {person(one.done_by or one.owner)}"
    late = " :warning: *overdue*" if one.due_at <= now else ""
    return f"{person(one.owner)} · by {date(one.due_at, '{time}')}{late}"


def _telling(one: CrisisAction, value: str, waits: int) -> Block:
    """What comes next for those who were promised it."""
    if waits:
        label = f"Approve {waits} update{'s' if waits > 1 else ''}…"
        return button(label, Action.CRISIS_UPDATES, value, style="primary")
    if one.told_at is not None:
        return button("Tell more…", Action.CRISIS_TELL, value)
    return button("Tell the public…", Action.CRISIS_TELL, value, style="primary")


def _updates(rows: BoardRows, one: CrisisAction) -> tuple[int, int]:
    """How many updates wait for approval, and how many are approved."""
    stand = Counter(rows.carried[id].state for id in one.drafts if id in rows.carried)
    waits = stand[DraftState.WAITING] + stand[DraftState.SECOND] + stand[DraftState.FAILED]
    return waits, sum(count for state, count in stand.items() if state.is_committed)


def _people(rows: BoardRows) -> list[Block]:
    held = [f"{person(user)} has {count} in hand" for user, count in rows.holders]
    stance = rows.stance
    if stance is None:
        say = "Nobody has written yet what we say to each."
    elif stance.approved_at is None:
        say = f"{person(stance.written_by)} wrote what we say to each; it waits for approval."
    else:
        say = "What we say to each is approved."
    return [context(" · ".join([*held, say]))]


def _timeline(rows: BoardRows) -> list[Block]:
    events = sorted(_events(rows), key=lambda one: one[0])[-MOST_EVENTS:]
    shown = [our_elements(f"{date(at, '{time}')}  {words}") for at, words in events]
    return [rich(line(text_element("So far", bold=True)), bullets(shown))] if shown else []


def _events(rows: BoardRows) -> list[tuple[datetime, str]]:
    crisis, found = rows.crisis, list[tuple[datetime | None, str]]()
    found.append((rows.incident.first_mention_at, "the first post"))
    found.append((crisis.started_at, f"{person(crisis.started_by or 'amends')} started crisis mode"))
    found.append((crisis.lead_at, f"{person(crisis.lead or 'amends')} leads"))
    for said in rows.statements:
        both = " and ".join(person(one) for one in (said.first_approver, said.approved_by) if one)
        found.append((said.approved_at, f"statement {said.version} approved by {both}"))
    if rows.stance is not None:
        found.append((rows.stance.approved_at, "what we say to each is approved"))
    for number, one in enumerate(sorted(rows.actions, key=lambda each: each.made_at), start=1):
        found.append((one.done_at, f"{person(one.done_by or one.owner)} finished action {number}"))
        found.append((one.told_at, f"{len(one.drafts)} public updates written for action {number}"))
    return [(at, words) for at, words in found if at is not None]


def _buttons(rows: BoardRows) -> list[Block]:
    crisis = rows.crisis
    value, of_incident = button_value(crisis.id, 1), button_value(crisis.incident_id, 1)
    lead = "I'll lead" if crisis.lead is None else "Take over"
    end: dict[str, str] = {"style": "primary"} if crisis.calm_since is not None else {}
    return [
        button(lead, Action.CRISIS_LEAD, value),
        button("New statement…", Action.CRISIS_STATEMENT, value),
        button("Add action…", Action.CRISIS_ACTION, value),
        button("Answer them…", Action.INCIDENT_ANSWER, of_incident),
        button("Step down…", Action.CRISIS_END, value, **end),
    ]


def _over(rows: BoardRows) -> list[Block]:
    crisis = rows.crisis
    by = person(crisis.ended_by or "amends")
    if crisis.state == CrisisState.UNDONE:
        return [section(f":leftwards_arrow_with_hook: *It was no crisis*, says {by}."), title(rows.incident)]
    why = [context(f"Ended early: {quoted(crisis.ended_because, 300)}")] if crisis.ended_because else []
    return [
        section(f":white_check_mark: *The crisis is over*, ended by {by}."),
        title(rows.incident),
        section(_summary(crisis.numbers)),
        *why,
        context("All of it is in the record, and these numbers are kept for the review."),
    ]


def _summary(numbers: dict[str, object]) -> str:
    first = numbers.get("minutes_to_first_statement")
    statement = f"first statement after {first} min" if first is not None else "no statement"
    parts: Sequence[str] = (
        f"{numbers.get('posts', 0)} posts by {numbers.get('people', 0)} people",
        f"{numbers.get('answered', 0)} answered, {numbers.get('unanswered', 0)} not",
        f"{statement}, {numbers.get('updates_late', 0)} promised updates late",
        f"{numbers.get('actions_done', 0)} of {numbers.get('actions', 0)} actions done",
        f"{numbers.get('public_updates', 0)} public updates written",
        f"{numbers.get('minutes', 0)} minutes in all",
    )
    return " · ".join(parts)
