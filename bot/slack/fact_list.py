"""“Facts…”: what drafts may state as true, until when, and how many say so now. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.models import Category, FactCard
from bot.slack import words
from bot.slack.blocks import (
    Block,
    actions,
    button,
    confirm,
    context,
    line,
    plain,
    rich,
    section,
    text_element,
)
from bot.slack.escape import date, escape, our_elements, person
from bot.slack.ids import Action, Callback, button_value, parse_value
from bot.text import excerpt, reveal

ALL = "all:1"
MOST_FACTS = 30
"""Each takes two or three blocks of the hundred of a form."""
MAX_SAID = 300
MAX_BRAND = 60


@dataclass(frozen=True)
class FactList:
    """What the list shows. `used` counts waiting drafts by fact; `brands` holds names by id."""

    cards: Sequence[FactCard]
    used: Mapping[str, int]
    brands: Mapping[str, str]
    channel: str = ""
    """Where the person came from, to be answered there."""
    notice: str | None = None


def facts_button() -> Block:
    """Opens the list, for managers."""
    return button("Facts…", Action.FACTS, ALL)


def shown_of(cards: Sequence[FactCard]) -> Sequence[FactCard]:
    """Those that the list has room for: the newest."""
    return cards[-MOST_FACTS:]


def facts_modal(view: FactList) -> Block:
    """The newest last, each with a button to take it back."""
    shown = shown_of(view.cards)
    more = len(view.cards) - len(shown)
    rest = [context(f"and {more} older ones: */amends fact* offers them under “Instead of”")] if more else []
    none = [] if shown else [section("No facts yet. Drafts state none.")]
    return {
        "type": "modal",
        "callback_id": Callback.FACTS.value,
        "title": plain("Facts"),
        "close": plain("Close"),
        "private_metadata": view.channel,
        "blocks": [
            *([rich(line(*our_elements(view.notice)))] if view.notice else []),
            *actions("facts", [button("New fact…", Action.NEW_FACT, ALL, style="primary")]),
            *none,
            *[block for card in shown for block in _fact(card, view)],
            *rest,
        ],
    }


def _fact(card: FactCard, view: FactList) -> list[Block]:
    said = rich(line(text_element(excerpt(card.statement, MAX_SAID), bold=True)))
    return [said, section(_about(card, view), _take_back(card))]


def _take_back(card: FactCard) -> Block | None:
    value = button_value(card.id, card.version)
    if parse_value(value) is None:
        return None
    sure = confirm(
        "Take this fact back?",
        "New drafts do not state it any more, and the channel sees which waiting drafts still do.",
        "Take it back",
    )
    return button("Take back", Action.RETIRE, value, confirm=sure)


def _about(card: FactCard, view: FactList) -> str:
    """Until when, where, in how many drafts, by whom."""
    used = view.used.get(card.id, 0)
    drafts = {0: "in no waiting draft", 1: "in 1 waiting draft"}.get(used, f"in {used} waiting drafts")
    brand = escape(excerpt(reveal(view.brands.get(card.brand, card.brand)), MAX_BRAND))
    by = "from the brand's file" if card.added_by == "brand file" else f"by {person(card.added_by)}"
    about = [brand] if len(view.brands) > 1 else []
    return " · ".join([*about, _until(card), _where(card), drafts, by])


def _until(card: FactCard) -> str:
    if card.valid_until is None:
        return "until it is taken back"
    return f"until {date(card.valid_until - timedelta(minutes=1), '{date_short_pretty}')}"


def _where(card: FactCard) -> str:
    known = {each.value: words.CATEGORY[each] for each in Category}
    named = [known[one] for one in card.applies_to if one in known]
    return f"for {', '.join(named)}" if named else "for all complaints"
