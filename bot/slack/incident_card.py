"""The one card of an incident: what many say, how it grows, who waits, what we say about it. Pure."""

import re
from collections.abc import Sequence
from typing import Final

from bot.models import CrisisState, Incident, IncidentState, SlackMessage, Stance
from bot.slack import crisis_words, incident_words, words
from bot.slack.blocks import (
    Block,
    Rendered,
    actions,
    bullets,
    button,
    context,
    line,
    overflow,
    quotes,
    rich,
    section,
    small_print,
    text_element,
)
from bot.slack.escape import date, notification, our_elements, person, quoted
from bot.slack.ids import Action, IncidentMore, button_value
from bot.slack.outreach_card import ask_button, letter_lines
from bot.store.incident_cards import IncidentRows
from bot.store.incidents import Member
from bot.text import excerpt

MAX_TITLE = 150
MAX_SAID = 280
MAX_NAME = 60
MAX_CAUSE = 300
MAX_WAITING = 140
GONE = "This incident is not there any more."
_BLANK: Final = re.compile(r"\{\{\s*(\w+)\s*\}\}")


def incident_card(row: SlackMessage, rows: IncidentRows | None) -> Rendered:
    """What its message shows. A closed one is a line and its buttons."""
    if rows is None:
        return Rendered(GONE, [section(GONE)])
    incident = rows.incident
    told = [incident_words.plain_level(incident), quoted(incident.title, MAX_TITLE)]
    text = notification(*told, incident_words.counts(incident), _state(rows))
    if incident.state == IncidentState.CLOSED:
        return Rendered(text, _closed(row, rows))
    return Rendered(
        text,
        [
            section(incident_words.headline(incident)),
            title(incident),
            context(f"{incident_words.counts(incident)} · {_since(incident)}"),
            *_cause(incident),
            *_crisis(rows),
            *_growth(rows),
            *[block for one in rows.quotes for block in _quote(one)],
            *_waiting(rows.worst),
            section(_state(rows)),
            *stance_lines(rows.stance),
            *letter_lines(rows.asked),
            *actions(f"incident:{incident.id}:{row.version}", _buttons(rows)),
        ],
    )


def title(incident: Incident) -> Block:
    """Its name: strangers' words, unless a colleague gave it one."""
    return rich(line(text_element(excerpt(incident.title, MAX_TITLE) or "(no name)", bold=True)))


def stance_lines(stance: Stance | None) -> list[Block]:
    """What we say, as long as somebody still has to agree; then who did."""
    if stance is None:
        return []
    by = person(stance.written_by)
    if stance.approved_at is not None:
        both = [person(one) for one in (stance.first_approver, stance.approved_by) if one]
        return [context(f"What we say, written by {by}, is approved by {' and '.join(dict.fromkeys(both))}.")]
    first = stance.first_approver
    waits = f"approved by {person(first)}, needs a second person" if first else "waits for an approver"
    return [section(f"*What we say* · by {by} · {waits}"), *quotes(in_short(stance))]


def in_short(stance: Stance) -> str:
    """The first way to say each part; a blank that each reply fills in for itself stands in brackets."""
    words = " ".join(part[0] for part in (stance.happened, stance.doing, stance.steps) if part)
    return _BLANK.sub(lambda blank: stance.due if blank[1] == "due" else f"[{blank[1]}]", words)


def answer_button(rows: IncidentRows) -> list[Block]:
    """The next thing to do for those who wait without a card; nothing if nobody does."""
    waiting, stance = rows.progress.grouped, rows.stance
    if stance is None:
        label = "Write what we say…"
    elif stance.approved_at is None:
        label = "Approve what we say…"
    else:
        label = f"Answer {waiting:,}…" if waiting else "Answer them…"
    if not waiting and stance is None:
        return []
    value = button_value(rows.incident.id, 1)
    return [button(label, Action.INCIDENT_ANSWER, value, style="primary")]


def _buttons(rows: IncidentRows) -> list[Block]:
    incident = rows.incident
    show = button("Show mentions", Action.INCIDENT_MENTIONS, button_value(incident.id, 0))
    choices = [
        ("Rename…", IncidentMore.RENAME),
        ("Merge into…", IncidentMore.MERGE),
        ("Split…", IncidentMore.SPLIT),
        ("Close", IncidentMore.CLOSE),
        *([("It is a crisis…", IncidentMore.CRISIS)] if not _runs(rows) else []),
    ]
    menu = overflow(
        Action.INCIDENT_MORE, [(label, button_value(incident.id, 1, choice)) for label, choice in choices]
    )
    return [*_start(rows), *answer_button(rows), show, *ask_button(rows), menu]


