"""Which buttons a card has in which state. Each carries the draft and the revision that its reader saw."""

from datetime import datetime

from bot.commitments import unowned
from bot.drafting.languages import needed_language
from bot.hosts import safe_link
from bot.models import DraftState, Reach
from bot.ports import CardView
from bot.slack import words
from bot.slack.blocks import MAX_URL, Block, actions, button, confirm, overflow
from bot.slack.card_parts import is_taken
from bot.slack.ids import Action, More, button_value


def waiting(view: CardView, now: datetime) -> list[Block]:
    """Decide, change, take; also after a failure."""
    value = _value(view)
    row = [
        *_decide(view),
        button("Another draft", Action.REDRAFT, value),
        *_take(view, now),
        *_switch(view),
        _more(view, now, *_WAITING_CHOICES),
    ]
    return _row(view, row)


def redrafting(view: CardView, now: datetime) -> list[Block]:
    """Nothing to decide on yet."""
    return _row(view, [*_take(view, now), _more(view, now)])


def committed(view: CardView) -> list[Block]:
    """After a decision: what can still be done about it."""
    return _row(view, _AFTER[view.draft.state](view))


def by_hand(view: CardView) -> list[Block]:
    """For an approved text that a person posts."""
    menu = overflow(
        Action.MORE, [("No reply…", button_value(view.draft.id, view.draft.revision, More.DECLINE))]
    )
    return [*_open(view), button("I posted it", Action.POSTED, _value(view), style="primary"), menu]


def hard(view: CardView) -> int:
    """How many problems forbid approving: findings, and promises that nobody owns."""
    return sum(1 for one in view.findings if one.level == "hard") + len(unowned(view.commitments))


_WAITING_CHOICES = (
    ("Shorter, warmer, own words…", More.REWORD),
    ("History…", More.HISTORY),
    ("More…", More.DETAILS),
)
"""With "No reply…" and "Release" these are five, which is all that Slack takes."""


def _decide(view: CardView) -> list[Block]:
    count, value = hard(view), _value(view)
    if needed_language(view.template):
        return [button("Write the reply", Action.EDIT, value, style="primary")]
    if count:
        problems = "1 problem" if count == 1 else f"{count} problems"
        return [button(f"Fix {problems}", Action.EDIT, value, style="primary")]
    return [*_approve(view), button("Edit", Action.EDIT, value)]


def _approve(view: CardView) -> list[Block]:
    value = _value(view)
    if view.draft.reach == Reach.NEVER:
        return []
    if view.draft.state == DraftState.FAILED:
        return [button("Try again", Action.RETRY, value, style="primary")]
    label = "Approve text" if words.is_by_hand(view.draft) else "Approve"
    return [button(label, Action.APPROVE, value, style="primary")]


def _switch(view: CardView) -> list[Block]:
    """Between the template's words and the model's."""
    value = _value(view)
    if view.draft.late_revision:
        return [button("AI draft ready · Show", Action.SHOW_AI, value)]
    if view.revision_by == "llm":
        return [button("Use the template", Action.TO_TEMPLATE, value)]
    return [button("Use AI", Action.TO_AI, value)] if view.has_ai else []


def _take(view: CardView, now: datetime) -> list[Block]:
    return [] if is_taken(view, now) else [button("I'll take it", Action.TAKE, _value(view))]


def _more(view: CardView, now: datetime, *wordings: tuple[str, More]) -> Block:
    choices = [("No reply…", More.DECLINE), *wordings]
    if is_taken(view, now):
        choices.append(("Release", More.RELEASE))
    draft = view.draft
    options = [(label, button_value(draft.id, draft.revision, choice)) for label, choice in choices]
    return overflow(Action.MORE, options)


def _undo(view: CardView) -> list[Block]:
    return [button("Undo", Action.UNDO, _value(view), style="danger")]


def _none(view: CardView) -> list[Block]:
    return []


def _open(view: CardView) -> list[Block]:
    platform, url = view.mention.platform, view.hand_off_link
    where = words.platform(platform)
    if url is not None and len(url) <= MAX_URL and url.startswith("https://"):
        label = f"Open {where}, text filled in" if "text=" in url else f"Open {where}"
        return [button(label, Action.OPEN_LINK, _value(view), url=url)]
    post = safe_link(platform, view.mention.url)
    return [button(f"Open {where}", Action.OPEN_LINK, _value(view), url=post)] if post else []


def _lost(view: CardView) -> list[Block]:
    value = _value(view)
    sure = confirm(
        "Is it really not there?",
        "Only say so after you have looked at the post. Afterwards the text can be approved and sent again.",
        "It is not there",
    )
    return [
        button("Look again", Action.LOOK_AGAIN, value),
        button("It is there", Action.SETTLE_THERE, value),
        button("Not there", Action.SETTLE_NOT_THERE, value, confirm=sure),
    ]


def _reopen(view: CardView) -> list[Block]:
    return [button("Reopen", Action.REOPEN, _value(view))]


_AFTER = {
    DraftState.SCHEDULED: _undo,
    DraftState.SENDING: _none,
    DraftState.HANDED_OFF: by_hand,
    DraftState.UNKNOWN: _lost,
    DraftState.DECLINED: _reopen,
}


def _row(view: CardView, row: list[Block]) -> list[Block]:
    # Slack advises a new block id for each change; state and revision change with every change of buttons.
    draft = view.draft
    return actions(f"buttons:{draft.state}:{draft.revision}:{draft.asked}", row)


def _value(view: CardView) -> str:
    return button_value(view.draft.id, view.draft.revision)
