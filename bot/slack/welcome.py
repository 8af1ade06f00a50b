"""Says hello in a channel that Amends is brought into, and lets people try it there, once for each time."""

import re
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext

from bot.intake.pasted import trial
from bot.ports import Answer, Refused
from bot.slack.deps import SlackDeps
from bot.slack.ids import Action
from bot.slack.joining import join_in
from bot.slack.pasting import way_to_card
from bot.slack.presses import MAY_NOT_LOOK, UNREADABLE, Press, press_of
from bot.store import greetings

Handler = Callable[..., Awaitable[None]]

_CHANNEL = re.compile(r"[CG][A-Z0-9]{2,20}")


def register(app: AsyncApp, deps: SlackDeps) -> None:
    """Tell Bolt who answers."""
    app.event("member_joined_channel")(_joined(deps))
    app.action(Action.TRY_IT.value)(_tried(deps))


def _joined(deps: SlackDeps) -> Handler:
    async def joined(body: dict[str, Any], context: AsyncBoltContext) -> None:
        join = join_in(body, context.bot_user_id or "")
        # Where another company reads along, nothing of the desk is said.
        if join is None or body.get("is_ext_shared_channel") or not _CHANNEL.fullmatch(join.channel):
            return
        await _greet(deps, join.channel, greetings.name_of(join.channel, join.stamp), deps.now())

    return joined


async def _greet(deps: SlackDeps, channel: str, join: str, now: datetime) -> None:
    approvers = len((await deps.directory.people()).approvers)
    async with deps.database.writing() as session:
        await greetings.greet(
            session, join, channel=channel, cards=deps.desk.channel, approvers=approvers, now=now
        )
    deps.desk.bell.ring()


def _tried(deps: SlackDeps) -> Handler:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press = press_of(body)
        if not await deps.directory.is_staff(press.user):
            await deps.desk.ephemeral(press.user, MAY_NOT_LOOK, press.channel)
            return
        if press.target is None or not await _is_greeted(deps, press.target.draft_id):
            await deps.desk.ephemeral(press.user, UNREADABLE, press.channel)
            return
        complaint = trial(press.target.draft_id)
        answer = await deps.pastes.take(press.user, complaint, deps.now())
        await _tell(deps, press, answer, await way_to_card(deps, answer, complaint.mention_id))

    return pressed


async def _is_greeted(deps: SlackDeps, join: str) -> bool:
    async with deps.database.reading() as session:
        return await greetings.is_there(session, join)


async def _tell(deps: SlackDeps, press: Press, answer: Answer, url: str | None) -> None:
    said = answer.why if isinstance(answer, Refused) else answer.say or ""
    await deps.desk.ephemeral(press.user, said, press.channel, url=url)
