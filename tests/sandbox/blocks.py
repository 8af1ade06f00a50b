"""Blocks and views for these tests."""

from typing import Any

Block = dict[str, Any]


def plain(text: str = "Go") -> Block:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "Hello") -> Block:
    return {"type": "mrkdwn", "text": text}


def section(text: str = "Hello", **extra: Any) -> Block:
    return {"type": "section", "text": mrkdwn(text), **extra}


def button(action_id: str = "go", **extra: Any) -> Block:
    return {"type": "button", "text": plain(), "action_id": action_id, "value": "7:1", **extra}


def option(value: str = "a", text: str = "A") -> Block:
    return {"text": plain(text), "value": value}


def overflow(*values: str) -> Block:
    return {"type": "overflow", "action_id": "more", "options": [option(value) for value in values]}


def select(*values: str, **extra: Any) -> Block:
    return {
        "type": "static_select",
        "action_id": "pick",
        "options": [option(value) for value in values],
        **extra,
    }


def actions(*elements: Block, **extra: Any) -> Block:
    return {"type": "actions", "elements": list(elements), **extra}


def entry(block_id: str = "reply", **element: Any) -> Block:
    """An input block for one line of text."""
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain("Reply"),
        "element": {"type": "plain_text_input", "action_id": "answer", **element},
    }


def modal(*blocks: Block, **extra: Any) -> Block:
    return {
        "type": "modal",
        "callback_id": "edit",
        "title": plain("Edit"),
        "submit": plain("Save"),
        "blocks": list(blocks) or [section()],
        **extra,
    }


def home(*blocks: Block) -> Block:
    return {"type": "home", "blocks": list(blocks) or [section()]}


def quote(*inner: Block) -> Block:
    return {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": list(inner)}]}
