"""Block Kit pieces as plain dicts, and the limits they keep (https://docs.slack.dev/reference/block-kit)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.slack.escape import clamp
from bot.text import reveal

MAX_BLOCKS = 50
MAX_TEXT = 2_800
"""Slack takes 3,000; how it counts is not documented, so we stay below."""
MAX_FIELD = 2_000
MAX_INPUT = 3_000
MAX_URL = 3_000

Block = dict[str, Any]


@dataclass(frozen=True)
class Rendered:
    """A message: `text` for notifications and screen readers says it all, `blocks` are what people see."""

    text: str
    blocks: list[Block]


def section(mrkdwn: str, accessory: Block | None = None) -> Block:
    """A line of our own words, already escaped."""
    block = {"type": "section", "text": _mrkdwn(mrkdwn)}
    return block if accessory is None else {**block, "accessory": accessory}


def words_of_others(text: str, accessory: Block | None = None) -> Block:
    """One line of others' words, in which nothing is parsed."""
    block: Block = {"type": "section", "text": plain(clamp(reveal(text), MAX_TEXT))}
    return block if accessory is None else {**block, "accessory": accessory}


def pair(mrkdwn: str, others: str, accessory: Block | None = None, *, others_first: bool = False) -> Block:
    """Our own words, already escaped, beside others' words, in which nothing is parsed.

    Where there is no room for two columns, as in threads, Slack puts the first one above the other.
    """
    both = [_mrkdwn(mrkdwn), plain(clamp(reveal(others), MAX_FIELD))]
    block: Block = {"type": "section", "fields": both[::-1] if others_first else both}
    return block if accessory is None else {**block, "accessory": accessory}


def context(*mrkdwn: str) -> Block:
    """Small print in our own words, already escaped."""
    return {"type": "context", "elements": [_mrkdwn(one) for one in mrkdwn[:10]]}


def small_print(text: str) -> Block:
    """Small print that may hold others' words: nothing in it is parsed."""
    return {"type": "context", "elements": [plain(clamp(reveal(text), MAX_TEXT))]}


def plain(text: str) -> Block:
    """Plain text without emoji codes."""
    return {"type": "plain_text", "text": text, "emoji": False}


def text_element(text: str, **style: bool) -> Block:
    """Others' words in rich text. What is invisible is shown as a mark; Slack refuses a text of nothing."""
    element: Block = {"type": "text", "text": reveal(text) or " "}
    return {**element, "style": style} if style else element


def rich(*elements: Block) -> Block:
    """A rich text block of sections, quotes and lists."""
    return {"type": "rich_text", "elements": list(elements)}


def line(*elements: Block) -> Block:
    """One paragraph of rich text; an empty one if there is nothing to say."""
    return {"type": "rich_text_section", "elements": list(elements) or [text_element("")]}


def quotes(text: str) -> list[Block]:
    """A text, whole, as quotes; a long one continues in further blocks."""
    return [rich({"type": "rich_text_quote", "elements": [text_element(part)]}) for part in _parts(text)]


def copyable(text: str) -> list[Block]:
    """A text, whole, as it is to be copied."""
    kind = "rich_text_preformatted"
    return [rich({"type": kind, "elements": [text_element(part)]}) for part in _parts(text)]


def bullets(rows: Iterable[Sequence[Block]]) -> Block:
    """A list of lines."""
    return {"type": "rich_text_list", "style": "bullet", "elements": [line(*row) for row in rows]}


def button(label: str, action_id: str, value: str, **extra: Any) -> Block:
    """A button; `extra` may be `style`, `url` or `confirm`."""
    return {"type": "button", "text": plain(label), "action_id": action_id, "value": value, **extra}


def overflow(action_id: str, options: Sequence[tuple[str, str]]) -> Block:
    """A "…" menu of (label, value)."""
    return {"type": "overflow", "action_id": action_id, "options": [option(*one) for one in options]}


def option(label: str, value: str) -> Block:
    """One choice."""
    return {"text": plain(label), "value": value}


def actions(block_id: str, elements: Sequence[Block]) -> list[Block]:
    """A row of buttons; nothing without buttons."""
    return [{"type": "actions", "block_id": block_id, "elements": list(elements)}] if elements else []


def confirm(title: str, text: str, yes: str) -> Block:
    """A question before an act."""
    return {
        "title": plain(title),
        "text": plain(text),
        "confirm": plain(yes),
        "deny": plain("Cancel"),
    }


def _mrkdwn(text: str) -> Block:
    # verbatim: no links, channels or mentions are made of words that only look like them
    return {"type": "mrkdwn", "text": clamp(text, MAX_TEXT), "verbatim": True}


def _parts(text: str) -> list[str]:
    """The text cut where it has to be, with nothing lost."""
    shown = reveal(text)
    return [shown[at : at + MAX_TEXT] for at in range(0, len(shown), MAX_TEXT)] or ["(no words)"]
