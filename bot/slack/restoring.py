"""Restore in the history: an earlier wording comes back, and the modal shows it."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.ports import Clicked, Refused
from bot.slack import modals
from bot.slack.blocks import Block
from bot.slack.deps import SlackDeps
from bot.slack.history import history_modal
from bot.slack.ids import Action
from bot.slack.openers import GONE
from bot.slack.origin import Origin
from bot.slack.presses import UNREADABLE, conclude, press_of

RESTORED = "It is on the card again, as a new version. Earlier approvals do not count for it."


def register(app: AsyncApp, deps: SlackDeps) -> None:
    """Tell Bolt who answers."""
    app.action(Action.RESTORE.value)(_restored(deps))


def _restored(deps: SlackDeps) -> Callable[..., Awaitable[None]]:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press, view = press_of(body), body.get("view") or {}
        origin = Origin.load(str(view.get("private_metadata") or ""))
        if press.target is None or origin is None or origin.draft_id != press.target.draft_id:
            await deps.desk.ephemeral(press.user, UNREADABLE, press.channel)
            return
        click = Clicked(press.user, origin.draft_id, origin.revision, deps.now())
        answer = await deps.approvals.restore(click, press.target.revision)
        told = RESTORED
        if isinstance(answer, Refused):
            told = answer.why
        else:
            await conclude(deps, answer, origin, press.user)
        await deps.desk.update_view(str(view["id"]), await _history(deps, origin, told))

    return pressed


async def _history(deps: SlackDeps, origin: Origin, told: str) -> Block:
    view = await deps.desk.card(origin.draft_id)
    if view is None:
        return modals.notice_modal(GONE)
    now_at = Origin(origin.draft_id, view.draft.revision, origin.channel, origin.thread_ts)
    past = await deps.desk.past(origin.draft_id)
    return history_modal(view, past.wordings, now_at, notice=told)
