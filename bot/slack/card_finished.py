"""A card that is over: one line, what it was about in small print, and the one thing left to do."""

from bot.models import DraftState
from bot.ports import CardView
from bot.slack import words
from bot.slack.blocks import Block, button, overflow, small_print
from bot.slack.escape import date
from bot.slack.ids import Action, More, button_value
from bot.text import excerpt

MAX_WORDS = 120
MAX_REASON = 200


def about(view: CardView) -> list[Block]:
    """Whom and what it was about, and why there is no reply. All of it may be others' words."""
    said = excerpt(view.mention.text, MAX_WORDS) or "(no words)"
    reason = view.draft.decline_reason if view.draft.state == DraftState.DECLINED else None
    why = f" · Reason: {excerpt(reason, MAX_REASON)}" if reason else ""
    return [small_print(f"{excerpt(words.author(view.mention), MAX_WORDS)}: {said}{why}")]


def left_to_do(view: CardView) -> Block:
    """The history of what is over; reopening what was declined or ran out; the way to what it gave way to."""
    draft = view.draft
    past = ("History…", button_value(draft.id, draft.revision, More.HISTORY))
    if draft.state in (DraftState.DECLINED, DraftState.EXPIRED):
        again = button_value(draft.id, draft.revision, More.REOPEN)
        return overflow(Action.MORE, [("Reopen", again), past])
    if draft.state == DraftState.SUPERSEDED and view.newer and view.newer.revision:
        there = button_value(view.newer.mention.id, view.newer.revision, More.NEWER)
        return overflow(Action.MORE, [("Open the newer one", there), past])
    return button("History…", Action.HISTORY, button_value(draft.id, draft.revision))


def where_and_when(view: CardView) -> str:
    """The network, and when it was decided."""
    at = view.draft.decided_at
    when = f" · {date(at, '{date_short_pretty} {time}')}" if at else ""
    return f" · on {words.platform(view.mention.platform)}{when}"
