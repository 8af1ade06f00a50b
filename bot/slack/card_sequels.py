"""What the same person wrote before or after the post on the card, in the same thread. Pure."""

from bot.ports import CardView
from bot.slack.blocks import Block, quotes, section
from bot.slack.card_parts import shortened
from bot.slack.escape import date

MAX_SAID = 500
MOST_BEFORE = 3


def around(view: CardView) -> list[Block]:
    """Both, beneath the post that the card is about."""
    return [*before(view), *after(view)]


def after(view: CardView) -> list[Block]:
    """That they have posted again, what they say now, and whether that waits too."""
    newer = view.newer
    if newer is None:
        return []
    waits = " That post has a card of its own: answer only one of them." if newer.revision else ""
    when = date(newer.mention.received_at, "{ago}")
    said = quotes(shortened(newer.mention.text, MAX_SAID))
    return [section(f":speech_balloon: *The author has posted again* {when}.{waits}"), *said]


def before(view: CardView) -> list[Block]:
    """Their posts that this one stands for too: the reply should speak to them."""
    blocks: list[Block] = []
    for one in view.before[-MOST_BEFORE:]:
        blocks.append(section(f"*Before that they wrote* {date(one.received_at, '{ago}')}:"))
        blocks += quotes(shortened(one.text, MAX_SAID))
    return blocks
