"""Public updates that wait: ten at a time, each whole and with its own tick, approved like any reply."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from bot.approval import judge
from bot.models import CrisisAction, DraftState
from bot.ports import CardView
from bot.slack.alike_form import MOST_LEFT, Report, entry, told
from bot.slack.blocks import Block, line, plain, rich, section, small_print, text_element
from bot.slack.deps import SlackDeps
from bot.slack.ids import Callback, button_value, parse_value
from bot.slack.modals import notice_modal
from bot.store import crises
from bot.text import excerpt

MOST = 10
GONE = "This action is not there any more. Nothing was changed."


@dataclass(frozen=True)
class UpdateWay:
    """One person's way through the updates of an action, carried in the form's metadata."""

    action_id: str
    done: int = 0
    left: Sequence[str] = field(default_factory=tuple)

    def on(self, approved: int, left: Sequence[str]) -> Self:
        """After a form in which so many were approved, and these were not."""
        return replace(self, done=self.done + approved, left=(*self.left, *left)[-MOST_LEFT:])

    def dump(self) -> str:
        """As text; ids and numbers only."""
        return json.dumps(
            {"value": button_value(self.action_id, 1), "done": self.done, "left": list(self.left)}
        )

    @staticmethod
    def load(metadata: str) -> "UpdateWay | None":
        """From text; `None` if it is not ours."""
        try:
            said = json.loads(metadata)
            target, done = parse_value(said["value"]), int(said["done"])
            left = tuple(str(one) for one in said["left"][:MOST_LEFT])
        except (ValueError, TypeError, KeyError, RecursionError):
            return None
        return UpdateWay(target.draft_id, done, left) if target else None


async def updates_view(
    deps: SlackDeps, user: str, way: UpdateWay, report: Report | None = None, note: str | None = None
) -> Block:
    """The next ten that wait; or why there are none."""
    people = await deps.directory.people()
    is_staff = await deps.directory.is_staff(user)
    if why := judge.lacks_right(judge.Act.APPROVE, user, people, is_staff=is_staff):
        return notice_modal(why)
    async with deps.database.reading() as session:
        action = await crises.action(session, way.action_id)
    if action is None:
        return notice_modal(GONE)
    views: list[CardView] = []
    for id in action.drafts:
        view = await deps.desk.card(id) if id not in way.left and len(views) < MOST else None
        if view is not None and view.draft.state in {DraftState.WAITING, DraftState.FAILED}:
            views.append(view)
    return updates_modal(action, views, way, report, note)


def updates_modal(
    action: CrisisAction,
    views: Sequence[CardView],
    way: UpdateWay,
    report: Report | None = None,
    note: str | None = None,
) -> Block:
    """Each thread with the exact text that would go out, all ticked; or that all are done. Pure."""
    entries = [block for place, view in enumerate(views, 1) for block in entry(place, view)]
    over = f"*That was all.* You approved {way.done}. What you left out waits in the queue."
    many = f"*{len(views)} updates*, each for the thread in which we promised it."
    form: Block = {
        "type": "modal",
        "callback_id": Callback.NOTICE.value,
        "title": plain("Public updates"),
        "close": plain("Stop" if views else "Close"),
        "private_metadata": way.dump(),
        "blocks": [
            *([small_print(note)] if note else []),
            *told(report),
            rich(line(text_element(excerpt(action.what, 200), bold=True))),
            section(many if views else over),
            *entries,
        ],
    }
    if not views:
        return form
    return {**form, "callback_id": Callback.CRISIS_UPDATES.value, "submit": plain("Approve ticked and next")}


def working_modal() -> Block:
    """While the updates are written."""
    return {
        "type": "modal",
        "callback_id": Callback.NOTICE.value,
        "title": plain("Public updates"),
        "close": plain("Close"),
        "blocks": [section(":hourglass_flowing_sand: Writing an update for each, in other words…")],
    }
