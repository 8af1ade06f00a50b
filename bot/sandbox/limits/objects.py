"""Composition objects: texts, options, confirmation dialogs
(https://docs.slack.dev/reference/block-kit/composition-objects)."""

from bot.sandbox.limits.checks import Rule, anything, boolean, items, number, one_of, shape, string, typed

ACTION_ID = string(255)
BLOCK_ID = string(255, least=0)
URL = string(3000)
OPTIONS_MAX = 100


def plain(most: int = 3000, least: int = 1) -> Rule:
    """A text object of the type plain_text."""
    return typed({"plain_text": shape({"text": string(most, least)}, {"emoji": boolean})})


def either(most: int = 3000) -> Rule:
    """A text object of either type."""
    fields = {"text": string(most)}
    return typed(
        {"plain_text": shape(fields, {"emoji": boolean}), "mrkdwn": shape(fields, {"verbatim": boolean})}
    )


PLACEHOLDER = plain(150)
CONFIRM = shape(
    {"title": plain(100), "text": either(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)
DISPATCH = shape(
    {}, {"trigger_actions_on": items(one_of("on_enter_pressed", "on_character_entered"), most=2)}
)
OPTION = shape({"text": plain(75), "value": string(150)}, {"description": plain(75)})
RICH_OPTION = shape({"text": either(75), "value": string(150)}, {"description": either(75)})
OVERFLOW_OPTION = shape({"text": plain(75), "value": string(150)}, {"description": plain(75), "url": URL})
OPTION_GROUP = shape({"label": plain(75), "options": items(OPTION, most=OPTIONS_MAX)})
IMAGE_FIELDS = {"image_url": URL, "slack_file": anything, "alt_text": string(2000, least=0)}
MULTI = {"max_selected_items": number(1, OPTIONS_MAX)}
