"""A complaint brought in from Slack: from a message by its menu, or pasted. No public address is needed."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.intake.pasted import KNOWN
from bot.ports import Answer, Done, Refused
from bot.slack.deps import SlackDeps
from bot.slack.ids import Callback, Field, Shortcut
from bot.slack.paste_form import Told, paste_modal, pasted_of, place_of, told_in
from bot.slack.presses import MAY_NOT_LOOK

COMMAND = "paste"

Handler = Callable[..., Awaitable[None]]


def register(app: AsyncApp, deps: SlackDeps) -> None:
    """Tell Bolt who answers; before the handlers that catch everything else."""
    app.message_shortcut(Shortcut.FROM_MESSAGE.value)(_from_message(deps))
    app.global_shortcut(Shortcut.PASTE.value)(_from_anywhere(deps))
    app.view_submission(Callback.PASTE.value)(_sent(deps))


async def open_form(deps: SlackDeps, _user: str, trigger_id: str, channel: str | None) -> None:
    """`/amends paste`: the empty form."""
    await deps.desk.open_view(trigger_id, paste_modal(Told(channel=channel)))


def _from_message(deps: SlackDeps) -> Handler:
    async def chosen(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        channel = str((body.get("channel") or {}).get("id") or "")
        await _open(deps, body, told_in(body.get("message") or {}, channel))

    return chosen


def _from_anywhere(deps: SlackDeps) -> Handler:
    async def chosen(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await _open(deps, body, Told())

    return chosen


async def _open(deps: SlackDeps, body: dict[str, Any], told: Told) -> None:
    user = str(body["user"]["id"])
    if not await deps.directory.is_staff(user):
        await deps.desk.ephemeral(user, MAY_NOT_LOOK, told.channel)
        return
    await deps.desk.open_view(str(body["trigger_id"]), paste_modal(told))


def _sent(deps: SlackDeps) -> Handler:
    async def sent(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        user, (_message, channel) = str(body["user"]["id"]), place_of(view)
        if not await deps.directory.is_staff(user):
            await ack()
            await deps.desk.ephemeral(user, MAY_NOT_LOOK, channel)
            return
        pasted, wrong = pasted_of(view)
        if wrong:
            await ack(response_action="errors", errors=wrong)
            return
        answer = await deps.pastes.take(user, pasted, deps.now())
        if isinstance(answer, Refused):
            await ack(response_action="errors", errors={Field.WORDS.value: answer.why})
            return
        await ack()
        await deps.desk.ephemeral(
            user, answer.say or "", channel, url=await way_to_card(deps, answer, pasted.mention_id)
        )

    return sent


async def way_to_card(deps: SlackDeps, answer: Answer, draft_id: str) -> str | None:
    """The way to the card of what was brought in before; `None` if it is new, or has no card yet."""
    is_known = isinstance(answer, Done) and answer.say == KNOWN
    return await deps.desk.permalink(f"card:{draft_id}") if is_known else None
