"""Blocks, one by one and as the list of a message, a modal or a Home tab
(https://docs.slack.dev/reference/block-kit/blocks)."""

from collections.abc import Iterator
from typing import Any, Literal

from bot.sandbox.limits.checks import (
    Rule,
    anything,
    boolean,
    fault,
    items,
    one_of,
    shape,
    string,
    typed,
    unique,
)
from bot.sandbox.limits.elements import IMAGE, IN_ACTIONS, IN_CONTEXT_ACTIONS, IN_INPUT, IN_SECTION
from bot.sandbox.limits.objects import BLOCK_ID, IMAGE_FIELDS, either, plain
from bot.sandbox.limits.rich_text import ELEMENTS

Surface = Literal["message", "modal", "home"]

MAX_BLOCKS: dict[Surface, int] = {"message": 50, "modal": 100, "home": 100}
MARKDOWN_MAX = 12_000
"""Over all markdown blocks of one message."""

_EVERYWHERE: frozenset[Surface] = frozenset({"message", "modal", "home"})
_MESSAGE: frozenset[Surface] = frozenset({"message"})
_LISTS: frozenset[Surface] = frozenset({"message", "home"})
SURFACES: dict[str, frozenset[Surface]] = {
    "actions": _EVERYWHERE,
    "alert": frozenset({"modal"}),
    "card": _EVERYWHERE,
    "carousel": _LISTS,
    "container": _LISTS,
    "context": _EVERYWHERE,
    "context_actions": _MESSAGE,
    "data_table": _LISTS,
    "data_visualization": _LISTS,
    "divider": _EVERYWHERE,
    "file": _MESSAGE,
    "header": _EVERYWHERE,
    "image": _EVERYWHERE,
    "input": _EVERYWHERE,
    "markdown": _MESSAGE,
    "plan": _MESSAGE,
    "rich_text": _EVERYWHERE,
    "section": _EVERYWHERE,
    "table": _LISTS,
    "task_card": _MESSAGE,
    "video": _EVERYWHERE,
}


def block_faults(blocks: Any, surface: Surface, at: str = "/blocks") -> list[str]:
    """What Slack would refuse in a list of blocks; empty if it would take them."""
    found = list(items(_block, most=MAX_BLOCKS[surface])(blocks, at))
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        return found
    return found + list(_together(blocks, surface, at))


def _block(block: Any, at: str) -> Iterator[str]:
    yield from BLOCK(block, at)
    if isinstance(block, dict) and isinstance(block.get("elements"), list):
        elements = [one for one in block["elements"] if isinstance(one, dict)]
        yield from unique([one.get("action_id") for one in elements], "action_id", f"{at}/elements")


def _together(blocks: list[dict[str, Any]], surface: Surface, at: str) -> Iterator[str]:
    for index, block in enumerate(blocks):
        allowed = SURFACES.get(str(block.get("type")))
        if allowed is not None and surface not in allowed:
            yield fault(f"block type {block['type']} is not allowed in a {surface}", f"{at}/{index}/type")
    yield from unique([block.get("block_id") or None for block in blocks], "block_id", at)
    if sum(block.get("type") == "table" for block in blocks) > 1:
        yield fault("only_one_table_allowed", at)
    if sum(len(str(block.get("text"))) for block in blocks if block.get("type") == "markdown") > MARKDOWN_MAX:
        yield fault(f"markdown must be less than {MARKDOWN_MAX + 1} characters in total", at)


def _of(required: dict[str, Rule], optional: dict[str, Rule] | None = None) -> Rule:
    return shape(required, {"block_id": BLOCK_ID, **(optional or {})})


def _section(block: Any, at: str) -> Iterator[str]:
    yield from _SECTION(block, at)
    if "text" not in block and "fields" not in block:
        yield fault("missing required field: text", at)


_SECTION = _of(
    {},
    {
        "text": either(3000),
        "fields": items(either(2000), most=10),
        "accessory": IN_SECTION,
        "expand": boolean,
    },
)
_UNLOOKED: Rule = anything
_CELL = typed(
    {
        "raw_text": shape({"text": string(3000, least=0)}),
        "raw_number": shape({"value": anything}, {"text": anything}),
        "rich_text": _of({"elements": ELEMENTS}),
    }
)
_TABLE = _of(
    {"rows": items(items(_CELL, most=20), most=100)}, {"column_settings": items(anything, most=20, least=0)}
)
_CHILDREN: Rule = items(lambda block, at: _block(block, at), most=10)
BLOCK = typed(
    {
        **dict.fromkeys(SURFACES, _UNLOOKED),
        "section": _section,
        "header": _of({"text": plain(150)}),
        "divider": _of({}),
        "context": _of(
            {"elements": items(typed({"image": IMAGE, "plain_text": either(), "mrkdwn": either()}), most=10)}
        ),
        "actions": _of({"elements": items(IN_ACTIONS, most=25)}),
        "context_actions": _of({"elements": items(IN_CONTEXT_ACTIONS, most=5)}),
        "image": _of({"alt_text": string(2000, least=0)}, {**IMAGE_FIELDS, "title": plain(2000)}),
        "input": _of(
            {"label": plain(2000), "element": IN_INPUT},
            {"hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
        ),
        "markdown": _of({"text": string(MARKDOWN_MAX)}),
        "rich_text": _of({"elements": ELEMENTS}),
        "table": _TABLE,
        "alert": _of(
            {"text": either(200)}, {"level": one_of("default", "info", "warning", "error", "success")}
        ),
        "container": _of(
            {"child_blocks": _CHILDREN},
            {
                name: anything
                for name in ("title", "subtitle", "icon", "is_collapsible", "default_collapsed", "width")
            },
        ),
    }
)
