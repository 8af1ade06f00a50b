"""Giving rights from Slack: `/amends people`, the button on Home, and what becomes of the form."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.granting import MANAGERS_ONLY
from bot.ports import Refused
from bot.slack.blocks import Block
from bot.slack.deps import SlackDeps
from bot.slack.ids import Action, Callback
from bot.slack.modals import notice_modal
from bot.slack.people_form import PeopleView, asked_of, people_modal
from bot.slack.presses import UNREADABLE, press_of

COMMAND = "people"

Handler = Callable[..., Awaitable[None]]


def register(app: AsyncApp, deps: SlackDeps) -> None:
    """Tell Bolt who answers; before the handlers that catch everything else."""
    app.action(Action.PEOPLE.value)(_pressed(deps))
    app.action(Action.TAKE_BACK.value)(_taken_back(deps))
    app.view(Callback.PEOPLE.value)(_submitted(deps))


async def open_form(deps: SlackDeps, user: str, trigger: str, channel: str | None) -> None:
    """Show a manager the form; tell everybody else that it is for managers."""
    if not await deps.people.may_give(user):
        await deps.desk.ephemeral(user, MANAGERS_ONLY, channel)
        return
    stamp = f"{deps.now().timestamp():.0f}"
    await deps.desk.open_view(trigger, await _modal(deps, stamp))


async def _modal(deps: SlackDeps, stamp: str, notice: str | None = None) -> Block:
    who, given = await deps.directory.people(), await deps.people.in_force(deps.now())
    return people_modal(PeopleView(who, given, stamp, notice))


def _pressed(deps: SlackDeps) -> Handler:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press = press_of(body)
        await open_form(deps, press.user, press.trigger_id, press.channel)

    return pressed


def _submitted(deps: SlackDeps) -> Handler:
    async def submitted(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        user, now = str(body["user"]["id"]), deps.now()
        asked = asked_of(view["state"], now, await deps.people.zone(user))
        if asked.errors:
            there = {block: why for block, why in asked.errors.items() if block in view["state"]["values"]}
            if there:
                await ack(response_action="errors", errors=there)
            else:
                await ack(response_action="update", view=notice_modal(UNREADABLE))
            return
        if not await deps.people.may_give(user):
            await ack(response_action="update", view=notice_modal(MANAGERS_ONLY))
            return
        answer = await deps.people.give(user, asked.user, asked.role, asked.until, now)
        deps.desk.bell.ring()
        if isinstance(answer, Refused):
            # The same inputs, so that Slack keeps what was chosen.
            shown = await _modal(deps, str(view["private_metadata"]), answer.why)
        else:
            shown = await _modal(deps, f"{now.timestamp():.3f}", answer.say)
        await ack(response_action="update", view=shown)

    return submitted


def _taken_back(deps: SlackDeps) -> Handler:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press, view = press_of(body), body.get("view") or {}
        may = await deps.people.may_give(press.user)
        if not may or press.target is None or not press.in_modal:
            await deps.desk.ephemeral(press.user, UNREADABLE if may else MANAGERS_ONLY, press.channel)
            return
        answer = await deps.people.take_back(press.user, press.target.draft_id, deps.now())
        deps.desk.bell.ring()
        told = answer.why if isinstance(answer, Refused) else answer.say
        shown = await _modal(deps, str(view.get("private_metadata") or ""), told)
        await deps.desk.update_view(str(view["id"]), shown)

    return pressed
