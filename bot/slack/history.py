"""The wordings that a draft has had: who made each, when, what changed by word, and a way back."""

from collections.abc import Sequence
from itertools import zip_longest

from bot.models import DraftRevision, DraftState
from bot.ports import CardView
from bot.slack import words
from bot.slack.blocks import Block, actions, button, context, line, plain, quotes, rich, section, small_print
from bot.slack.card_parts import shortened
from bot.slack.diffs import word_diff
from bot.slack.escape import date, our_words
from bot.slack.ids import Action, Callback, button_value
from bot.slack.origin import Origin

MAX_SHOWN = 15
"""Wordings in one modal; each takes up to four of its 100 blocks."""
MAX_TEXT = 3_000
RESTORABLE = (DraftState.WAITING, DraftState.FAILED)


def history_modal(
    view: CardView, past: Sequence[DraftRevision], origin: Origin, *, notice: str | None = None
) -> Block:
    """All wordings, the newest first. `past` is in that order too; `notice` answers the last press."""
    told = [small_print(notice)] if notice else []
    shown = past[:MAX_SHOWN]
    pairs = zip_longest(shown, past[1 : len(shown) + 1])
    entries = [block for newer, older in pairs for block in _entry(view, newer, older)]
    more = [context(f"and {len(past) - len(shown)} older ones")] if len(past) > len(shown) else []
    return {
        "type": "modal",
        "callback_id": Callback.NOTICE.value,
        "title": plain("History"),
        "close": plain("Close"),
        "private_metadata": origin.dump(),
        "blocks": [*told, *entries, *more] or [section("Nothing has been written yet.")],
    }


def _entry(view: CardView, newer: DraftRevision, older: DraftRevision | None) -> list[Block]:
    is_shown = newer.revision == view.draft.revision
    made = our_words(words.made_by(newer.made_by, newer.template))
    facts = [made, date(newer.created_at, "{date_short_pretty} {time}"), *(["*on the card now*"] * is_shown)]
    head = section(f"*Version {newer.revision}* · {' · '.join(facts)}")
    return [head, *_changes(newer, older), *_way_back(view, newer, is_shown=is_shown)]


def _changes(newer: DraftRevision, older: DraftRevision | None) -> list[Block]:
    if older is None:
        return quotes(shortened(newer.text, MAX_TEXT))
    if older.text == newer.text:
        return [context(f"The words of version {older.revision}, unchanged.")]
    changed = word_diff(shortened(older.text, MAX_TEXT), shortened(newer.text, MAX_TEXT))
    return [rich(line(*changed))] if changed else [context("Left empty.")]


def _way_back(view: CardView, one: DraftRevision, *, is_shown: bool) -> list[Block]:
    if is_shown or view.draft.state not in RESTORABLE:
        return []
    restore = button("Restore", Action.RESTORE, button_value(view.draft.id, one.revision))
    return actions(f"restore:{view.draft.revision}:{one.revision}", [restore])
