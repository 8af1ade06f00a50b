"""What somebody who was called answers: hand it over, or say that it was not worth it."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.ports import Clicked, Refused
from bot.slack.deps import SlackDeps
from bot.slack.ids import Action, Callback, Field
from bot.slack.modals import answer_of, block_of, notice_modal
from bot.slack.origin import Origin
from bot.slack.presses import UNREADABLE, conclude, press_of

Handler = Callable[..., Awaitable[None]]


def register(app: AsyncApp, deps: SlackDeps) -> None:
    """Tell Bolt who answers."""
    app.action(Action.IDLE_PAGE.value)(_idle(deps))
    app.view(Callback.HAND_OVER.value)(_handed(deps))


def _idle(deps: SlackDeps) -> Handler:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press = press_of(body)
        if press.target is None:
            await deps.desk.ephemeral(press.user, UNREADABLE, press.channel, press.thread_ts)
            return
        await conclude(deps, await deps.duty.idle(press.click(deps.now())), press, press.user)

    return pressed


def _handed(deps: SlackDeps) -> Handler:
    async def submitted(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        user, state = str(body["user"]["id"]), view["state"]
        origin, to = Origin.load(view["private_metadata"]), answer_of(state, Field.WHOM)
        if origin is None:
            await ack(response_action="update", view=notice_modal(UNREADABLE))
            return
        if not to:
            wrong = {block_of(state, Field.WHOM): "Please choose somebody."}
            await ack(response_action="errors", errors=wrong)
            return
        click = Clicked(user, origin.draft_id, origin.revision, deps.now())
        answer = await deps.duty.hand_over(click, to)
        if isinstance(answer, Refused):
            await ack(response_action="update", view=notice_modal(answer.why))
            return
        await ack()
        await conclude(deps, answer, origin, user)

    return submitted