def _closed(row: SlackMessage, rows: IncidentRows) -> list[Block]:
    incident = rows.incident
    by = person(incident.closed_by) if incident.closed_by not in (None, "amends") else "itself, in silence"
    name = text_element(excerpt(incident.title, MAX_TITLE) or "(no name)", bold=True)
    into = text_element(f" · now part of “{excerpt(rows.into.title, MAX_TITLE)}”") if rows.into else None
    told = f" · {incident_words.counts(incident)} · closed by "
    one_line = rich(line(name, text_element(told), *our_elements(by), *([into] if into else [])))
    value = button_value(incident.id, 0)
    again = [] if rows.into else [button("Open again", Action.INCIDENT_REOPEN, value)]
    show = button("Show mentions", Action.INCIDENT_MENTIONS, value)
    return [
        section(":white_check_mark: *Closed incident*"),
        one_line,
        *actions(f"incident:{incident.id}:{row.version}", [] if rows.into else [show, *again]),
    ]


def _since(incident: Incident) -> str:
    first, last = incident.first_mention_at, incident.last_mention_at
    return f"since {date(first, '{date_short_pretty} {time}')}, the latest {date(last, '{ago}')}"


def _crisis(rows: IncidentRows) -> list[Block]:
    """A crisis that runs, or why it may be one."""
    crisis = rows.crisis
    if crisis is not None and crisis.state == CrisisState.PROPOSED:
        return [section(crisis_words.proposed(crisis))]
    if crisis is not None and crisis.state == CrisisState.RUNNING:
        return [context(f"Crisis mode is on, {crisis_words.led_by(crisis)}. The board shows all of it.")]
    told = incident_words.confirmed(rows.incident)
    return [context(told)] if told else []


def _cause(incident: Incident) -> list[Block]:
    """What a model makes of it: read by it from strangers' words, so plain text that nobody has checked."""
    if not incident.cause:
        return []
    return [small_print(f"By AI, unchecked: {excerpt(incident.cause, MAX_CAUSE)}")]


def _runs(rows: IncidentRows) -> bool:
    return rows.crisis is not None and rows.crisis.state == CrisisState.RUNNING


def _start(rows: IncidentRows) -> list[Block]:
    """What a proposal asks for."""
    if rows.crisis is None or rows.crisis.state != CrisisState.PROPOSED:
        return []
    value = button_value(rows.incident.id, 1)
    return [
        button("Start crisis mode…", Action.CRISIS_START, value, style="danger"),
        button("Not a crisis", Action.CRISIS_DISMISS, value),
    ]


def _growth(rows: IncidentRows) -> list[Block]:
    grown = incident_words.growth(rows.times)
    return [context(f"`{grown.bars}` {grown.words}")] if grown else []


def _quote(one: Member) -> list[Block]:
    said = excerpt(one.mention.text, MAX_SAID) or "(no words)"
    where = f"{excerpt(words.author(one.mention), MAX_NAME)} on {words.platform(one.mention.platform)}"
    return [
        rich(
            line(text_element(where, bold=True)),
            {"type": "rich_text_quote", "elements": [text_element(said)]},
        )
    ]


def _waiting(worst: Sequence[Member]) -> list[Block]:
    """The gravest that nobody has decided on."""
    if not worst:
        return []
    return [section("*Waiting, the gravest first*"), rich(bullets([_waits(one) for one in worst]))]


def _waits(one: Member) -> list[Block]:
    came = f", since {date(one.mention.received_at, '{time}')}"
    due = f", answer by {date(one.draft.due_at, '{time}')}" if one.draft is not None else came
    said = f" · {excerpt(words.author(one.mention), MAX_NAME)}: {excerpt(one.mention.text, MAX_WAITING)}"
    return [
        text_element(words.severity(one.verdict.severity), bold=True),
        *our_elements(f"{due} · {incident_words.stands(one)}"),
        text_element(said),
    ]


def _state(rows: IncidentRows) -> str:
    told = rows.progress
    parts = [
        (told.grouped, "wait here for one answer each"),
        (told.carded, "on cards or in the queue"),
        (told.on_the_way, "on the way"),
        (told.answered, "answered"),
        (told.remarks, "only speak of it"),
    ]
    return " · ".join(f"*{count:,}* {what}" for count, what in parts if count) or "*Nobody waits.*"
