"""What was set aside today, page by page, each with a way to a card. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.models import Mention
from bot.slack import words
from bot.slack.blocks import Block, actions, button, line, plain, rich, section, words_of_others
from bot.slack.escape import our_elements
from bot.slack.home import paging
from bot.slack.ids import Action, Callback, button_value
from bot.text import excerpt

PAGE = 10
MAX_SAID = 300
MAX_NAME = 60
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
    entries = [_entry(one) for one in page.mentions]
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


def _entry(mention: Mention) -> Block:
    who, where = excerpt(words.author(mention), MAX_NAME), words.platform(mention.platform)
    said = f"{who} on {where}: {excerpt(mention.text, MAX_SAID) or '(no words)'}"
    make = button("Make a card", Action.ASIDE_CARD, button_value(mention.id, mention.revision))
    return words_of_others(said, make)
