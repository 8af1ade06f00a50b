"""Interactive elements inside blocks: finding them, and what a person has put into them."""

from collections.abc import Iterator
from typing import Any

from bot.sandbox.shapes import Json

VALUE_FIELDS = {
    "plain_text_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "number_input": "value",
    "rich_text_input": "rich_text_value",
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "checkboxes": "selected_options",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "conversations_select": "selected_conversation",
    "multi_conversations_select": "selected_conversations",
    "channels_select": "selected_channel",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
}
"""Elements that keep a value, and where it stands (https://docs.slack.dev/reference/block-kit/block-elements)."""
INITIAL_FIELDS = {"selected_date_time": "initial_date_time", "rich_text_value": "initial_value"}
REQUIRED = "Please complete this required field."


def elements(blocks: list[Json]) -> Iterator[tuple[str, Json]]:
    """Every interactive element with the id of its block."""
    for block in blocks:
        for element in _elements_of(block):
            if "action_id" in element:
                yield block.get("block_id", ""), element
        yield from elements(block.get("child_blocks") or [])


def find_element(blocks: list[Json], action_id: str) -> tuple[str, Json] | None:
    """The first element of this `action_id`, with the id of its block."""
    return next((found for found in elements(blocks) if found[1]["action_id"] == action_id), None)


def state_values(blocks: list[Json], typed: Json) -> Json:
    """Slack's `state.values`: what was typed where the same block and action are still there, else the
    initial values. An empty input stands there with its empty value."""
    values: Json = {}
    for block_id, element in elements(blocks):
        if element["type"] in VALUE_FIELDS:
            entry = typed.get(block_id, {}).get(element["action_id"]) or initial_entry(element)
            values.setdefault(block_id, {})[element["action_id"]] = entry
    return values


def initial_entry(element: Json) -> Json:
    """The value of an untouched element."""
    name = VALUE_FIELDS[element["type"]]
    initial = INITIAL_FIELDS.get(name, name.replace("selected", "initial"))
    start = element.get("initial_value" if name == "value" else initial)
    return {"type": element["type"], name: [] if start is None and name.endswith("s") else start}


def entry_of(element: Json, given: Any) -> Json:
    """The value of an element after a person chose `given`; options may be named by their value."""
    name = VALUE_FIELDS[element["type"]]
    if name in {"selected_option", "selected_options"}:
        given = (
            [_option(element, one) for one in given] if isinstance(given, list) else _option(element, given)
        )
    return {"type": element["type"], name: given}


def chosen(element: Json, given: Any) -> Any:
    """What a click on an element carries: nothing for a button, else the option, text or id."""
    if element["type"] == "overflow":
        return _option(element, given)
    if element["type"] == "feedback_buttons":
        sides = [element["positive_button"], element["negative_button"]]
        return next(side for side in sides if side["value"] == given)
    name = VALUE_FIELDS.get(element["type"])
    return entry_of(element, given)[name] if name else None


def refusals(blocks: list[Json], values: Json) -> dict[str, str]:
    """What Slack's own form says before it sends: required inputs and lengths, by block id."""
    found = {}
    for block in blocks:
        if block["type"] == "input":
            element = block["element"]
            entry = values.get(block["block_id"], {}).get(element.get("action_id"), {})
            if words := _refusal(block, element, entry.get(VALUE_FIELDS[element["type"]])):
                found[block["block_id"]] = words
    return found


def _refusal(block: Json, element: Json, value: Any) -> str | None:
    if not value:
        return None if block.get("optional") else REQUIRED
    least, most = element.get("min_length"), element.get("max_length")
    if isinstance(value, str) and least is not None and len(value) < least:
        return f"Must be at least {least} characters."
    if isinstance(value, str) and most is not None and len(value) > most:
        return f"Must be at most {most} characters."
    return None


def _option(element: Json, given: Any) -> Any:
    if not isinstance(given, str):
        return given
    groups = element.get("option_groups") or [element]
    options = [option for group in groups for option in group.get("options", [])]
    found = next((option for option in options if option.get("value") == given), None)
    if found is None:
        raise LookupError(f"{element['action_id']} has no option {given!r}")
    return found


def _elements_of(block: Json) -> Iterator[Json]:
    yield from (one for one in block.get("elements", []) if isinstance(one, dict))
    yield from (one for one in block.get("actions", []) if isinstance(one, dict))
    for name in ("accessory", "element"):
        if isinstance(block.get(name), dict):
            yield block[name]
