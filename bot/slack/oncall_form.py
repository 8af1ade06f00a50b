"""Who is on call, and the forms that change it: for a time, and for good. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Any

from bot.hours import DAYS
from bot.models import StandInRow
from bot.oncall.duty import Turn
from bot.rota import Ladder, Rotation
from bot.rota.ladders import ONCALL, PAGERDUTY, WEBHOOK
from bot.rota.rotations import NAME as NAME_OF
from bot.slack.blocks import Block, actions, button, context, line, option, plain, rich, section, small_print
from bot.slack.escape import date, named_one, our_elements, person
from bot.slack.ids import ALL, ANSWER, Action, Callback, button_value
from bot.slack.modals import block_of

ROTATION, WHO, SPAN, FROM, UNTIL = "rotation", "who", "span", "from", "until"
HOURS, TURN, SWAP, TIMES = "hours", "turn", "swap", "times"
SPANS = {
    HOURS: "for the next four hours",
    TURN: "until this turn ends",
    SWAP: "we take each other's next turn",
    TIMES: "from and until the times below",
}
FOUR_HOURS = timedelta(hours=4)
MOST_ROTATIONS = 20
MOST_STAND_INS = 15
NAME, PEOPLE, HANDOFF, EVERY, ZONE = "name", "people", "handoff", "every", "zone"


@dataclass(frozen=True)
class Change:
    """What somebody wants; times are `None` where the span says them."""

    rotation: str
    who: str
    span: str
    begins: datetime | None = None
    ends: datetime | None = None


def turn_words(turns: Sequence[Turn]) -> list[str]:
    """One line for each rotation: who now, until when, who next."""
    told = []
    for one in turns[:MOST_ROTATIONS]:
        now = person(one.user) if one.user else "nobody"
        until = f" until {_moment(one.until)}" if one.until else ""
        after = f", then {person(one.next_user)}" if one.next_user else ""
        told.append(f"*{one.rotation.name}:* {now}{until}{after}")
    return told


def ladder_words(ladder: Ladder | None) -> list[str]:
    """One line: whom each step calls, and how often over; nothing without a ladder."""
    if ladder is None:
        return []
    steps = [f"{_after(one.after)} {', '.join(_target(each) for each in one.notify)}" for one in ladder.steps]
    over = f"; {ladder.repeat + 1} times over" if ladder.repeat else ""
    return [f"*Ladder:* {'; '.join(steps)}{over}"]


def _after(minutes: int) -> str:
    return f"after {minutes} min" if minutes else "at once"


def _target(target: str) -> str:
    """A name of ours, or a user or a group."""
    known = {ONCALL: "whoever SLACK_ONCALL names", PAGERDUTY: "PagerDuty", WEBHOOK: "your webhook"}
    return known.get(target) or (target if NAME_OF.fullmatch(target) else named_one(target))


def change_button() -> Block:
    """Opens the form, for everybody on the team."""
    return button("Change who is on call…", Action.ONCALL, ALL)


def rotations_button() -> Block:
    """Opens the rotations, for managers."""
    return button("Rotations…", Action.ROTATIONS, ALL)


def change_modal(
    turns: Sequence[Turn], rows: Sequence[StandInRow], user: str, notice: str | None = None
) -> Block:
    """Take over, hand over, swap; and what was said before, each with a way back."""
    names = [option(one.rotation.name, one.rotation.name) for one in turns[:MOST_ROTATIONS]]
    spans = [option(label, value) for value, label in SPANS.items()]
    pick = {"type": "static_select", "action_id": ANSWER, "options": names, "initial_option": names[0]}
    who = {"type": "users_select", "action_id": ANSWER, "initial_user": user}
    span = {"type": "radio_buttons", "action_id": ANSWER, "options": spans, "initial_option": spans[0]}
    times = {"type": "datetimepicker", "action_id": ANSWER}
    return {
        "type": "modal",
        "callback_id": Callback.ONCALL.value,
        "title": plain("On call"),
        "submit": plain("Save"),
        "close": plain("Close"),
        "blocks": [
            *_notice(notice),
            section("\n".join(turn_words(turns))),
            *[_stand_in(one) for one in rows[:MOST_STAND_INS]],
            {"type": "divider"},
            _input(ROTATION, "In the rotation", pick),
            _input(WHO, "this person is on call", who),
            _input(SPAN, "For how long?", span),
            _input(FROM, "From", times, optional=True),
            _input(UNTIL, "Until", times, optional=True),
            small_print("For a swap choose the colleague with whom you swap."),
        ],
    }


def change_of(state: Mapping[str, Any]) -> Change | dict[str, str]:
    """What was asked for, or what is wrong with it, by block id."""
    rotation, span = _option(state, ROTATION), _option(state, SPAN)
    who = str(_picked(state, WHO, "selected_user") or "")
    begins, ends = (_time(_picked(state, field, "selected_date_time")) for field in (FROM, UNTIL))
    if not who:
        return {block_of(dict(state), WHO): "Please choose somebody."}
    if span == TIMES and (begins is None or ends is None or begins >= ends):
        return {block_of(dict(state), UNTIL): "Please choose both times, the later one here."}
    return Change(rotation or "", who, span or HOURS, begins, ends)


def rotations_modal(turns: Sequence[Turn], notice: str | None = None) -> Block:
    """Every rotation, with a way to change it, and to a new one."""
    words = turn_words(turns)
    listed = [
        section(words[place], button("Change…", Action.EDIT_ROTATION, button_value(one.rotation.name, 1)))
        for place, one in enumerate(turns[:MOST_ROTATIONS])
    ]
    none = [section("*There are no rotations yet.* Without one, SLACK_ONCALL alone says who is called.")]
    new = actions("rotations", [button("New rotation…", Action.EDIT_ROTATION, button_value("new", 0))])
    return {
        "type": "modal",
        "callback_id": Callback.ROTATIONS.value,
        "title": plain("Rotations"),
        "close": plain("Close"),
        "blocks": [*_notice(notice), *(listed or none), *new],
    }


def rotation_modal(turn: Turn | None, head: int, notice: str | None = None) -> Block:
    """One rotation's people, in the order of their turns; `None` for a new one."""
    rotation = turn.rotation if turn else None
    people: Block = {"type": "multi_users_select", "action_id": ANSWER}
    if rotation and rotation.people:
        people["initial_users"] = [*rotation.people]
    zone = str(rotation.zone) if rotation else "UTC"
    every = "1w" if rotation is None else _every(rotation.days)
    fields = [] if rotation else [_input(NAME, "Name, such as primary", _text("", "primary"))]
    handoff = "mon 09:00" if rotation is None else _handoff(rotation)
    return {
        "type": "modal",
        "callback_id": Callback.ROTATION.value,
        "title": plain("Rotation"),
        "submit": plain("Save"),
        "close": plain("Cancel"),
        "private_metadata": f"{rotation.name if rotation else ''}:{head}",
        "blocks": [
            *_notice(notice),
            *fields,
            _input(PEOPLE, "People, in the order of their turns", people),
            _input(HANDOFF, "Handed over at", _text(handoff, "mon 09:00, or 09:00 for turns of days")),
            _input(EVERY, "Each turn lasts", _text(every, "1d, 1w, 2w")),
            _input(ZONE, "In the time zone", _text(zone, "Europe/London")),
            context("It counts at once and is kept on record with your name."),
        ],
    }


