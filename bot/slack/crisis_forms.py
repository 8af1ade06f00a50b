"""The forms of a crisis: starting it, adding something to do, telling the public, stepping down. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.crisis.conditions import Quiet
from bot.crisis.tasks import MOST_WORDS
from bot.crisis.update_words import suggested
from bot.models import Crisis, CrisisAction, CrisisEffect, Incident
from bot.slack import crisis_words
from bot.slack.ai_form import Asked, ask_button, fresh
from bot.slack.blocks import Block, actions, button, context, line, option, plain, rich, section, text_element
from bot.slack.escape import our_elements
from bot.slack.ids import ANSWER, Action, Callback, Field, button_value
from bot.slack.incident_card import title
from bot.slack.incident_forms import incident_form
from bot.slack.incident_list import Place
from bot.slack.modals import answer_of, input_block
from bot.store.crises import EVERYBODY
from bot.text import excerpt, reveal

HOURS = (1, 2, 4, 8)
DUE_HOURS = (1, 2, 4, 8, 24, 48)
NOBODY = "nobody"
MAX_OPTION = 70
MOST_PROMISES = 20
MAX_REASON = 300
MOST_TYPED = 3_000


def start_modal(incident: Incident, crisis: Crisis | None, offered: Sequence[CrisisEffect]) -> Block:
    """Each thing that is switched on, as a ticked box; the person unticks what they do not want."""
    why = [section(crisis_words.proposed(crisis))] if crisis is not None and crisis.because else []
    hours = [option(f"{one} h" if one > 1 else "1 h", str(one)) for one in HOURS]
    menu = {"type": "static_select", "action_id": ANSWER, "options": hours, "initial_option": hours[1]}
    alone = [] if CrisisEffect.FOUR_EYES in offered else [context(_ALONE)]
    return incident_form(
        Callback.CRISIS_START,
        "Start crisis mode",
        "Start",
        [
            title(incident),
            *why,
            input_block(Field.EFFECTS, "What is switched on?", _ticks(offered), optional=True),
            *alone,
            input_block(Field.HOURS, "For how long must it be quiet before an end is proposed?", menu),
            context("A holding statement is drafted at once. Until one is public, all of it can be undone."),
        ],
        Place(incident.id),
    )


_ALONE = "There is one approver, so nothing can need two. Ask a manager to add somebody."


def effects_in(state: Mapping[str, Any]) -> list[str]:
    """What was ticked."""
    found = (state.get("values") or {}).get(Field.EFFECTS, {}).get(ANSWER, {}).get("selected_options") or []
    return [str(one.get("value")) for one in found]


def hours_in(state: dict[str, Any]) -> int:
    """How long it must be quiet."""
    said = answer_of(state, Field.HOURS)
    return int(said) if said in {str(one) for one in HOURS} else HOURS[1]


def action_modal(crisis: Crisis, promises: Sequence[tuple[str, int]], answered: int, user: str) -> Block:
    """What, by whom, by when, and who was promised it."""
    what = {"type": "plain_text_input", "action_id": ANSWER, "max_length": MOST_WORDS}
    owner = {"type": "users_select", "action_id": ANSWER, "initial_user": user}
    due = [option(f"in {one} h", str(one)) for one in DUE_HOURS]
    when = {"type": "static_select", "action_id": ANSWER, "options": due, "initial_option": due[0]}
    return incident_form(
        Callback.CRISIS_ACTION,
        "Add action",
        "Add",
        [
            input_block(Field.DEED, "What has to be done?", what),
            input_block(Field.OWNER, "Who does it?", owner),
            input_block(Field.DUE, "By when?", when),
            input_block(Field.PROMISE, "Who was told that we do this?", _promises(promises, answered)),
            context("When it is done, everybody who was promised it can be told, each in their own thread."),
        ],
        Place(crisis.id),
    )


def due_in(state: dict[str, Any]) -> int:
    """In how many hours it is due."""
    said = answer_of(state, Field.DUE)
    return int(said) if said in {str(one) for one in DUE_HOURS} else DUE_HOURS[0]


def promise_in(state: dict[str, Any], promises: Sequence[tuple[str, int]]) -> str | None:
    """What its replies promise; an option's value is only a number, since a promise may be long."""
    said = answer_of(state, Field.PROMISE)
    if said == EVERYBODY:
        return EVERYBODY
    known = dict(enumerate(what for what, _ in promises[:MOST_PROMISES]))
    return known.get(int(said)) if said is not None and said.isdecimal() else None


