"""Buttons that open a modal: who may see it, whether the draft still stands there, and which modal it is."""

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot import rights
from bot.approval import judge
from bot.models import DraftState, SavedReason
from bot.ports import CardView, People
from bot.slack import modals, page_form, together_forms
from bot.slack.blocks import Block
from bot.slack.card_standing import EDITABLE, editor
from bot.slack.cards import state_words
from bot.slack.correcting import correct_modal
from bot.slack.declining import decline_modal
from bot.slack.deps import SlackDeps
from bot.slack.details import details_modal
from bot.slack.edit_form import edit_modal
from bot.slack.history import history_modal
from bot.slack.ids import Action, Callback, More
from bot.slack.origin import Origin
from bot.slack.presses import UNREADABLE, Press
from bot.slack.reading import Past
from bot.slack.removal_form import remove_modal

UNDECIDED = (*EDITABLE, DraftState.REDRAFTING, DraftState.SECOND, DraftState.UNKNOWN)
CORRECTABLE = (*EDITABLE, DraftState.REDRAFTING, DraftState.SECOND)
ALSO_EDITING = "Who presses first wins; the other keeps their words."
GONE = "This draft does not exist any more. Nothing was changed."


@dataclass(frozen=True)
class Scene:
    """What a modal is made from: the draft as it stands, and what its reader may do."""

    view: CardView
    origin: Origin
    past: Past
    may_approve: bool
    may_override: bool
    at: datetime
    reader: str = ""
    reasons: Sequence[SavedReason] = ()
    """The saved ones for "no reply"."""


@dataclass(frozen=True)
class Opener:
    """What a modal is for. `states` are those that it makes sense in."""

    act: judge.Act
    states: Container[DraftState]
    make: Callable[[Scene], Block]
    needs_past: bool = False
    needs_reasons: bool = False


MODALS: dict[Action, Opener] = {
    Action.EDIT: Opener(
        judge.Act.EDIT,
        EDITABLE,
        lambda scene: _edit(scene),
    ),
    Action.POSTED: Opener(
        judge.Act.POSTED,
        (DraftState.HANDED_OFF,),
        lambda scene: modals.posted_modal(scene.view, scene.origin),
    ),
    Action.SEND_BACK: Opener(
        judge.Act.SEND_BACK,
        (DraftState.SECOND,),
        lambda scene: together_forms.send_back_modal(scene.view, scene.origin),
    ),
    Action.ALONE: Opener(
        judge.Act.ALONE,
        (DraftState.SECOND,),
        lambda scene: together_forms.alone_modal(scene.view, scene.origin),
    ),
    Action.REWORD: Opener(
        judge.Act.REDRAFT, EDITABLE, lambda scene: modals.reword_modal(scene.view, scene.origin)
    ),
    Action.HISTORY: Opener(
        judge.Act.READ,
        tuple(DraftState),
        lambda scene: history_modal(scene.view, scene.past.wordings, scene.origin),
        needs_past=True,
    ),
    Action.CORRECT: Opener(
        judge.Act.CORRECT, CORRECTABLE, lambda scene: correct_modal(scene.view, scene.origin)
    ),
    Action.HAND_OVER: Opener(
        judge.Act.TAKE, UNDECIDED, lambda scene: page_form.hand_over_modal(scene.view, scene.origin)
    ),
    Action.PAGE_SNOOZE: Opener(
        judge.Act.SNOOZE, EDITABLE, lambda scene: together_forms.snooze_modal(scene.view, scene.origin)
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
        (*EDITABLE, DraftState.REDRAFTING, DraftState.HANDED_OFF, DraftState.SECOND),
        lambda scene: decline_modal(scene.view, scene.origin, scene.reasons, may_retire=scene.may_override),
        needs_reasons=True,
    ),
    More.REMOVE: Opener(
        judge.Act.REMOVE, (DraftState.SENT,), lambda scene: remove_modal(scene.view, scene.origin)
    ),
    More.REWORD: MODALS[Action.REWORD],
    More.HISTORY: MODALS[Action.HISTORY],
    More.SNOOZE: Opener(
        judge.Act.SNOOZE, EDITABLE, lambda scene: together_forms.snooze_modal(scene.view, scene.origin)
    ),
    More.ESCALATE: Opener(
        judge.Act.ESCALATE, UNDECIDED, lambda scene: together_forms.escalate_modal(scene.view, scene.origin)
    ),
    More.ASK: Opener(
        judge.Act.ASK, UNDECIDED, lambda scene: together_forms.ask_modal(scene.view, scene.origin)
    ),
    More.DETAILS: Opener(
        judge.Act.READ,
        tuple(DraftState),
        lambda scene: details_modal(scene.view, scene.past, scene.origin, scene.at),
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
    group = view.draft.approver_group if view else None
    why = judge.lacks_right(
        opener.act, press.user, people, is_staff=is_staff, is_sensitive=is_sensitive, group=group
    )
    if why or view is None:
        await deps.desk.ephemeral(press.user, why or GONE, press.channel, press.thread_ts)
        return
    past = await deps.desk.past(view.draft.id) if opener.needs_past else Past()
    origin = press.origin(view.draft.revision)
    saved = await deps.desk.reasons() if opener.needs_reasons else ()
    rights_of = may(press.user, people, view)
    scene = Scene(view, origin, past, **rights_of, at=deps.now(), reader=press.user, reasons=saved)
    form = _modal(opener, scene)
    if press.in_modal:
        await deps.desk.push_view(press.trigger_id, form)
    else:
        await deps.desk.open_view(press.trigger_id, form)
    if form["callback_id"] == Callback.EDIT:
        # Told after the form is open: a trigger is good for three seconds only.
        await deps.approvals.begin_edit(press.click(scene.at))
        deps.desk.bell.ring()


def may(user: str, people: People, view: CardView) -> dict[str, bool]:
    """What a person may do in the form of this draft."""
    group = view.draft.approver_group
    approvers = rights.approvers(people, sensitive=view.sensitive_for is not None, group=group)
    return {"may_approve": user in approvers, "may_override": user in people.managers}


def _edit(scene: Scene) -> Block:
    other = editor(scene.view, scene.at) if scene.view.draft.edited_by != scene.reader else None
    return edit_modal(
        scene.view,
        scene.origin,
        may_approve=scene.may_approve,
        may_override=scene.may_override,
        editor=other and f"{other}. {ALSO_EDITING}",
    )


def _modal(opener: Opener, scene: Scene) -> Block:
    if scene.view.draft.state not in opener.states:
        return modals.notice_modal(f"This has moved on: {state_words(scene.view)}. Nothing was changed.")
    return opener.make(scene)
