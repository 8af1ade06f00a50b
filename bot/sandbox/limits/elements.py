"""Interactive elements (https://docs.slack.dev/reference/block-kit/block-elements), and where they stand."""

from collections.abc import Iterator
from typing import Any

from bot.sandbox.limits.checks import (
    Rule,
    anything,
    boolean,
    fault,
    items,
    number,
    one_of,
    shape,
    string,
    typed,
    written_as,
)
from bot.sandbox.limits.objects import (
    ACTION_ID,
    CONFIRM,
    DISPATCH,
    IMAGE_FIELDS,
    MULTI,
    OPTION,
    OPTION_GROUP,
    OPTIONS_MAX,
    OVERFLOW_OPTION,
    PLACEHOLDER,
    RICH_OPTION,
    URL,
    plain,
)

FREE_TEXT = {"placeholder": PLACEHOLDER, "dispatch_action_config": DISPATCH, "focus_on_load": boolean}
CHOICE = {"placeholder": PLACEHOLDER, "confirm": CONFIRM, "focus_on_load": boolean}
INPUT_MAX = 3000
DATE = written_as(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])", "a date as YYYY-MM-DD")
TIME = written_as(r"(?:[01]\d|2[0-3]):[0-5]\d", "a time as HH:mm, 00:00 to 23:59")
TEN_DIGITS = number(10**9, 10**10 - 1)
"""Seconds since the epoch."""


def _element(required: dict[str, Rule], optional: dict[str, Rule]) -> Rule:
    # Slack makes up an action_id that is left out; nobody could answer such a click, so here it is required
    return shape({"action_id": ACTION_ID, **required}, optional)


def _options_or_groups(value: Any, at: str) -> Iterator[str]:
    if ("options" in value) == ("option_groups" in value):
        yield fault("needs either options or option_groups", at)


def _listed(rule: Rule) -> Rule:
    def both(value: Any, at: str) -> Iterator[str]:
        yield from rule(value, at)
        yield from _options_or_groups(value, at)

    return both


def _initial_is_offered(rule: Rule, name: str) -> Rule:
    def both(value: Any, at: str) -> Iterator[str]:
        found = list(rule(value, at))
        yield from found
        if found:
            return
        groups = value.get("option_groups") or [value]
        offered = [option for group in groups for option in group.get("options") or []]
        initial = value.get(name) or []
        chosen = initial if isinstance(initial, list) else [initial]
        if any(one not in offered for one in chosen):
            yield fault(f"{name} must match one of the options", f"{at}/{name}")

    return both


_OFFER = {
    "options": items(OPTION, most=OPTIONS_MAX),
    "option_groups": items(OPTION_GROUP, most=OPTIONS_MAX),
}
_TEN = {"options": items(RICH_OPTION, most=10)}
BUTTON = _element(
    {"text": plain(75)},
    {
        "value": string(2000),
        "url": URL,
        "style": one_of("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": string(75),
    },
)
FEEDBACK_BUTTON = shape({"text": plain(75), "value": string(2000)}, {"accessibility_label": string(75)})
ICON_BUTTON = _element(
    {"icon": string(75), "text": plain(75)},
    {
        "value": string(2000),
        "confirm": CONFIRM,
        "accessibility_label": string(75),
        "visible_to_user_ids": items(string(50), most=10),
    },
)
TEXT_INPUT = _element(
    {},
    {
        **FREE_TEXT,
        "initial_value": string(INPUT_MAX, least=0),
        "multiline": boolean,
        "min_length": number(0, INPUT_MAX),
        "max_length": number(1, INPUT_MAX),
    },
)
LINE_INPUT = _element({}, {**FREE_TEXT, "initial_value": string(INPUT_MAX, least=0)})
NUMBER_INPUT = _element(
    {"is_decimal_allowed": boolean},
    {**FREE_TEXT, "initial_value": string(100), "min_value": string(100), "max_value": string(100)},
)
CHECKBOXES = _initial_is_offered(
    _element(_TEN, {"initial_options": anything, "confirm": CONFIRM, "focus_on_load": boolean}),
    "initial_options",
)
RADIOS = _initial_is_offered(
    _element(_TEN, {"initial_option": anything, "confirm": CONFIRM, "focus_on_load": boolean}),
    "initial_option",
)
STATIC = _listed(
    _initial_is_offered(_element({}, {**CHOICE, **_OFFER, "initial_option": anything}), "initial_option")
)
MULTI_STATIC = _listed(
    _initial_is_offered(
        _element({}, {**CHOICE, **_OFFER, **MULTI, "initial_options": anything}), "initial_options"
    )
)

SELECTS: dict[str, Rule] = {
    "static_select": STATIC,
    "external_select": _element({}, {**CHOICE, "initial_option": OPTION, "min_query_length": number(0, 100)}),
    "users_select": _element({}, {**CHOICE, "initial_user": string(50)}),
    "conversations_select": _element(
        {},
        {
            **CHOICE,
            "initial_conversation": string(50),
            "default_to_current_conversation": boolean,
            "response_url_enabled": boolean,
            "filter": anything,
        },
    ),
    "channels_select": _element(
        {}, {**CHOICE, "initial_channel": string(50), "response_url_enabled": boolean}
    ),
    "multi_static_select": MULTI_STATIC,
    "multi_external_select": _element(
        {}, {**CHOICE, **MULTI, "initial_options": anything, "min_query_length": anything}
    ),
    "multi_users_select": _element({}, {**CHOICE, **MULTI, "initial_users": items(string(50), OPTIONS_MAX)}),
    "multi_conversations_select": _element(
        {},
        {
            **CHOICE,
            **MULTI,
            "initial_conversations": anything,
            "filter": anything,
            "default_to_current_conversation": boolean,
        },
    ),
    "multi_channels_select": _element({}, {**CHOICE, **MULTI, "initial_channels": anything}),
}
PICKERS: dict[str, Rule] = {
    "datepicker": _element({}, {**CHOICE, "initial_date": DATE}),
    "timepicker": _element({}, {**CHOICE, "initial_time": TIME, "timezone": string(100)}),
    "datetimepicker": _element(
        {}, {"initial_date_time": TEN_DIGITS, "confirm": CONFIRM, "focus_on_load": boolean}
    ),
}
CLICKED: dict[str, Rule] = {
    "button": BUTTON,
    "overflow": _element({"options": items(OVERFLOW_OPTION, most=5)}, {"confirm": CONFIRM}),
    "checkboxes": CHECKBOXES,
    "radio_buttons": RADIOS,
}
TYPED_IN: dict[str, Rule] = {
    "plain_text_input": TEXT_INPUT,
    "email_text_input": LINE_INPUT,
    "url_text_input": LINE_INPUT,
    "number_input": NUMBER_INPUT,
    "rich_text_input": _element({}, {**FREE_TEXT, "initial_value": anything}),
}
IMAGE = shape({"alt_text": string(2000, least=0)}, IMAGE_FIELDS)

IN_SECTION = typed({**CLICKED, **SELECTS, **PICKERS, "image": IMAGE})
IN_ACTIONS = typed({**CLICKED, **SELECTS, **PICKERS, **TYPED_IN})
IN_INPUT = typed(
    {
        **SELECTS,
        **PICKERS,
        **TYPED_IN,
        "checkboxes": CHECKBOXES,
        "radio_buttons": RADIOS,
    }
)
IN_CONTEXT_ACTIONS = typed(
    {
        "feedback_buttons": _element(
            {"positive_button": FEEDBACK_BUTTON, "negative_button": FEEDBACK_BUTTON}, {}
        ),
        "icon_button": ICON_BUTTON,
    }
)
