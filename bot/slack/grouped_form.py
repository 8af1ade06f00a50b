"""Ten replies to people who complain of the same, each whole and with its own tick. Pure."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from bot.drafting.grouped_replies import Batch
from bot.models import Incident
from bot.ports import CardView
from bot.slack import words
from bot.slack.alike_form import MOST_LEFT, Report, entry, told
from bot.slack.blocks import Block, actions, button, context, plain, section, small_print
from bot.slack.ids import Action, Callback, button_value, parse_value
from bot.slack.incident_card import title
from bot.slack.incident_list import Place


@dataclass(frozen=True)
class GroupWay:
    """One person's way through an incident, carried in the form's metadata. `left` are ids for later."""

    incident_id: str
    done: int = 0
    left: Sequence[str] = field(default_factory=tuple)

    def on(self, approved: int, left: Sequence[str]) -> Self:
        """After a form in which so many were approved, and these were not."""
        kept = dict.fromkeys((*self.left, *left))
        return replace(self, done=self.done + approved, left=tuple(kept)[-MOST_LEFT:])

    def dump(self) -> str:
        """As text; ids and numbers only."""
        said = {"value": button_value(self.incident_id, 1), "done": self.done, "left": list(self.left)}
        return json.dumps(said)

    @staticmethod
    def load(metadata: str) -> "GroupWay | None":
        """From text; `None` if it is not ours."""
        try:
            said = json.loads(metadata)
            target, done = parse_value(said["value"]), int(said["done"])
            left = tuple(str(one) for one in said["left"][:MOST_LEFT])
        except (ValueError, TypeError, KeyError, RecursionError):
            return None
        return GroupWay(target.draft_id, done, left) if target else None


@dataclass(frozen=True)
class GroupTurn:
    """What the form shows. `stoppable` of this person's replies are not on their way yet."""

    incident: Incident
    batch: Batch
    views: Sequence[CardView]
    way: GroupWay
    report: Report | None = None
    stoppable: int = 0
    note: str | None = None


def grouped_modal(turn: GroupTurn) -> Block:
    """Each mention with the exact text that would go out, all ticked; or that all are done."""
    entries = [block for place, view in enumerate(turn.views, 1) for block in _entry(place, view)]
    form = _form(turn, [*_head(turn), *entries])
    if not turn.views:
        return form
    return {**form, "callback_id": Callback.GROUPED.value, "submit": plain("Approve ticked and next")}


def writing_modal(place: Place) -> Block:
    """While the replies are written."""
    return {
        "type": "modal",
        "callback_id": Callback.NOTICE.value,
        "title": plain("Answer many"),
        "close": plain("Close"),
        "private_metadata": place.dump(),
        "blocks": [section(":hourglass_flowing_sand: Writing the next replies, each in other words…")],
    }


def _form(turn: GroupTurn, blocks: list[Block]) -> Block:
    return {
        "type": "modal",
        "callback_id": Callback.NOTICE.value,
        "title": plain("Answer many"),
        "close": plain("Stop"),
        "private_metadata": turn.way.dump(),
        "blocks": blocks,
    }


def _head(turn: GroupTurn) -> list[Block]:
    note = [small_print(turn.note)] if turn.note else []
    return [
        *note,
        *told(turn.report),
        title(turn.incident),
        section(_count(turn)),
        *_left_out(turn),
        *actions(f"grouped:{turn.incident.id}:{turn.way.done}", _buttons(turn)),
    ]


def _count(turn: GroupTurn) -> str:
    done = f" · {turn.way.done} done" if turn.way.done else ""
    if not turn.views:
        count = {0: "You approved none.", 1: "You approved one."}.get(turn.way.done)
        told = f"*That was all that can be answered here.* {count or f'You approved {turn.way.done}.'}"
        left = turn.batch.waiting
        return f"{told} {left} still {'waits' if left == 1 else 'wait'}." if left else told
    by_hand = sum(words.is_by_hand(view.draft) for view in turn.views)
    how = "Each is posted just as it stands here."
    if by_hand:
        how = f"{by_hand} of these are posted by hand: each gets its card with the text to copy."
    return (
        f"*{len(turn.views)} of {turn.batch.waiting} who wait*{done}\n{how} What you untick is not lost: "
        "it waits in the queue."
    )


def _left_out(turn: GroupTurn) -> list[Block]:
    """Who gets no reply in this form, and why; nobody is dropped without a word."""
    found = []
    if apart := turn.batch.apart:
        are = "needs" if apart == 1 else "need"
        found.append(
            f"{apart} more {are} a look of their own (grave, risky, in another language, or on a network "
            "that takes no reply). Show mentions leads to them; make a card there."
        )
    if alike := len(turn.batch.alike):
        would = "One more would" if alike == 1 else f"{alike} more would each"
        found.append(
            f"{would} read too much like another reply, whatever the words. Somebody has to write to them: "
            "Show mentions, and make a card; or add other ways to say it under What we say."
        )
    return [context(one) for one in found]


def _buttons(turn: GroupTurn) -> list[Block]:
    value = button_value(turn.incident.id, 0)
    stop = []
    if turn.stoppable:
        count = "the one" if turn.stoppable == 1 else f"the {turn.stoppable}"
        stop = [button(f"Stop {count} not out yet", Action.GROUPED_STOP, value)]
    return [
        *stop,
        button("What we say", Action.STANCE_SHOW, value),
        button("Show mentions", Action.INCIDENT_MENTIONS, value),
    ]


def _entry(place: int, view: CardView) -> list[Block]:
    value = button_value(view.draft.id, view.draft.revision)
    alone = button("Make a card of it", Action.GROUPED_CARD, value)
    return [*entry(place, view), *actions(f"card:{value}", [alone])]
