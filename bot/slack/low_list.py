"""The half hour's list of low ones: each with its words and a way to its card. Pure."""

from datetime import UTC, datetime

from bot.models import Draft, DraftState, SlackMessage
from bot.slack import words
from bot.slack.blocks import (
    Block,
    Rendered,
    actions,
    button,
    context,
    line,
    rich,
    section,
    text_element,
    words_of_others,
)
from bot.slack.escape import date, notification, our_elements, person
from bot.slack.ids import ALL, Action, button_value
from bot.store.low import Listed, LowList
from bot.text import excerpt

MAX_SAID = 160
MAX_NAME = 60


def low_list(row: SlackMessage, low: LowList) -> Rendered:
    """How many came, how many wait, and what became of each; the queue holds what has no room here."""
    head = _head(low, datetime.fromtimestamp(row.args.get("since", 0), UTC))
    told = "No cards of their own, but they stand in the queue, and people are called when one is overdue."
    more = low.total - len(low.entries)
    rest = [context(f"and {more} more")] if more > 0 else []
    start = [button("Open the queue", Action.START_QUEUE, ALL)] if low.waiting else []
    entries = [block for one in low.entries for block in _entry(one)]
    blocks = [section(head), *([context(told)] if low.waiting else []), *entries, *rest]
    return Rendered(notification(head), [*blocks, *actions(f"low:{row.version}", start)])


def _head(low: LowList, since: datetime) -> str:
    came = "1 low one" if low.total == 1 else f"{low.total} low ones"
    wait = "all are done" if low.waiting == 0 else f"{low.waiting} still to answer"
    return f":card_index_dividers: *{came} since {date(since, '{time}')}* · {wait}"


def _entry(one: Listed) -> list[Block]:
    mention, draft = one.mention, one.draft
    who, where = excerpt(words.author(mention), MAX_NAME), words.platform(mention.platform)
    said = f"{who} on {where}: {excerpt(mention.text, MAX_SAID) or '(no words)'}"
    if one.has_card:
        return [words_of_others(said), context("has a card now")]
    if draft.state == DraftState.WITHDRAWN:
        return [words_of_others(said), context("deleted by its author")]
    make = button("Make a card", Action.MAKE_CARD, button_value(draft.id, draft.revision))
    shown = {**words_of_others(said, make), "block_id": f"low:{draft.id}:{draft.revision}"}
    return [shown, *_end(draft)]


def _end(draft: Draft) -> list[Block]:
    """Why there is no reply; its card would offer to open it again."""
    if draft.state != DraftState.DECLINED:
        return []
    by = person(draft.decided_by) if draft.decided_by else "somebody"
    reason = excerpt(draft.decline_reason or "", MAX_SAID) or "(no reason)"
    return [rich(line(*our_elements(f"No reply, decided by {by}. "), text_element(reason)))]
