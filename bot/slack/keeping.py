"""Clicks on promises that are due: done, or remind me later."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.ports import Answer
from bot.slack.deps import SlackDeps
from bot.slack.ids import Action
from bot.slack.presses import UNREADABLE, conclude, press_of

Act = Callable[[str, str, datetime], Awaitable[Answer]]


def register(app: AsyncApp, deps: SlackDeps) -> None:
    """Tell Bolt who answers."""
    app.action(Action.KEPT.value)(_pressed(deps, deps.followup.done))
    app.action(Action.LATER.value)(_pressed(deps, deps.followup.snooze))


def _pressed(deps: SlackDeps, act: Act) -> Callable[..., Awaitable[None]]:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press = press_of(body)
        if press.target is None:
            await deps.desk.ephemeral(press.user, UNREADABLE, press.channel, press.thread_ts)
            return
        answer = await act(press.user, press.target.draft_id, deps.now())
        await conclude(deps, answer, press, press.user)

    return pressed
