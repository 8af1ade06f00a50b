"""Handing a call over: the form that asks to whom. Pure."""

from bot.ports import CardView
from bot.slack import card_parts
from bot.slack.blocks import Block, plain, small_print
from bot.slack.ids import ANSWER, Callback, Field
from bot.slack.origin import Origin


def hand_over_modal(view: CardView, origin: Origin) -> Block:
    """To whom."""
    people = {"type": "users_select", "action_id": ANSWER, "placeholder": plain("A colleague")}
    told = "They get a direct message and have it for ten minutes; then it is open to everybody again."
    asked = {
        "type": "input",
        "block_id": Field.WHOM.value,
        "label": plain("Who should look at it?"),
        "element": people,
    }
    return {
        "type": "modal",
        "callback_id": Callback.HAND_OVER.value,
        "title": plain("Hand over"),
        "submit": plain("Hand over"),
        "close": plain("Cancel"),
        "private_metadata": origin.dump(),
        "blocks": [card_parts.short_mention(view), asked, small_print(told)],
    }
