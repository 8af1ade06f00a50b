"""What the same person wrote before or after the post on the card, in the same thread. Pure."""

from bot.ports import CardView
from bot.slack.blocks import Block, quotes, section
from bot.slack.card_parts import shortened
from bot.slack.escape import date

MAX_SAID = 500
MOST_BEFORE = 3


def after(view: CardView) -> list[Block]:
    """That they have posted again, what they say now, and where that waits; nothing if they have not."""
    newer = view.newer
    if newer is None:
        return []
    waits = " Its card waits too: answer only one of them." if newer.revision else ""
    told = (
        f":speech_balloon: *The author has posted again* {date(newer.mention.received_at, '{ago}')}:{waits}"
    )
    return [section(told), *quotes(shortened(newer.mention.text, MAX_SAID))]


def before(view: CardView) -> list[Block]:
    """Their posts that this one stands for too: the reply should speak to them."""
    blocks: list[Block] = []
    for one in view.before[-MOST_BEFORE:]:
        blocks.append(section(f"*Before that they wrote* {date(one.received_at, '{ago}')}:"))
        blocks += quotes(shortened(one.text, MAX_SAID))
    return blocks
