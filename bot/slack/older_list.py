"""Posts from before a source was connected: the message about them, and the form that lists them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.models import SlackMessage
from bot.slack import words
from bot.slack.blocks import (
    Block,
    Rendered,
    actions,
    button,
    context,
    line,
    plain,
    rich,
    section,
    words_of_others,
)
from bot.slack.escape import date, notification, our_elements
from bot.slack.home import paging
from bot.slack.ids import Action, Callback, button_value, parse_value
from bot.store.older import Older
from bot.text import excerpt

PAGE = 10
MAX_SAID = 300
MAX_NAME = 60
OLDER_PAGES = (Action.OLDER_BACK, Action.OLDER_ON)
WHY = "They are from before Amends was connected. Nobody is called for them, and none has a card by itself."


@dataclass(frozen=True)
class OlderPage:
    """One page of one source's; `number` counts from 0, `note` is about what the person just did."""

    source: str
    entries: Sequence[Older]
    number: int
    total: int
    note: str | None = None


def older_message(row: SlackMessage, count: int) -> Rendered:
    """ "120 older posts on Mastodon, not carded", with the way to choose some."""
    where = words.platform(str(row.args.get("platform") or ""))
    head = f":file_folder: *{_posts(count)} on {where}, not carded*"
    value = button_value(str(row.args.get("source") or ""), 1)
    choose = [button("Choose", Action.OLDER, value)] if count and parse_value(value) else []
    blocks = [section(head), context(WHY), *actions(f"older:{row.version}", choose)]
    return Rendered(notification(head), blocks)


def older_modal(page: OlderPage) -> Block:
    """Who said what when, the worst first, each with "Make a card"."""
    note = [rich(line(*our_elements(page.note)))] if page.note else []
    head = f"*{_posts(page.total)}, not carded*, the worst first."
    entries = [block for one in page.entries for block in _entry(one)]
    has_next = (page.number + 1) * PAGE < page.total
    turns = actions(f"older:pages:{page.number}", paging(page.number, has_next, OLDER_PAGES))
    return {
        "type": "modal",
        "callback_id": Callback.NOTICE.value,
        "title": plain("Older posts"),
        "close": plain("Close"),
        "private_metadata": button_value(page.source, page.number),
        "blocks": [*note, section(head), context(WHY), *entries, *turns],
    }


def _posts(count: int) -> str:
    return "1 older post" if count == 1 else f"{count:,} older posts"


def _entry(one: Older) -> list[Block]:
    mention = one.mention
    who, where = excerpt(words.author(mention), MAX_NAME), words.platform(mention.platform)
    said = f"{who} on {where}: {excerpt(mention.text, MAX_SAID) or '(no words)'}"
    make = button("Make a card", Action.OLDER_CARD, button_value(mention.id, mention.revision))
    when = date(mention.posted_at, "{date_short_pretty}") if mention.posted_at else "at an unknown time"
    return [words_of_others(said, make), context(f"{words.severity(one.severity)} · {when}")]
