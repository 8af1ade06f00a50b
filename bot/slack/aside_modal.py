"""What was set aside today, page by page, each with a way to a card. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.models import Mention, MentionState
from bot.slack import words
from bot.slack.blocks import Block, actions, button, context, line, plain, rich, section, text_element
from bot.slack.escape import our_elements
from bot.slack.home import paging
from bot.slack.ids import Action, Callback, button_value
from bot.text import excerpt

PAGE = 10
MAX_SAID = 300
ASIDE_PAGES = (Action.ASIDE_BACK, Action.ASIDE_ON)


@dataclass(frozen=True)
class AsidePage:
    """One page; `number` counts from 0, `note` is about what the person just did."""

    mentions: Sequence[Mention]
    number: int
    total: int
    note: str | None = None


def aside_modal(page: AsidePage) -> Block:
    """Who said what, and "Make a card"."""
    note = [rich(line(*our_elements(page.note)))] if page.note else []
    head = f"*{page.total} set aside today*: praise or spam, as far as Amends can tell."
    entries = [block for one in page.mentions for block in _entry(one, page.number)]
    has_next = (page.number + 1) * PAGE < page.total
    turns = actions(f"aside:pages:{page.number}", paging(page.number, has_next, ASIDE_PAGES))
    return {
        "type": "modal",
        "callback_id": Callback.NOTICE.value,
        "title": plain("Set aside today"),
        "close": plain("Close"),
        "private_metadata": str(page.number),
        "blocks": [*note, section(head), *entries, *turns],
    }


def _entry(mention: Mention, number: int) -> list[Block]:
    where = f" on {words.platform(mention.platform)}: {excerpt(mention.text, MAX_SAID) or '(no words)'}"
    who = rich(line(text_element(excerpt(words.author(mention), 60), bold=True), text_element(where)))
    if mention.state != MentionState.SET_ASIDE:
        return [who, context("has a card now")]
    make = button("Make a card", Action.ASIDE_CARD, button_value(mention.id, mention.revision))
    return [who, *actions(f"aside:{mention.id}:{number}", [make])]