def tell_modal(
    action: CrisisAction,
    people: int,
    note: str | None = None,
    ai: Asked | None = None,
    ways: str | None = None,
) -> Block:
    """How it is told; each line is one way to say it. `ways` are those that stand in it already."""
    typed = {
        "type": "plain_text_input",
        "action_id": ANSWER,
        "multiline": True,
        "initial_value": (ways or suggested(action.what))[:MOST_TYPED],
        "max_length": MOST_TYPED,
    }
    yes = option("I checked that it is done and that these words are true", "yes")
    tick = {"type": "checkboxes", "action_id": ANSWER, "options": [yes]}
    count = "1 person is" if people == 1 else f"{people} people are"
    return incident_form(
        Callback.CRISIS_TELL,
        "Tell the public",
        "Write updates",
        [
            *([rich(line(*our_elements(note)))] if note else []),
            rich(line(text_element(excerpt(action.what, 200), bold=True))),
            section(f"{count} still to be told, each in the thread where we promised it. You approve each."),
            *ask_button(ai, action.id),
            input_block(
                fresh(Field.WAYS, ai.turn if ai else 0),
                "What is done now? One way to say it on each line",
                typed,
            ),
            input_block(Field.CHECKED, "Is it so?", tick),
            context("Three ways or more keep the updates apart; a beginning and an end are added to each."),
        ],
        Place(action.id),
    )


def end_modal(crisis: Crisis, incident: Incident, state: Quiet, *, may_undo: bool) -> Block:
    """What ends, whether it is quiet, and a reason where it is not."""
    reason = {"type": "plain_text_input", "action_id": ANSWER, "max_length": MAX_REASON}
    label = "Why may it end?" if state.is_met else "It is not quiet yet. Why may it end now?"
    on = [crisis_words.EFFECTS[one][0] for one in CrisisEffect if crisis.has(one)]
    value = button_value(crisis.id, 1)
    undo = button("It was no crisis: take all of it back", Action.CRISIS_UNDO, value)
    return incident_form(
        Callback.CRISIS_END,
        "Step down",
        "End the crisis",
        [
            title(incident),
            section(crisis_words.quiet_words(state, crisis)),
            context(f"Switched off: {', '.join(on)}" if on else "Nothing was switched on."),
            input_block(Field.REASON, label, reason, optional=state.is_met),
            *(actions(f"undo:{crisis.id}", [undo]) if may_undo else []),
        ],
        Place(crisis.id),
    )


def _ticks(offered: Sequence[CrisisEffect]) -> Block:
    options = [
        {**option(name, one.value), "description": plain(told)}
        for one, (name, told) in crisis_words.EFFECTS.items()
        if one in offered
    ]
    ticked = [one for one in options if CrisisEffect(one["value"]) in crisis_words.TICKED]
    return {"type": "checkboxes", "action_id": ANSWER, "options": options, "initial_options": ticked}


def _promises(promises: Sequence[tuple[str, int]], answered: int) -> Block:
    nobody = option("Nobody outside: it is ours", NOBODY)
    everybody = [option(f"Everybody whom we have answered ({answered})", EVERYBODY)]
    known = [
        option(f"{excerpt(reveal(what), MAX_OPTION - 8)} ({count})", str(number))
        for number, (what, count) in enumerate(promises[:MOST_PROMISES])
    ]
    options = [nobody, *everybody, *known]
    return {"type": "static_select", "action_id": ANSWER, "options": options, "initial_option": nobody}
