"""Up to ten alike drafts in one form, each whole and with its own tick. Pure."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from bot.models import Reach
from bot.ports import CardView
from bot.slack import card_parts, words
from bot.slack.alike_choice import Choice, Kind
from bot.slack.blocks import (
    Block,
    actions,
    bullets,
    button,
    line,
    option,
    plain,
    quotes,
    rich,
    section,
    small_print,
    text_element,
)
from bot.slack.escape import our_elements
from bot.slack.ids import ALL, ANSWER, Action, Callback, Field, Target, button_value, parse_value
from bot.text import excerpt

MAX_SAID = 600
MAX_CATEGORY = 40
MOST_LEFT = 40
"""Ids that a form's metadata has room for; who leaves more unticked sees the first of them again."""


@dataclass(frozen=True)
class Way:
    """One person's way through one kind, carried in the form's metadata. `left` are ids for later."""

    kind: Kind
    done: int = 0
    left: Sequence[str] = field(default_factory=tuple)

    def on(self, approved: int, left: Sequence[str]) -> Self:
        """After a form in which so many were approved, and these were not."""
        return replace(self, done=self.done + approved, left=(*self.left, *left)[-MOST_LEFT:])

    def dump(self) -> str:
        """As text; words and ids of ours only."""
        kind = {"category": self.kind.category, "reach": self.kind.reach.value}
        return json.dumps({**kind, "done": self.done, "left": list(self.left)})

    @staticmethod
    def load(metadata: str) -> "Way | None":
        """From text; `None` if it is not ours."""
        try:
            said = json.loads(metadata)
            kind = Kind(str(said["category"])[:MAX_CATEGORY], Reach(said["reach"]))
            return Way(kind, int(said["done"]), tuple(str(one) for one in said["left"][:MOST_LEFT]))
        except (ValueError, TypeError, KeyError):
            return None


@dataclass(frozen=True)
class Report:
    """What came of one form: how many were approved, and why others were not, by whom they answer."""

    approved: int = 0
    refused: Sequence[tuple[str, str]] = ()
    refused_ids: Sequence[str] = ()


@dataclass(frozen=True)
class Ticks:
    """What came back with a form: what the person saw, ticked or not."""

    ticked: Sequence[Target] = ()
    left: Sequence[str] = ()


def alike_modal(choice: Choice, views: Sequence[CardView], way: Way, report: Report | None) -> Block:
    """Each mention with the exact text that would go out, all ticked."""
    entries = [block for place, view in enumerate(views, 1) for block in entry(place, view)]
    blocks = [*told(report), section(_head(choice, views, way)), *_copies(choice), *entries]
    return {
        "type": "modal",
        "callback_id": Callback.ALIKE.value,
        "title": plain("Answer alike"),
        "submit": plain("Approve ticked and next"),
        "close": plain("Stop"),
        "private_metadata": way.dump(),
        "blocks": blocks,
    }


def working_modal(count: int) -> Block:
    """While the ticked ones are approved one by one."""
    what = {0: "Looking for the next ones…", 1: "Approving one reply…"}
    told = what.get(count, f"Approving {count} replies, each by itself…")
    return _plain_modal([section(f":hourglass_flowing_sand: {told}")])


def over_modal(way: Way, report: Report | None, copies: int) -> Block:
    """No more of this kind."""
    count = {0: "You approved none.", 1: "You approved one."}.get(way.done, f"You approved {way.done}.")
    rest = [section(_too_alike(copies))] if copies else []
    go_on = actions("alike", [button("Go on with the queue", Action.START_QUEUE, ALL, style="primary")])
    return _plain_modal([*told(report), section(f"*That was all of this kind.* {count}"), *rest, *go_on])


def told(report: Report | None) -> list[Block]:
    """The summary of the form before."""
    if report is None:
        return []
    sentence = "Nothing was approved." if not report.approved else f"{report.approved} approved."
    if not report.refused:
        return [section(f":white_check_mark: *{sentence}*")] if report.approved else []
    rows = [
        [text_element(f"{excerpt(who, 60)}: ", bold=True), *our_elements(why)] for who, why in report.refused
    ]
    return [section(f"*{sentence} {len(rows)} not:*"), rich(bullets(rows))]


def ticks_of(state: Mapping[str, Any]) -> Ticks:
    """What was ticked and what was not, by the ids of the form's own blocks."""
    ticked, left = list[Target](), list[str]()
    for block_id, elements in state.get("values", {}).items():
        name, _, value = str(block_id).partition(":")
        target = parse_value(value)
        if name != Field.TICK or target is None:
            continue
        if elements.get(ANSWER, {}).get("selected_options"):
            ticked.append(target)
        else:
            left.append(target.draft_id)
    return Ticks(ticked, left)


def _head(choice: Choice, views: Sequence[CardView], way: Way) -> str:
    what = words.category(choice.kind.category)
    count = f"{len(views)} of {choice.waiting}" if choice.waiting > len(views) else str(len(views))
    how = "Each is posted just as it stands here."
    if choice.kind.reach == Reach.HAND_OFF:
        how = "Each gets its card with the text to copy: somebody posts it by hand."
    done = f" · {way.done} done" if way.done else ""
    return f"*{count} about the same: {what}*{done}\n{how} What you untick stays in the queue."


def entry(place: int, view: CardView) -> list[Block]:
    """One mention, the exact text that would go out, and its tick."""
    who = text_element(f"{place}. {excerpt(words.author(view.mention), 60)}", bold=True)
    where = f" · {words.severity(view.draft.severity)} · on {words.platform(view.mention.platform)}"
    said = excerpt(view.mention.text, MAX_SAID) or "(no words)"
    return [
        rich(line(who, text_element(f"{where}: {said}"))),
        *quotes(view.text),
        *card_parts.warnings(view),
        _tick(place, view),
    ]


def _tick(place: int, view: CardView) -> Block:
    value = button_value(view.draft.id, view.draft.revision)
    yes = option("Approve this reply", value)
    element = {"type": "checkboxes", "action_id": ANSWER, "options": [yes], "initial_options": [yes]}
    label = plain(f"Reply {place}")
    # The id names the wording that was seen; a new form has new ids, so that Slack keeps no old tick.
    block_id = f"{Field.TICK}:{value}"
    return {"type": "input", "block_id": block_id, "optional": True, "label": label, "element": element}


def _copies(choice: Choice) -> list[Block]:
    return [small_print(_too_alike(choice.copies))] if choice.copies else []


def _too_alike(copies: int) -> str:
    one = "One more reads" if copies == 1 else f"Each of {copies} more reads"
    return (
        f"{one} too much like another reply, here or in public, and stays out of this form. It waits in the "
        "queue, where you can give it other words."
    )


def _plain_modal(blocks: list[Block]) -> Block:
    return {
        "type": "modal",
        "callback_id": Callback.NOTICE.value,
        "title": plain("Answer alike"),
        "close": plain("Close"),
        "blocks": blocks,
    }
