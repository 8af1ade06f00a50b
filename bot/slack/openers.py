"""Buttons that open a modal: who may see it, whether the draft still stands there, and which modal it is."""

from collections.abc import Callable, Container
from dataclasses import dataclass

from bot import rights
from bot.approval import judge
from bot.models import DraftState
from bot.ports import CardView, People
from bot.slack import modals
from bot.slack.blocks import Block
from bot.slack.cards import state_words
from bot.slack.deps import SlackDeps
from bot.slack.details import details_modal
from bot.slack.history import history_modal
from bot.slack.ids import Action, More
from bot.slack.origin import Origin
from bot.slack.presses import UNREADABLE, Press
from bot.slack.reading import Past

EDITABLE = (DraftState.WAITING, DraftState.FAILED)
GONE = "This draft does not exist any more. Nothing was changed."


@dataclass(frozen=True)
class Scene:
    """What a modal is made from: the draft as it stands, and what its reader may do."""

    view: CardView
    origin: Origin
    past: Past
    may_approve: bool
    may_override: bool


@dataclass(frozen=True)
class Opener:
    """What a modal is for. `states` are those that it makes sense in."""

    act: judge.Act
    states: Container[DraftState]
    make: Callable[[Scene], Block]
    needs_past: bool = False


MODALS: dict[Action, Opener] = {
    Action.EDIT: Opener(
        judge.Act.EDIT,
        EDITABLE,
        lambda scene: modals.edit_modal(
            scene.view, scene.origin, may_approve=scene.may_approve, may_override=scene.may_override
        ),
    ),
    Action.POSTED: Opener(
        judge.Act.POSTED,
        (DraftState.HANDED_OFF,),
        lambda scene: modals.posted_modal(scene.view, scene.origin),
    ),
    Action.SETTLE_THERE: Opener(
        judge.Act.SETTLE,
        (DraftState.UNKNOWN,),
        lambda scene: modals.settle_modal(scene.view, scene.origin),
    ),
}
CHOICES: dict[str, Opener] = {
    More.DECLINE: Opener(
        judge.Act.DECLINE,
        (*EDITABLE, DraftState.REDRAFTING, DraftState.HANDED_OFF),
        lambda scene: modals.decline_modal(scene.view, scene.origin),
    ),
    More.REWORD: Opener(
        judge.Act.REDRAFT, EDITABLE, lambda scene: modals.reword_modal(scene.view, scene.origin)
    ),
    More.HISTORY: Opener(
        judge.Act.READ,
        tuple(DraftState),
        lambda scene: history_modal(scene.view, scene.past.wordings, scene.origin),
        needs_past=True,
    ),
    More.DETAILS: Opener(
        judge.Act.READ,
        tuple(DraftState),
        lambda scene: details_modal(scene.view, scene.past, scene.origin),
        needs_past=True,
    ),
}


async def open_modal(deps: SlackDeps, press: Press, opener: Opener) -> None:
    """Open the modal on the draft as it stands now, or say why not."""
    if press.target is None:
        await deps.desk.ephemeral(press.user, UNREADABLE, press.channel, press.thread_ts)
        return
    people = await deps.directory.people()
    is_staff = await deps.directory.is_staff(press.user)
    view = await deps.desk.card(press.target.draft_id)
    is_sensitive = view is not None and view.sensitive_for is not None
    why = judge.lacks_right(opener.act, press.user, people, is_staff=is_staff, is_sensitive=is_sensitive)
    if why or view is None:
        await deps.desk.ephemeral(press.user, why or GONE, press.channel, press.thread_ts)
        return
    past = await deps.desk.past(view.draft.id) if opener.needs_past else Past()
    origin = press.origin(view.draft.revision)
    scene = Scene(view, origin, past, **may(press.user, people, view))
    await deps.desk.open_view(press.trigger_id, _modal(opener, scene))


def may(user: str, people: People, view: CardView) -> dict[str, bool]:
    """What a person may do in the form of this draft."""
    approvers = rights.approvers(people, sensitive=view.sensitive_for is not None)
    return {"may_approve": user in approvers, "may_override": user in people.managers}


def _modal(opener: Opener, scene: Scene) -> Block:
    if scene.view.draft.state not in opener.states:
        return modals.notice_modal(f"This has moved on: {state_words(scene.view)}. Nothing was changed.")
    return opener.make(scene)
