"""Which buttons a card has in which state. Each carries the draft and the revision that its reader saw."""

from datetime import datetime, timedelta

from bot.commitments import unowned
from bot.drafting.languages import needed_language
from bot.hosts import safe_link
from bot.models import DraftState, Reach
from bot.ports import CardView
from bot.rules.vouching import to_check
from bot.slack import words
from bot.slack.blocks import MAX_URL, Block, actions, button, confirm, overflow, plain
from bot.slack.card_parts import is_taken
from bot.slack.ids import Action, More, button_value

TEAM_LANGUAGE = "en"
"""Of the desk, its forms and the back-translations."""
MACHINES = frozenset({"template", "llm"})
"""Makers of wordings whose templates and prompts can be tuned."""
ALONE_AFTER = timedelta(minutes=10)
"""From then on a card offers a manager to go without the second person; the click is judged anew."""


def waiting(view: CardView, now: datetime) -> list[Block]:
    """Decide, change, take; also after a failure."""
    row = [
        *_decide(view),
        _another(view),
        *(_asleep(view) or _take(view, now)),
        _more(view),
    ]
    return _row(view, row)


def second(view: CardView, now: datetime) -> list[Block]:
    """Another person's yes or no; a manager may go on alone once they had time to come."""
    value = _value(view)
    label = "Approve text" if words.is_by_hand(view.draft) else "Approve"
    first_at = view.draft.first_approved_at or now
    alone = [button("Publish alone…", Action.ALONE, value)] if now - first_at >= ALONE_AFTER else []
    yes = button(label, Action.APPROVE, value, style="primary")
    return _row(view, [yes, button("Send back…", Action.SEND_BACK, value), *alone, _more(view)])


def thumbs(view: CardView) -> list[Block]:
    """What people think of a machine's wording, for those who tune the templates."""
    if view.revision_by not in MACHINES or needed_language(view.template):
        return []
    good, bad = (_thumb(view, *one) for one in (("Good draft", More.GOOD), ("Bad draft", More.BAD)))
    element = {
        "type": "feedback_buttons",
        "action_id": Action.OPINION.value,
        "positive_button": good,
        "negative_button": bad,
    }
    block_id = f"thumbs:{view.draft.state}:{view.draft.revision}:{view.draft.asked}"
    return [{"type": "context_actions", "block_id": block_id, "elements": [element]}]


def in_details(view: CardView, now: datetime) -> list[Block]:
    """What the card has no room for; shown in More…."""
    value = _value(view)
    can_change = view.draft.state in {DraftState.WAITING, DraftState.FAILED}
    can_correct = can_change or view.draft.state in {DraftState.REDRAFTING, DraftState.SECOND}
    row = [
        *([button("Shorter, warmer, own words…", Action.REWORD, value)] if can_change else []),
        button("History…", Action.HISTORY, value),
        *([button("Correct what it is about…", Action.CORRECT, value)] if can_correct else []),
        *(_switch(view) if can_change else []),
        *([button("Translate", Action.TRANSLATE, value)] if is_foreign(view) else []),
        *([button("Release", Action.RELEASE, value)] if is_taken(view, now) else []),
    ]
    return actions(f"details:{view.draft.revision}", row)


def redrafting(view: CardView, now: datetime) -> list[Block]:
    """Nothing to decide on yet."""
    return _row(view, [*_take(view, now), _more(view)])


def committed(view: CardView) -> list[Block]:
    """After a decision: what can still be done about it."""
    return _row(view, _AFTER[view.draft.state](view))


def by_hand(view: CardView) -> list[Block]:
    """For an approved text that a person posts."""
    menu = overflow(
        Action.MORE, [("No reply…", button_value(view.draft.id, view.draft.revision, More.DECLINE))]
    )
    return [*_open(view), button("I posted it", Action.POSTED, _value(view), style="primary"), menu]


def is_foreign(view: CardView) -> bool:
    """The post may be in a language that the team does not read."""
    return view.verdict.language != TEAM_LANGUAGE and bool(view.mention.text.strip())


def hard(view: CardView) -> int:
    """How many problems forbid approving: findings, and promises that nobody owns."""
    return sum(1 for one in view.findings if one.level == "hard") + len(unowned(view.commitments))