def rotation_of(state: Mapping[str, Any]) -> dict[str, Any]:
    """The form as values of a `[rotation.<name>]` table; `name` is empty unless it is a new one."""
    return {
        "name": str(_picked(state, NAME, "value") or "").strip(),
        "people": [str(one) for one in _picked(state, PEOPLE, "selected_users") or []],
        "handoff": str(_picked(state, HANDOFF, "value") or "").strip(),
        "every": str(_picked(state, EVERY, "value") or "").strip(),
        "zone": str(_picked(state, ZONE, "value") or "").strip(),
    }


def until_of(word: str, now: datetime, zone: tzinfo) -> datetime | None:
    """ "2h", "90m" or "18:00" as a moment; `None` if it is neither."""
    unit = word[-1:]
    if word[:-1].isdecimal() and unit in ("h", "m") and len(word) <= 4:
        number = int(word[:-1])
        return now + (timedelta(hours=number) if unit == "h" else timedelta(minutes=number))
    try:
        clock = time.fromisoformat(word) if len(word) == 5 else None
    except ValueError:
        return None
    if clock is None:
        return None
    local = now.astimezone(zone)
    at = datetime.combine(local.date(), clock.replace(tzinfo=None), zone)
    return (at if at > local else at + timedelta(days=1)).astimezone(UTC)


def _every(days: int) -> str:
    return f"{days // 7}w" if days % 7 == 0 else f"{days}d"


def _handoff(rotation: Rotation) -> str:
    clock = f"{rotation.handoff:%H:%M}"
    return f"{DAYS[rotation.start.weekday()]} {clock}" if rotation.days % 7 == 0 else clock


def _text(value: str, hint: str) -> Block:
    element: Block = {
        "type": "plain_text_input",
        "action_id": ANSWER,
        "placeholder": plain(hint),
        "max_length": 60,
    }
    return element | ({"initial_value": value} if value else {})


def _stand_in(row: StandInRow) -> Block:
    said = f"{person(row.user)} in *{row.rotation}*, {_moment(row.begins)} to {_moment(row.ends)}"
    return section(said, button("Take back", Action.STAND_IN_END, button_value(row.id, 1)))


def _notice(words: str | None) -> list[Block]:
    return [rich(line(*our_elements(words)))] if words else []


def _moment(at: datetime) -> str:
    return date(at, "{date_short_pretty} {time}")


def _time(seconds: object) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int) else None


def _input(block_id: str, label: str, element: Block, *, optional: bool = False) -> Block:
    words = {"type": "input", "block_id": block_id, "label": plain(label)}
    return {**words, "element": element, "optional": optional}


def _picked(state: Mapping[str, Any], field: str, key: str) -> Any:
    entry = (state.get("values") or {}).get(field, {}).get(ANSWER)
    return entry.get(key) if isinstance(entry, Mapping) else None


def _option(state: Mapping[str, Any], field: str) -> str | None:
    chosen = _picked(state, field, "selected_option")
    return str(chosen.get("value")) if isinstance(chosen, Mapping) else None
