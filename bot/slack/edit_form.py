"""The edit form: the post, the text to change, what checking says of it, and what happens with it. Pure."""

from bot.models import Reach
from bot.ports import CardView
from bot.rules import OVERRIDABLE
from bot.rules.vouching import tick_of, to_check
from bot.slack import card_parts, card_sequels, modals, words
from bot.slack.blocks import (
    MAX_INPUT,
    Block,
    actions,
    button,
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
from bot.slack.ids import ANSWER, Action, Callback, Field, button_value
from bot.slack.origin import Origin
from bot.text import excerpt

APPROVE = "approve"
OFFER = "offer"
SAVE = "save"
SEND_FOR_APPROVAL = "Send for approval"
MAX_LABEL = 75
MAX_LISTED = 1_000


def edit_modal(
    view: CardView,
    origin: Origin,
    *,
    may_approve: bool,
    may_override: bool = False,
    typed: str | None = None,
    seen: CardView | None = None,
    notice: str | None = None,
    editor: str | None = None,
    changed: list[Block] | None = None,
) -> Block:
    """Change the reply. `typed` is text to give back, `notice` says why it was not taken.

    `seen` is the draft as if the typed text stood on it, with what checking found in that; `editor` says
    that a colleague is editing too, and `changed` what the form's reader has not seen yet. A manager
    (`may_override`) is asked for a reason where rules stand in the way that may be set aside.
    """
    text = view.text if typed is None else typed
    if len(text) > MAX_INPUT:
        told = "This text is longer than a Slack form can hold. Ask for a shorter draft."
        return modals.notice_modal(told, text)
    judged = seen or view
    asks_why = may_override and _may_be_overridden(judged)
    yes = _yes(view, may_approve=may_approve)
    notices = [one for one in (notice, editor) if one]
    blocks = [
        *(_notice(one) for one in notices),
        *(changed or []),
        rich(line(text_element(words.author(view.mention), bold=True))),
        *quotes(card_parts.shortened(view.mention.text, card_parts.MAX_MENTION)),
        *card_sequels.after(view),
        *([] if typed in {None, view.text} else [section("*The text on the card*"), *quotes(view.text)]),
        _reply_input(view, text),
        *_preview(view, judged, is_card=seen is None),
        *card_parts.warnings(judged),
        *tick(to_check(judged.text, judged.findings, judged.overrides, judged.commitments)),
        *([_because_input()] if asks_why else []),
        *([then(yes)] if yes else []),
    ]
    return {
        **modals.modal(Callback.EDIT, "Edit reply", yes[0] if yes else "Save", blocks, origin),
        "notify_on_close": True,
    }


def tick(words_to_check: tuple[str, ...]) -> list[Block]:
    """The one tick by which a person vouches for what nobody can verify; nothing where all is known."""
    if not words_to_check:
        return []
    value = tick_of(words_to_check)
    listed = ", ".join(words_to_check)
    boxes = {
        "type": "checkboxes",
        "action_id": ANSWER,
        "options": [option(excerpt(f"I checked: {listed}", MAX_LABEL), value)],
    }
    told = f"Nobody but you can know whether this is right: {excerpt(listed, MAX_LISTED)}"
    # A new id for other words: Slack would keep the tick of those before.
    block = modals.input_block(f"{Field.CHECKED}:{value}", told, boxes, optional=True)
    return [{**block, "hint": plain("Needed before it may go out. Kept with your name.")}]


def then(yes: tuple[str, str]) -> Block:
    """The choice between that and only keeping the text."""
    choices = [option(*yes), option("Save only", SAVE)]
    radio = {"type": "radio_buttons", "action_id": ANSWER, "options": choices, "initial_option": choices[0]}
    return modals.input_block(Field.THEN, "What should happen", radio)


def _yes(view: CardView, *, may_approve: bool) -> tuple[str, str] | None:
    """What the form does by itself, and how that is meant; `None` where the text can only be kept."""
    if view.draft.reach == Reach.NEVER:
        return None
    if not may_approve:
        return SEND_FOR_APPROVAL, OFFER
    return "Approve text" if words.is_by_hand(view.draft) else "Approve and post", APPROVE


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
    block = modals.input_block(f"{Field.REPLY}:{view.draft.revision}", "Reply", element)
    return block if limit is None else {**block, "hint": plain(hint)}


def _preview(view: CardView, judged: CardView, *, is_card: bool) -> list[Block]:
    """How long the text is, and the button that counts and checks what was typed since."""
    where = "On the card now" if is_card else "As you typed it"
    used, limit = judged.length.used, judged.length.limit
    unit = judged.length.unit
    count = f"{used} {unit}" if limit is None else f"{used} of {limit} {unit}"
    over = "" if judged.length.fits else ", too long"
    value = button_value(view.draft.id, view.draft.revision)
    look = button("Preview", Action.PREVIEW, value)
    return [small_print(f"{where}: {count}{over}."), *actions(f"preview:{view.draft.revision}", [look])]


def _may_be_overridden(view: CardView) -> bool:
    found = [one.rule for one in view.findings if one.level == "hard"]
    return bool(found) and OVERRIDABLE.issuperset(found)


def _because_input() -> Block:
    element = {
        "type": "plain_text_input",
        "action_id": ANSWER,
        "multiline": True,
        "max_length": modals.MAX_WORDS,
    }
    block = modals.input_block(Field.BECAUSE, "Send anyway, because…", element, optional=True)
    return {**block, "hint": plain("Only if the problem stays. Your reason is kept with your name.")}


def _notice(text: str) -> Block:
    return rich(line(text_element("Please note: ", bold=True), *our_elements(text)))
