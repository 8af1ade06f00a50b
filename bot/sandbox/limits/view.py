"""Whole views: what Slack refuses in a modal or a Home tab (https://docs.slack.dev/surfaces/modals)."""

import json
from collections.abc import Iterator
from typing import Any

from bot.sandbox.inputs import elements
from bot.sandbox.limits.blocks import Surface, block_faults
from bot.sandbox.limits.checks import Rule, anything, boolean, fault, one_of, shape, string
from bot.sandbox.limits.objects import plain
from bot.sandbox.shapes import SlackError

MAX_BYTES = 250_000

_COMMON: dict[str, Rule] = {
    "blocks": anything,
    "private_metadata": string(3000, least=0),
    "callback_id": string(255, least=0),
    "external_id": string(255, least=0),
}
_SHAPES: dict[str, Rule] = {
    "modal": shape(
        {"type": one_of("modal"), "title": plain(24), "blocks": anything},
        {
            **_COMMON,
            "submit": plain(24),
            "close": plain(24),
            "clear_on_close": boolean,
            "notify_on_close": boolean,
            "submit_disabled": boolean,
        },
    ),
    "home": shape({"type": one_of("home"), "blocks": anything}, _COMMON),
}


def refuse_bad_view(view: Any, *kinds: Surface) -> None:
    """Raise what Slack would answer: `view_too_large`, or `invalid_arguments` with a line for every fault."""
    if len(json.dumps(view, ensure_ascii=False).encode()) > MAX_BYTES:
        raise SlackError("view_too_large")
    if found := view_faults(view, *kinds):
        raise SlackError(
            "invalid_arguments", response_metadata={"messages": [f"[ERROR] {line}" for line in found]}
        )


def view_faults(view: Any, *kinds: Surface) -> list[str]:
    """What Slack would refuse in a view that has to be of one of these kinds."""
    kind = view.get("type") if isinstance(view, dict) else None
    if kind not in kinds:
        return [fault(f"must be one of {', '.join(kinds)}", "/view/type")]
    found = list(_SHAPES[kind](view, "/view"))
    if "blocks" in view:
        found += block_faults(view["blocks"], kind, "/view/blocks")
    return [*found, *_submit_fault(view), *_focus_fault(view)]


def _submit_fault(view: dict[str, Any]) -> Iterator[str]:
    blocks = view.get("blocks")
    has_input = isinstance(blocks, list) and any(
        isinstance(block, dict) and block.get("type") == "input" for block in blocks
    )
    if view["type"] == "modal" and has_input and "submit" not in view:
        yield fault("submit is required when an input block is in the view", "/view")


def _focus_fault(view: dict[str, Any]) -> Iterator[str]:
    given = view.get("blocks")
    blocks = [block for block in given if isinstance(block, dict)] if isinstance(given, list) else []
    if sum(element.get("focus_on_load") is True for _block_id, element in elements(blocks)) > 1:
        yield fault("only one element can have focus_on_load", "/view/blocks")
