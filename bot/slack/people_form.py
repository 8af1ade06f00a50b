"""“People…”: who may what by the settings and for a time, and the form that gives a right. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from bot.granting import Role
from bot.models import Grant
from bot.ports import People
from bot.slack.blocks import Block, button, context, line, option, plain, rich, section
from bot.slack.escape import date as moment
from bot.slack.escape import our_elements, person
from bot.slack.ids import ANSWER, Action, Callback, button_value

WHOM, ROLE, SPAN, DAY, HOUR = "whom", "role", "span", "day", "hour"
TOMORROW, WEEK, UNTIL, FOR_GOOD = "tomorrow", "week", "until", "good"
SPANS = {
    TOMORROW: "until tomorrow 09:00",
    WEEK: "for a week",
    UNTIL: "until the day below",
    FOR_GOOD: "until somebody takes it back",
}
MORNING = time(9)
MOST_GRANTS = 20
"""Of more the form says how many there are; each can be taken back as the others end."""
MOST_NAMED = 20
MANAGE = "all:1"
"""Value of a button that is about no single draft."""
_TITLES = {
    Role.APPROVER: "Approvers",
    Role.MANAGER: "Managers",
    Role.ONCALL: "On call",
    Role.LEGAL: "Legal people, who alone approve grave cases",
}


@dataclass(frozen=True)
class PeopleView:
    """What the form shows. `stamp` names its inputs: another one empties them."""

    people: People
    grants: Sequence[Grant]
    stamp: str
    notice: str | None = None


@dataclass(frozen=True)
class Asked:
    """What a manager wants; `errors` by block id is empty if it is complete."""

    user: str
    role: Role
    until: datetime | None
    errors: Mapping[str, str]


def people_button() -> Block:
    """Opens the form, for managers."""
    return button("People…", Action.PEOPLE, MANAGE)


def people_modal(view: PeopleView) -> Block:
    """Who may what, what ends when, and the inputs for another right."""
    return {
        "type": "modal",
        "callback_id": Callback.PEOPLE.value,
        "title": plain("People"),
        "submit": plain("Give"),
        "close": plain("Close"),
        "private_metadata": view.stamp,
        "blocks": [*_notice(view.notice), *_standing(view), *_for_a_time(view.grants), *_inputs(view.stamp)],
    }


def asked_of(state: Mapping[str, Any], now: datetime, zone: tzinfo) -> Asked:
    """What the form was filled with; days and hours are those of the manager's `zone`."""
    said = {block_id.split(":")[0]: (block_id, each) for block_id, each in state.get("values", {}).items()}
    user = str(_picked(said, WHOM, "selected_user") or "")
    role = _option(said, ROLE)
    errors = {} if user else {_id(said, WHOM): "Please choose somebody."}
    if role not in list(Role):
        errors[_id(said, ROLE)] = "Please choose what they may do."
    until, wrong = _until(said, now, zone)
    errors |= {_id(said, DAY): wrong} if wrong else {}
    return Asked(user, Role(role) if role in list(Role) else Role.APPROVER, until, errors)


def _until(said: "_Said", now: datetime, zone: tzinfo) -> tuple[datetime | None, str | None]:
    span, today = _option(said, SPAN), now.astimezone(zone).date()
    if span == TOMORROW:
        return _at(today + timedelta(days=1), MORNING, zone), None
    if span == WEEK:
        return now + timedelta(days=7), None
    if span == FOR_GOOD:
        return None, None
    try:
        day = date.fromisoformat(str(_picked(said, DAY, "selected_date")))
        hour = time.fromisoformat(str(_picked(said, HOUR, "selected_time") or MORNING))
    except ValueError:
        return None, "Please choose the last day."
    until = _at(day, hour, zone)
    return until, None if until > now else "This time is over already. Please choose a later one."


def _at(day: date, hour: time, zone: tzinfo) -> datetime:
    return datetime.combine(day, hour.replace(tzinfo=None), zone).astimezone(UTC)


_Said = Mapping[str, tuple[str, Mapping[str, Any]]]


def _id(said: _Said, field: str) -> str:
    return said[field][0] if field in said else field


def _picked(said: _Said, field: str, key: str) -> Any:
    entry = said[field][1].get(ANSWER) if field in said else None
    return entry.get(key) if isinstance(entry, Mapping) else None


def _option(said: _Said, field: str) -> str | None:
    chosen = _picked(said, field, "selected_option")
    return str(chosen.get("value")) if isinstance(chosen, Mapping) else None


def _notice(words: str | None) -> list[Block]:
    return [rich(line(*our_elements(words)))] if words else []


def _standing(view: PeopleView) -> list[Block]:
    """By the settings; what was given stands below, with its end."""
    given = {role: {one.user for one in view.grants if one.role == role} for role in Role}
    lines = [f"*{title}:* {_names(role.of(view.people) - given[role])}" for role, title in _TITLES.items()]
    return [section("\n".join(lines)), context("As the settings name them. Amends does not change these.")]


def _for_a_time(grants: Sequence[Grant]) -> list[Block]:
    if not grants:
        return [section("*For a time:* nobody")]
    more = len(grants) - MOST_GRANTS
    rest = [context(f"and {more} more")] if more > 0 else []
    return [section("*For a time:*"), *(_grant(one) for one in grants[:MOST_GRANTS]), *rest]


def _grant(grant: Grant) -> Block:
    end = f"until {until_words(grant.until)}" if grant.until else "until it is taken back"
    said = f"{person(grant.user)} is {Role(grant.role).words} {end} · given by {person(grant.given_by)}"
    return section(said, button("Take back", Action.TAKE_BACK, button_value(grant.id, 1)))


def until_words(at: datetime) -> str:
    """An end, in the reader's zone."""
    return moment(at, "{date_short_pretty} {time}")


def _inputs(stamp: str) -> list[Block]:
    roles = [option(role.words, role.value) for role in Role]
    spans = [option(label, value) for value, label in SPANS.items()]
    who = {"type": "users_select", "action_id": ANSWER, "placeholder": plain("A colleague")}
    radio = {"type": "radio_buttons", "action_id": ANSWER, "options": spans, "initial_option": spans[0]}
    role = {"type": "static_select", "action_id": ANSWER, "options": roles, "initial_option": roles[0]}
    hour = {"type": "timepicker", "action_id": ANSWER, "initial_time": f"{MORNING:%H:%M}"}
    return [
        {"type": "divider"},
        _input(f"{WHOM}:{stamp}", "Let somebody", who),
        _input(f"{ROLE}:{stamp}", "be", role),
        _input(f"{SPAN}:{stamp}", "For how long?", radio),
        _input(f"{DAY}:{stamp}", "Day", {"type": "datepicker", "action_id": ANSWER}, optional=True),
        _input(f"{HOUR}:{stamp}", "At", hour, optional=True),
        context("It counts at once, stands in the channel, and is kept on record with your name."),
    ]


def _input(block_id: str, label: str, element: Block, *, optional: bool = False) -> Block:
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": element,
        "optional": optional,
    }


def _names(users: Iterable[str]) -> str:
    named = sorted(users)
    more = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
    return f"{', '.join(person(one) for one in named[:MOST_NAMED])}{more}" if named else "nobody"
