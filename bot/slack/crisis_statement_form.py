"""Writing a statement to everybody: four parts, and where it goes. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.crisis.statement_words import MOST_PART, Said
from bot.hosts import network_name
from bot.slack.ai_form import Asked, ask_button, fresh
from bot.slack.blocks import Block, context, line, option, plain, rich
from bot.slack.escape import our_elements
from bot.slack.ids import ANSWER, Callback, Field
from bot.slack.incident_list import Place
from bot.slack.modals import answer_of, input_block

AGAIN = ((30, "30 minutes"), (60, "1 hour"), (120, "2 hours"), (240, "4 hours"), (720, "12 hours"))
MOST_PLACES = 10
MAX_VALUE = 75


def statement_form(
    said: Said, places: Sequence[str], crisis_id: str, note: str | None = None, ai: Asked | None = None
) -> Block:
    """What is known, what is not, what is being done, when we speak again, and where.

    `ai` is how the model stands to it; `None` where there is none.
    """
    turn = ai.turn if ai else 0
    return {
        "type": "modal",
        "callback_id": Callback.CRISIS_STATEMENT.value,
        "title": plain("Statement"),
        "submit": plain("Save"),
        "close": plain("Cancel"),
        "private_metadata": Place(crisis_id).dump(),
        "blocks": [
            *([rich(line(*our_elements(note)))] if note else []),
            *ask_button(ai, crisis_id),
            _part(fresh(Field.KNOWN, turn), "What is known?", said.known),
            _part(fresh(Field.UNKNOWN, turn), "What is not known yet?", said.unknown),
            _part(fresh(Field.DOING, turn), "What is being done?", said.doing),
            input_block(Field.AGAIN, "When does the next update come?", _again(said.minutes)),
            input_block(Field.PLACES, "Where is it published?", _places(said.places, places)),
            context(
                "Two people read it before it goes out. The time of the next update rings when it is due."
            ),
        ],
    }


def statement_in(state: dict[str, Any]) -> Said:
    """What was typed and chosen."""
    minutes = answer_of(state, Field.AGAIN)
    known = {str(each) for each, _ in AGAIN}
    return Said(
        known=answer_of(state, Field.KNOWN) or "",
        unknown=answer_of(state, Field.UNKNOWN) or "",
        doing=answer_of(state, Field.DOING) or "",
        minutes=int(minutes) if minutes in known else 0,
        places=tuple(_chosen(state)),
    )


def _part(field: str, label: str, words: str) -> Block:
    element: Block = {
        "type": "plain_text_input",
        "action_id": ANSWER,
        "multiline": True,
        "max_length": MOST_PART,
    }
    if words:
        element["initial_value"] = words[:MOST_PART]
    return input_block(field, label, element)


def _again(minutes: int) -> Block:
    options = [option(words, str(each)) for each, words in AGAIN]
    first = next((one for one in options if one["value"] == str(minutes)), options[1])
    return {"type": "static_select", "action_id": ANSWER, "options": options, "initial_option": first}


def _places(chosen: Sequence[str], places: Sequence[str]) -> Block:
    options = [option(network_name(one), one) for one in places[:MOST_PLACES] if len(one) <= MAX_VALUE]
    ticked = [one for one in options if one["value"] in chosen]
    element: Block = {"type": "checkboxes", "action_id": ANSWER, "options": options}
    return {**element, "initial_options": ticked} if ticked else element


def _chosen(state: Mapping[str, Any]) -> list[str]:
    found = (state.get("values") or {}).get(Field.PLACES, {}).get(ANSWER, {}).get("selected_options") or []
    return [str(one.get("value")) for one in found]