_CHOICES: dict[DraftState, tuple[More, ...]] = {
    DraftState.WAITING: (More.DECLINE, More.ASK, More.SNOOZE, More.ESCALATE, More.DETAILS),
    DraftState.FAILED: (More.DECLINE, More.ASK, More.SNOOZE, More.ESCALATE, More.DETAILS),
    DraftState.REDRAFTING: (More.DECLINE, More.ESCALATE, More.DETAILS),
    DraftState.SECOND: (More.DECLINE, More.ASK, More.ESCALATE, More.DETAILS),
    DraftState.UNKNOWN: (More.ASK, More.ESCALATE, More.DETAILS),
}
"""At most five, which is all that Slack takes."""
_LABELS = {
    More.DECLINE: "No reply…",
    More.ASK: "Ask a colleague…",
    More.SNOOZE: "Snooze…",
    More.ESCALATE: "Escalate…",
    More.DETAILS: "More…",
}


def _decide(view: CardView) -> list[Block]:
    count, value = hard(view), _value(view)
    if needed_language(view.template):
        return [button("Write the reply", Action.EDIT, value, style="primary")]
    if count:
        problems = "1 problem" if count == 1 else f"{count} problems"
        return [button(f"Fix {problems}", Action.EDIT, value, style="primary")]
    if facts := len(to_check(view.text, view.findings, view.overrides, view.commitments)):
        label = "Check 1 fact" if facts == 1 else f"Check {facts} facts"
        return [button(label, Action.EDIT, value, style="primary")]
    return [*_approve(view), button("Edit", Action.EDIT, value)]


def _approve(view: CardView) -> list[Block]:
    value = _value(view)
    if view.draft.reach == Reach.NEVER:
        return []
    if view.draft.state == DraftState.FAILED:
        return [button("Try again", Action.RETRY, value, style="primary")]
    label = "Approve text" if words.is_by_hand(view.draft) else "Approve"
    return [button(label, Action.APPROVE, value, style="primary")]


def _thumb(view: CardView, label: str, choice: More) -> Block:
    value = button_value(view.draft.id, view.draft.revision, choice)
    return {"text": plain(label), "value": value, "accessibility_label": label}


def _another(view: CardView) -> Block:
    """Other words; those of the model, if they came after the card."""
    if view.draft.late_revision:
        return button("AI draft ready · Show", Action.SHOW_AI, _value(view))
    return button("Another draft", Action.REDRAFT, _value(view))


def _switch(view: CardView) -> list[Block]:
    """Between the template's words and the model's."""
    value = _value(view)
    if view.revision_by == "llm":
        return [button("Use the template", Action.TO_TEMPLATE, value)]
    return [button("Use AI", Action.TO_AI, value)] if view.has_ai else []


def _take(view: CardView, now: datetime) -> list[Block]:
    return [] if is_taken(view, now) else [button("I'll take it", Action.TAKE, _value(view))]


def _asleep(view: CardView) -> list[Block]:
    return [button("Wake", Action.WAKE, _value(view))] if view.draft.snoozed_until else []


def _more(view: CardView) -> Block:
    draft = view.draft
    options = [
        (_LABELS[choice], button_value(draft.id, draft.revision, choice)) for choice in _CHOICES[draft.state]
    ]
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


def _checked(view: CardView) -> list[Block]:
    value = _value(view)
    return [button("Look again", Action.LOOK_AGAIN, value), button("History…", Action.HISTORY, value)]


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
        _more(view),
    ]


_AFTER = {
    DraftState.SCHEDULED: _undo,
    DraftState.SENDING: _none,
    DraftState.IN_REVIEW: _checked,
    DraftState.HANDED_OFF: by_hand,
    DraftState.UNKNOWN: _lost,
}


def _row(view: CardView, row: list[Block]) -> list[Block]:
    # Slack advises a new block id for each change; state and revision change with every change of buttons.
    draft = view.draft
    return actions(f"buttons:{draft.state}:{draft.revision}:{draft.asked}", row)


def _value(view: CardView) -> str:
    return button_value(view.draft.id, view.draft.revision)
