"""Buttons that open a modal: who may see it, whether the draft still stands there, and which modal it is."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.approval import judge
from bot.models import DraftState
from bot.ports import CardView
from bot.slack import modals
from bot.slack.blocks import Block
from bot.slack.cards import state_words
from bot.slack.deps import SlackDeps
from bot.slack.ids import Action
from bot.slack.origin import Origin
from bot.slack.presses import UNREADABLE, Press

EDITABLE = (DraftState.WAITING, DraftState.FAILED)
GONE = "This draft does not exist any more. Nothing was changed."


@dataclass(frozen=True)
class Opener:
    """What a modal is for; `make` gets whether the person may approve."""

    act: judge.Act
    states: tuple[DraftState, ...]
    make: Callable[[CardView, Origin, bool], Block]


MODALS: dict[Action, Opener] = {
    Action.EDIT: Opener(
        judge.Act.EDIT,
        EDITABLE,
        lambda view, origin, may: modals.edit_modal(view, origin, may_approve=may),
    ),
    Action.POSTED: Opener(
        judge.Act.POSTED,
        (DraftState.HANDED_OFF,),
        lambda view, origin, _: modals.posted_modal(view, origin),
    ),
    Action.SETTLE_THERE: Opener(
        judge.Act.SETTLE,
        (DraftState.UNKNOWN,),
        lambda view, origin, _: modals.settle_modal(view, origin),
    ),
}
DECLINE = Opener(
    judge.Act.DECLINE,
    (*EDITABLE, DraftState.REDRAFTING, DraftState.HANDED_OFF),
    lambda view, origin, _: modals.decline_modal(view, origin),
)


async def open_modal(deps: SlackDeps, press: Press, action: Action) -> None:
    """Open the action's modal on the draft as it stands now, or say why not."""
    opener = MODALS.get(action, DECLINE)
    if press.target is None:
        await deps.desk.ephemeral(press.user, UNREADABLE, press.channel, press.thread_ts)
        return
    people = await deps.directory.people()
    is_staff = await deps.directory.is_staff(press.user)
    why = judge.lacks_right(opener.act, press.user, people, is_staff=is_staff)
    view = None if why else await deps.desk.card(press.target.draft_id)
    if why or view is None:
        await deps.desk.ephemeral(press.user, why or GONE, press.channel, press.thread_ts)
        return
    may_approve = press.user in people.approvers
    await deps.desk.open_view(press.trigger_id, _modal(opener, view, press, may_approve=may_approve))


def _modal(opener: Opener, view: CardView, press: Press, *, may_approve: bool) -> Block:
    if view.draft.state not in opener.states:
        return modals.notice_modal(f"This has moved on: {state_words(view)}. Nothing was changed.")
    return opener.make(view, press.origin(view.draft.revision), may_approve)
