"""Modals: editing, saying no, saying that it is posted. Pure functions; what was typed is never lost."""

from typing import Any

from bot.models import Reach
from bot.ports import CardView
from bot.rules import OVERRIDABLE
from bot.slack import card_parts, words
from bot.slack.blocks import (
    MAX_INPUT,
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
from bot.slack.card_buttons import hard
from bot.slack.escape import our_elements
from bot.slack.ids import ANSWER, Callback, Field
from bot.slack.origin import Origin

APPROVE = "approve"
SAVE = "save"
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


def edit_modal(
    view: CardView,
    origin: Origin,
    *,
    may_approve: bool,
    may_override: bool = False,
    typed: str | None = None,
    notice: str | None = None,
) -> Block:
    """Change the reply. `typed` is text to give back, `notice` says why it was not taken.

    A manager (`may_override`) is asked for a reason where rules stand in the way that may be set aside.
    """
    text = view.text if typed is None else typed
    if len(text) > MAX_INPUT:
        return notice_modal("This text is longer than a Slack form can hold. Ask for a shorter draft.", text)
    asks_why = may_override and (typed is not None or _may_be_overridden(view))
    # Findings about a text that is not there yet are not about the one that is typed here.
    in_the_way = hard(view) and view.text and not asks_why
    approves = may_approve and not in_the_way and view.draft.reach != Reach.NEVER
    yes = "Approve text" if words.is_by_hand(view.draft) else "Approve and post"
    blocks = [
        *([_notice(notice)] if notice else []),
        *quotes(card_parts.shortened(view.mention.text, card_parts.MAX_MENTION)),
        *([] if typed is None else [section("*The text on the card*"), *quotes(view.text)]),
        _reply_input(view, text),
        small_print(f"On the card now: {_length_words(view)}."),
        *card_parts.warnings(view),
        *([_because_input()] if asks_why else []),
        *([_then(yes)] if approves else []),
    ]
    return _modal(Callback.EDIT, "Edit reply", yes if approves else "Save", blocks, origin)


def reword_modal(view: CardView, origin: Origin) -> Block:
    """Another draft: other in which way, or by whom."""
    wishes = [wish for wish in WISHES if view.has_ai or wish[1] not in NEED_AI]
    choices = [option(label, value) for label, value in wishes]
    radio = {"type": "radio_buttons", "action_id": ANSWER, "options": choices, "initial_option": choices[0]}
    own = {"type": "plain_text_input", "action_id": ANSWER, "multiline": True, "max_length": MAX_WORDS}
    by_ai = small_print("Own words are followed by AI only; the template takes another wording.")
    blocks = [
        *quotes(card_parts.shortened(view.text, card_parts.MAX_MENTION)),
        _input(Field.WISH, "What should be different?", radio),
        _input(Field.WORDS, "In your own words", own, optional=True),
        by_ai,
    ]
    return _modal(Callback.REWORD, "Another draft", "Write it", blocks, origin)


def decline_modal(view: CardView, origin: Origin) -> Block:
    """Close it without a reply, with a reason."""
    choices = [option(reason, str(place)) for place, reason in enumerate(words.DECLINE_REASONS)]
    radio = {"type": "radio_buttons", "action_id": ANSWER, "options": choices, "initial_option": choices[0]}
    own = {
        "type": "plain_text_input",
        "action_id": ANSWER,
        "multiline": True,
        "max_length": MAX_WORDS,
    }
    blocks = [
        card_parts.short_mention(view),
        _input(Field.REASON, "Why is there no reply?", radio),
        _input(Field.WORDS, "In your own words", own, optional=True),
    ]
    return _modal(Callback.DECLINE, "No reply", "Close without reply", blocks, origin)


def posted_modal(view: CardView, origin: Origin, *, link: str | None = None) -> Block:
    """ "I posted it", with the link if it is at hand."""
    where = words.platform(view.mention.platform)
    told = small_print(f"You posted the approved text on {where} yourself. Nobody checks the words there.")
    return _modal(Callback.POSTED, "Posted by hand", "I posted it", [told, _link_input(link)], origin)


def settle_modal(view: CardView, origin: Origin, *, link: str | None = None) -> Block:
    """ "It is there": a person has seen a reply whose outcome was lost."""
    where = words.platform(view.mention.platform)
    told = small_print(f"You have looked, and the reply stands on {where}.")
    return _modal(Callback.SETTLE, "It is there", "It is there", [told, _link_input(link)], origin)


def notice_modal(why: str, kept: str | None = None) -> Block:
    """Nothing more can be done here: why, and the person's text to copy."""
    text = [section("*Your text*, to copy:"), *copyable(kept)] if kept else []
    return {
        "type": "modal",
        "callback_id": Callback.NOTICE.value,
        "title": plain("Amends"),
        "close": plain("Close"),
        "blocks": [_notice(why), *text],
    }


def answer_of(state: dict[str, Any], field: str) -> str | None:
    """What was typed or chosen; `field` is the start of the block's id. `None` if nothing was."""
    for block_id, elements in state.get("values", {}).items():
        if block_id.split(":")[0] == field and ANSWER in elements:
            element = elements[ANSWER]
            chosen = element.get("selected_option")
            value = chosen["value"] if chosen else element.get("value") or element.get("selected_user")
            return None if value is None else str(value)
    return None


def block_of(state: dict[str, Any], field: str) -> str:
    """The full id of a field's block, to pin an error to."""
    ids = state.get("values", {})
    return next((str(one) for one in ids if one.split(":")[0] == field), str(field))


def _modal(callback: Callback, title: str, submit: str, blocks: list[Block], origin: Origin) -> Block:
    return {
        "type": "modal",
        "callback_id": callback.value,
        "title": plain(title),
        "submit": plain(submit),
        "close": plain("Cancel"),
        "private_metadata": origin.dump(),
        "blocks": blocks,
    }


def _reply_input(view: CardView, text: str) -> Block:
    element = {
        "type": "plain_text_input",
        "action_id": ANSWER,
        "multiline": True,
        "max_length": MAX_INPUT,
    }
    element |= {"initial_value": text} if text else {}
    limit = view.length.limit
    hint = f"At most {limit} {view.length.unit}, as {words.platform(view.mention.platform)} counts."
    # A new id for each revision: Slack would keep the old typed text otherwise.
    block = _input(f"{Field.REPLY}:{view.draft.revision}", "Reply", element)
    return block if limit is None else {**block, "hint": plain(hint)}


def _may_be_overridden(view: CardView) -> bool:
    found = [one.rule for one in view.findings if one.level == "hard"]
    return bool(found) and OVERRIDABLE.issuperset(found)


def _because_input() -> Block:
    element = {
        "type": "plain_text_input",
        "action_id": ANSWER,
        "multiline": True,
        "max_length": MAX_WORDS,
    }
    block = _input(Field.BECAUSE, "Send anyway, because…", element, optional=True)
    return {**block, "hint": plain("Only if the problem stays. Your reason is kept with your name.")}


def _then(yes: str) -> Block:
    choices = [option(yes, APPROVE), option("Save only", SAVE)]
    radio = {"type": "radio_buttons", "action_id": ANSWER, "options": choices, "initial_option": choices[0]}
    return _input(Field.THEN, "What should happen", radio)


def _link_input(link: str | None) -> Block:
    element = {"type": "plain_text_input", "action_id": ANSWER, "max_length": MAX_LINK}
    filled = {**element, "initial_value": link[:MAX_LINK]} if link else element
    return _input(Field.LINK, "Link to the reply", filled, optional=True)


def _input(block_id: str, label: str, element: Block, *, optional: bool = False) -> Block:
    return {
        "type": "input",
        "block_id": str(block_id),
        "label": plain(label),
        "element": element,
        "optional": optional,
    }


def _notice(text: str) -> Block:
    return rich(line(text_element("Please note: ", bold=True), *our_elements(text)))


def _length_words(view: CardView) -> str:
    used, limit = view.length.used, view.length.limit
    return f"{used} {view.length.unit}" if limit is None else f"{used} of {limit} {view.length.unit}"
