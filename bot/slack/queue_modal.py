"""The queue as a form: one mention, its draft to change, and one press that brings the next. Pure."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.hosts import safe_link
from bot.models import DraftState, Reach
from bot.ports import CardView
from bot.rules.vouching import to_check
from bot.slack import card_parts, words
from bot.slack.blocks import (
    MAX_INPUT,
    Block,
    actions,
    button,
    context,
    line,
    option,
    plain,
    quotes,
    rich,
    section,
    text_element,
)
from bot.slack.card_buttons import hard
from bot.slack.edit_form import tick
from bot.slack.escape import date, link, our_elements
from bot.slack.ids import ANSWER, Action, Callback, Field, button_value, parse_value

MOST_SKIPPED = 40
"""Ids that a form's metadata has room for; who skips more sees the first of them again."""


@dataclass(frozen=True)
class Round:
    """One person's way through the queue, carried in the form's metadata."""

    draft_id: str
    revision: int
    was_mine: bool = False
    """They held it before the queue brought it, so closing the form does not let it go."""
    done: int = 0
    skipped: Sequence[str] = field(default_factory=tuple)

    def without(self) -> "Round":
        """The same round after this draft was left for later."""
        return replace(self, skipped=(*self.skipped, self.draft_id)[-MOST_SKIPPED:])

    def dump(self) -> str:
        """As text; ids and numbers only."""
        value = button_value(self.draft_id, self.revision)
        return json.dumps(
            {"value": value, "mine": self.was_mine, "done": self.done, "skip": list(self.skipped)}
        )

    @staticmethod
    def load(metadata: str) -> "Round | None":
        """From text; `None` if it is not ours."""
        try:
            said = json.loads(metadata)
        except ValueError:
            return None
        target = parse_value(said.get("value")) if isinstance(said, dict) else None
        if target is None:
            return None
        skipped = tuple(str(one) for one in said.get("skip", [])[:MOST_SKIPPED])
        return Round(
            target.draft_id, target.revision, bool(said.get("mine")), int(said.get("done", 0)), skipped
        )


@dataclass(frozen=True)
class Turn:
    """What the form shows. `left` counts this one too; `typed` is text to give back, `notice` why."""

    view: CardView
    round: Round
    left: int
    may_approve: bool
    card_link: str | None = None
    typed: str | None = None
    notice: str | None = None
    to_check: tuple[str, ...] = ()
    """Words of the typed text that nobody can verify."""


def turn_modal(turn: Turn, now: datetime) -> Block:
    """One mention with its draft."""
    view = turn.view
    return {
        "type": "modal",
        "callback_id": Callback.QUEUE.value,
        "title": plain("Queue"),
        "submit": plain(_submit(turn)),
        "close": plain("Stop"),
        "notify_on_close": True,
        "private_metadata": turn.round.dump(),
        "blocks": [
            *([_notice(turn.notice)] if turn.notice else []),
            section(_head(turn)),
            *quotes(card_parts.shortened(view.mention.text, card_parts.MAX_MENTION)),
            context(_facts(turn, now)),
            *_reply(turn),
            *_tick(turn),
            *card_parts.warnings(view),
            *card_parts.route(view),
            *_others(turn),
        ],
    }


def empty_modal(done: int) -> Block:
    """Nothing waits any more."""
    count = {0: "Nothing waits for you.", 1: "You answered one."}.get(done, f"You answered {done}.")
    return {
        "type": "modal",
        "callback_id": Callback.NOTICE.value,
        "title": plain("Queue"),
        "close": plain("Close"),
        "blocks": [section(f":tada: *The queue is empty.* {count} Well done.")],
    }


def _submit(turn: Turn) -> str:
    view = turn.view
    if not turn.may_approve or view.draft.reach == Reach.NEVER or (hard(view) and turn.typed is None):
        return "Save and next"
    return "Approve text and next" if words.is_by_hand(view.draft) else "Approve and next"


def _head(turn: Turn) -> str:
    view = turn.view
    left = "the last one" if turn.left == 1 else f"{turn.left} wait"
    who = f"*{words.SEVERITY[view.draft.severity]}* · {words.categories(view.verdict)}"
    second = " · :eyes: needs your second approval" if view.draft.state == DraftState.SECOND else ""
    return f"{who} · on {words.platform(view.mention.platform)} · {left}{second}"


def _facts(turn: Turn, now: datetime) -> str:
    view = turn.view
    late = " (overdue)" if view.draft.due_at <= now else ""
    told = [f"answer by {date(view.draft.due_at, '{time}')}{late}"]
    if view.mention.author_followers is not None:
        told.append(f"{view.mention.author_followers:,} followers")
    if url := safe_link(view.mention.platform, view.mention.url):
        told.append(link(url, "open the post"))
    if turn.card_link:
        told.append(link(turn.card_link, "open the card"))
    return " · ".join(told)


def _reply(turn: Turn) -> list[Block]:
    view = turn.view
    text = view.text if turn.typed is None else turn.typed
    if view.draft.state == DraftState.SECOND or len(text) > MAX_INPUT:
        return [section("*The reply*"), *quotes(text)]
    element: Block = {
        "type": "plain_text_input",
        "action_id": ANSWER,
        "multiline": True,
        "max_length": MAX_INPUT,
    }
    element |= {"initial_value": text} if text else {}
    # A new id for each draft and revision: Slack would keep the text of the one before.
    block_id = f"{Field.REPLY}:{view.draft.id}:{view.draft.revision}"
    said = plain(f"On the card: {view.length.used} {view.length.unit}{_limit(view)}.")
    return [
        {"type": "input", "block_id": block_id, "label": plain("Reply"), "element": element, "hint": said}
    ]


def _tick(turn: Turn) -> list[Block]:
    if turn.view.draft.state == DraftState.SECOND:
        return []
    view = turn.view
    return tick(turn.to_check or to_check(view.text, view.findings, view.overrides, view.commitments))


def _limit(view: CardView) -> str:
    return "" if view.length.limit is None else f" of {view.length.limit}"


def _others(turn: Turn) -> list[Block]:
    value = button_value(turn.view.draft.id, turn.view.draft.revision)
    reasons = [option(reason, str(place)) for place, reason in enumerate(words.DECLINE_REASONS)]
    no_reply: Block = {
        "type": "static_select",
        "action_id": Action.QUEUE_DECLINE.value,
        "placeholder": plain("No reply…"),
        "options": [one for one in reasons if one["text"]["text"] != words.OTHER],
    }
    row = [
        button("Skip", Action.SKIP, value),
        button("Snooze for an hour", Action.QUEUE_SNOOZE, value),
        no_reply,
    ]
    return actions(f"queue:{turn.view.draft.id}:{turn.view.draft.revision}", row)


def _notice(text: str) -> Block:
    return rich(line(text_element("Please note: ", bold=True), *our_elements(text)))
