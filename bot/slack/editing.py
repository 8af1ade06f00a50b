"""The edit form at work: who has it open, the preview, and its submission. What was typed is never lost."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.ports import Answer, CardView, Clicked, Refused
from bot.slack import modals
from bot.slack.blocks import Block
from bot.slack.card_standing import EDITABLE, editor
from bot.slack.changes import changed_blocks
from bot.slack.deps import SlackDeps
from bot.slack.edit_form import APPROVE, OFFER, edit_modal
from bot.slack.ids import Action, Callback, Field
from bot.slack.openers import ALSO_EDITING, may
from bot.slack.origin import Origin
from bot.slack.presses import UNREADABLE, conclude, press_of

EMPTY = "Please write a reply, or press Cancel."

Handler = Callable[..., Awaitable[None]]


def register(app: AsyncApp, deps: SlackDeps) -> None:
    """Tell Bolt who answers."""
    app.view(Callback.EDIT.value)(_submitted(deps))
    app.view_closed(Callback.EDIT.value)(_closed(deps))
    app.action(Action.PREVIEW.value)(_previewed(deps))


def _submitted(deps: SlackDeps) -> Handler:
    async def submitted(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        state, origin = view["state"], Origin.load(view["private_metadata"])
        text = (modals.answer_of(state, Field.REPLY) or "").strip()
        if origin is None:
            await ack(response_action="update", view=modals.notice_modal(UNREADABLE, text))
            return
        if not text:
            await ack(response_action="errors", errors={modals.block_of(state, Field.REPLY): EMPTY})
            return
        click = Clicked(str(body["user"]["id"]), origin.draft_id, origin.revision, deps.now())
        answer = await _act(deps, click, text, state)
        if isinstance(answer, Refused):
            shown = await _form(deps, origin, click, text, answer.why)
            await ack(response_action="update", view=shown)
            return
        await ack()
        await conclude(deps, answer, origin, click.user)

    return submitted


async def _act(deps: SlackDeps, click: Clicked, text: str, state: dict[str, Any]) -> Answer:
    because = (modals.answer_of(state, Field.BECAUSE) or "").strip() or None
    checked, then = modals.answer_of(state, Field.CHECKED), modals.answer_of(state, Field.THEN)
    if then == APPROVE:
        return await deps.approvals.approve(click, text=text, because=because, checked=checked)
    if then == OFFER:
        return await deps.approvals.offer(click, text, because=because, checked=checked)
    return await deps.approvals.save(click, text, because=because, checked=checked)


def _previewed(deps: SlackDeps) -> Handler:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press, shown = press_of(body), body.get("view") or {}
        origin = Origin.load(str(shown.get("private_metadata") or ""))
        if origin is None:
            await deps.desk.ephemeral(press.user, UNREADABLE, press.channel)
            return
        text = modals.answer_of(shown.get("state") or {}, Field.REPLY) or ""
        click = Clicked(press.user, origin.draft_id, origin.revision, deps.now())
        await deps.desk.update_view(str(shown["id"]), await _form(deps, origin, click, text, None))

    return pressed


def _closed(deps: SlackDeps) -> Handler:
    async def closed(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        await ack()
        origin = Origin.load(view["private_metadata"])
        if origin is not None:
            click = Clicked(str(body["user"]["id"]), origin.draft_id, origin.revision, deps.now())
            await deps.approvals.end_edit(click)
            deps.desk.bell.ring()

    return closed


async def _form(deps: SlackDeps, origin: Origin, click: Clicked, text: str, why: str | None) -> Block:
    """The form again, on the draft as it stands now, with the person's text; or their text to copy.

    Without a `why` nothing was refused: they only look.
    """
    view = await deps.desk.card(origin.draft_id)
    changed = changed_blocks(await deps.desk.since(origin.draft_id, origin.revision))
    if view is None or view.draft.state not in EDITABLE:
        told = why or f"This draft is not to be edited any more. {modals.KEPT}"
        return modals.notice_modal(told, text, changed)
    people = await deps.directory.people()
    seen = await _seen(deps, click, view, text)
    other = editor(view, click.at) if view.draft.edited_by != click.user else None
    now_at = Origin(origin.draft_id, view.draft.revision, origin.channel, origin.thread_ts)
    return edit_modal(
        view,
        now_at,
        typed=text,
        seen=seen,
        notice=why,
        editor=other and f"{other}. {ALSO_EDITING}",
        changed=changed,
        **may(click.user, people, view),
    )


async def _seen(deps: SlackDeps, click: Clicked, view: CardView, text: str) -> CardView | None:
    """The draft as if the text stood on it; `None` if it does, or if this person may not write."""
    if text == view.text:
        return None
    written = await deps.approvals.preview(click, text)
    return None if isinstance(written, Refused) else await deps.desk.card_with(click.draft_id, written)
