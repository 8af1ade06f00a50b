"""The queue as a form: one mention, its draft to change, and one press that brings the next. Pure."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.hosts import safe_link
from bot.models import DraftState, Reach, SavedReason
from bot.ports import CardView
from bot.rules.vouching import to_check
from bot.slack import card_parts, card_sequels, words
from bot.slack.blocks import (
    MAX_INPUT,
    Block,
    actions,
    button,
    context,
    copyable,
    line,
    plain,
    quotes,
    rich,
    section,
    small_print,
    text_element,
)
from bot.slack.card_buttons import hard
from bot.slack.declining import reason_groups
from bot.slack.edit_form import OFFER, SEND_FOR_APPROVAL, then, tick
from bot.slack.escape import date, link, our_elements
from bot.slack.ids import ANSWER, Action, Callback, Field, button_value, parse_value
from bot.store.examples import Earlier

MAX_EARLIER = 300
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
            target = parse_value(said["value"])
            skipped = tuple(str(one) for one in said.get("skip", [])[:MOST_SKIPPED])
            done = int(said.get("done", 0))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return None
        if target is None:
            return None
        return Round(target.draft_id, target.revision, bool(said.get("mine")), done, skipped)


@dataclass(frozen=True)
class Said:
    """What a person is told about what they did before: why not, and their text.

    `typed` goes back into the field; `kept` is to copy, because its draft is decided.
    """

    why: str | None = None
    typed: str | None = None
    kept: str | None = None
    to_check: tuple[str, ...] = ()
    """Words of the typed text that nobody can verify."""
    changed: Sequence[Block] = ()
    """What is not any more as they saw it."""

    @property
    def any_text(self) -> str | None:
        """Their text, wherever it belongs."""
        return self.typed or self.kept


NOTHING = Said()


@dataclass(frozen=True)
class Turn:
    """What the form shows. `left` counts this one too; `alike` are as many as may be answered with it."""

    view: CardView
    round: Round
    left: int
    may_approve: bool
    card_link: str | None = None
    said: Said = NOTHING
    earlier: Sequence[Earlier] = ()
    alike: int = 0
    saved: Sequence[SavedReason] = ()
    """Reasons for no reply that the team uses again."""


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
            *_told(turn.said),
            section(_head(turn)),
            rich(line(text_element(words.author(view.mention), bold=True))),
            *quotes(card_parts.shortened(view.mention.text, card_parts.MAX_MENTION)),
            context(_facts(turn, now)),
            *card_sequels.around(view),
            *_reasons(view),
            *_before(turn.earlier),
            *_reply(turn),
            *_tick(turn),
            *_then(turn),
            *card_parts.warnings(view),
            *card_parts.route(view),
            *_others(turn),
        ],
    }


def empty_modal(done: int, said: Said = NOTHING) -> Block:
    """Nothing waits any more."""
    count = {0: "Nothing waits for you.", 1: "You answered one."}.get(done, f"You answered {done}.")
    return {
        "type": "modal",
        "callback_id": Callback.NOTICE.value,
        "title": plain("Queue"),
        "close": plain("Close"),
        "blocks": [*_told(said), section(f":tada: *The queue is empty.* {count} Well done.")],
    }


def _submit(turn: Turn) -> str:
    view = turn.view
    if _offers(turn):
        return SEND_FOR_APPROVAL
    if not turn.may_approve or view.draft.reach == Reach.NEVER or (hard(view) and turn.said.typed is None):
        return "Save and next"
    return "Approve text and next" if words.is_by_hand(view.draft) else "Approve and next"


def _offers(turn: Turn) -> bool:
    """Its reader may not approve what can be answered: somebody else says yes."""
    draft = turn.view.draft
    return not turn.may_approve and draft.reach != Reach.NEVER and draft.state != DraftState.SECOND


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
    typed = turn.said.typed
    text = view.text if typed is None else typed
    if view.draft.state == DraftState.SECOND or len(text) > MAX_INPUT:
        return [section("*The reply*"), *quotes(text)]
    card = [] if typed in (None, view.text) else [section("*The text on the card*"), *quotes(view.text)]
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
    field = {"type": "input", "block_id": block_id, "label": plain("Reply"), "element": element, "hint": said}
    return [*card, field, *_in_english(view)]


def _in_english(view: CardView) -> list[Block]:
    said = view.back_translation
    return [small_print(f"In English: {card_parts.shortened(said, card_parts.MAX_MENTION)}")] if said else []


def _reasons(view: CardView) -> list[Block]:
    why = words.verdict_line(view.verdict)
    told = [small_print(card_parts.shortened(why, card_parts.MAX_REASONS))] if why else []
    return [*told, *card_parts.strategy(view)]


def _before(earlier: Sequence[Earlier]) -> list[Block]:
    """What we have said to this person, or in this thread: nobody is answered twice alike."""
    blocks: list[Block] = []
    for one in earlier:
        whom = "this person" if one.same_author else "somebody in this thread"
        blocks.append(context(f"Answered {whom} {date(one.at, '{ago}')}:"))
        blocks += quotes(card_parts.shortened(one.reply, MAX_EARLIER))
    return blocks


def _tick(turn: Turn) -> list[Block]:
    if turn.view.draft.state == DraftState.SECOND:
        return []
    view = turn.view
    return tick(turn.said.to_check or to_check(view.text, view.findings, view.overrides, view.commitments))


def _then(turn: Turn) -> list[Block]:
    if not _offers(turn):
        return []
    # A new id for each draft, as with the reply.
    draft, choice = turn.view.draft, then((SEND_FOR_APPROVAL, OFFER))
    return [{**choice, "block_id": f"{Field.THEN}:{draft.id}:{draft.revision}"}]


def _limit(view: CardView) -> str:
    return "" if view.length.limit is None else f" of {view.length.limit}"


def _others(turn: Turn) -> list[Block]:
    value = button_value(turn.view.draft.id, turn.view.draft.revision)
    no_reply: Block = {
        "type": "static_select",
        "action_id": Action.QUEUE_DECLINE.value,
        "placeholder": plain("No reply…"),
        "option_groups": reason_groups(turn.saved, own_words=False),
    }
    other = button("Snooze for an hour", Action.QUEUE_SNOOZE, value)
    if turn.view.draft.state == DraftState.SECOND:
        other = button("Send back…", Action.SEND_BACK, value)
    row = [button("Skip", Action.SKIP, value), other, no_reply]
    if turn.alike:
        row.append(button(f"Answer {turn.alike} alike…", Action.ALIKE, value))
    return actions(f"queue:{turn.view.draft.id}:{turn.view.draft.revision}", row)


def _told(said: Said) -> list[Block]:
    note = text_element("Please note: ", bold=True)
    why = [rich(line(note, *our_elements(said.why)))] if said.why else []
    kept = [section("*Your text*, to copy:"), *copyable(said.kept)] if said.kept else []
    return [*why, *said.changed, *kept]
