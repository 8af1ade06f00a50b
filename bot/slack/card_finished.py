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
    reason = _reason(view)
    why = f" · {excerpt(reason, MAX_REASON)}" if reason else ""
    return [small_print(f"{excerpt(words.author(view.mention), MAX_WORDS)}: {said}{why}")]


def left_to_do(view: CardView) -> Block:
    """The history of what is over; take down what is public; reopen; go on to what it gave way to."""
    draft = view.draft
    past = ("History…", button_value(draft.id, draft.revision, More.HISTORY))
    if draft.state == DraftState.SENT and view.can_remove:
        down = ("Take it down…", button_value(draft.id, draft.revision, More.REMOVE))
        return overflow(Action.MORE, [down, past])
    if draft.state in {DraftState.DECLINED, DraftState.EXPIRED, DraftState.REMOVED}:
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


def _reason(view: CardView) -> str | None:
    """Why there is no reply, or what went wrong with taking it down."""
    if view.draft.state == DraftState.DECLINED and view.draft.decline_reason:
        return f"Reason: {view.draft.decline_reason}"
    return view.draft.problem if view.draft.state in {DraftState.SENT, DraftState.REMOVED} else None
