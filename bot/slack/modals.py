"""Modals: other words, saying that it is posted; and what all forms share. Pure functions."""

from collections.abc import Sequence
from typing import Any

from bot.ports import CardView
from bot.slack import card_parts, words
from bot.slack.blocks import (
    Block,
    copyable,
    line,
    option,
    plain,
    quotes,
    rich,
    section,
    small_print,
    text_element,
)
from bot.slack.escape import our_elements
from bot.slack.ids import ANSWER, Callback, Field
from bot.slack.origin import Origin

KEPT = "Your text is kept below, to copy."
MAX_WORDS = 500
"""Characters of a reason in a person's own words."""
MAX_LINK = 2_000
OTHER_WORDS = "other"
WISHES = (
    ("Other words", OTHER_WORDS),
    ("Shorter", "shorter"),
    ("Warmer", "warmer"),
    ("More formal", "formal"),
    ("Calmer", "calm"),
    ("As brief as can be", "brief"),
    ("By AI", "ai"),
    ("From the template, without AI", "template"),
)
"""What another draft may be, with the word that drafting knows it by."""
NEED_AI = frozenset({"ai"})


def modal(callback: Callback, title: str, submit: str, blocks: list[Block], origin: Origin) -> Block:
    """A form about a draft."""
    return {
        "type": "modal",
        "callback_id": callback.value,
        "title": plain(title),
        "submit": plain(submit),
        "close": plain("Cancel"),
        "private_metadata": origin.dump(),
        "blocks": blocks,
    }


def input_block(block_id: str, label: str, element: Block, *, optional: bool = False) -> Block:
    """One question of a form; its element goes by `ANSWER`."""
    return {
        "type": "input",
        "block_id": str(block_id),
        "label": plain(label),
        "element": element,
        "optional": optional,
    }


def reword_modal(view: CardView, origin: Origin) -> Block:
    """Another draft: other in which way, or by whom."""
    wishes = [wish for wish in WISHES if view.has_ai or wish[1] not in NEED_AI]
    choices = [option(label, value) for label, value in wishes]
    radio = {"type": "radio_buttons", "action_id": ANSWER, "options": choices, "initial_option": choices[0]}
    own = {"type": "plain_text_input", "action_id": ANSWER, "multiline": True, "max_length": MAX_WORDS}
    by_ai = small_print("Own words are followed by AI only; the template takes another wording.")
    blocks = [
        *quotes(card_parts.shortened(view.text, card_parts.MAX_MENTION)),
        input_block(Field.WISH, "What should be different?", radio),
        input_block(Field.WORDS, "In your own words", own, optional=True),
        by_ai,
    ]
    return modal(Callback.REWORD, "Another draft", "Write it", blocks, origin)


def posted_modal(view: CardView, origin: Origin, *, link: str | None = None) -> Block:
    """ "I posted it", with the link if it is at hand."""
    where = words.platform(view.mention.platform)
    told = small_print(f"You posted the approved text on {where} yourself. Nobody checks the words there.")
    return modal(Callback.POSTED, "Posted by hand", "I posted it", [told, _link_input(link)], origin)


def settle_modal(view: CardView, origin: Origin, *, link: str | None = None) -> Block:
    """ "It is there": a person has seen a reply whose outcome was lost."""
    where = words.platform(view.mention.platform)
    told = small_print(f"You have looked, and the reply stands on {where}.")
    return modal(Callback.SETTLE, "It is there", "It is there", [told, _link_input(link)], origin)


def notice_modal(why: str, kept: str | None = None, changed: Sequence[Block] = ()) -> Block:
    """Nothing more can be done here: why, what changed since they looked, and the person's text to copy."""
    text = [section("*Your text*, to copy:"), *copyable(kept)] if kept else []
    return {
        "type": "modal",
        "callback_id": Callback.NOTICE.value,
        "title": plain("Amends"),
        "close": plain("Close"),
        "blocks": [_notice(why), *changed, *text],
    }


def answer_of(state: dict[str, Any], field: str) -> str | None:
    """What was typed or chosen; `field` is the start of the block's id. `None` if nothing was."""
    for block_id, elements in state.get("values", {}).items():
        if block_id.split(":")[0] == field and ANSWER in elements:
            element = elements[ANSWER]
            ticked = element.get("selected_options") or []
            chosen = element.get("selected_option") or next(iter(ticked), None)
            value = chosen["value"] if chosen else element.get("value") or element.get("selected_user")
            return None if value is None else str(value)
    return None


def block_of(state: dict[str, Any], field: str) -> str:
    """The full id of a field's block, to pin an error to."""
    ids = state.get("values", {})
    return next((str(one) for one in ids if one.split(":")[0] == field), str(field))


def _link_input(link: str | None) -> Block:
    element = {"type": "plain_text_input", "action_id": ANSWER, "max_length": MAX_LINK}
    filled = {**element, "initial_value": link[:MAX_LINK]} if link else element
    return input_block(Field.LINK, "Link to the reply", filled, optional=True)


def _notice(text: str) -> Block:
    return rich(line(text_element("Please note: ", bold=True), *our_elements(text)))
