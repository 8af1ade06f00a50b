"""Pausing publishing from Slack: the form, the message that everybody sees, and the button to go on."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.pausing import MOST_WORDS
from bot.ports import Refused
from bot.slack.blocks import (
    Block,
    option,
    plain,
    section,
)
from bot.slack.deps import SlackDeps
from bot.slack.ids import ANSWER, Action, Callback, Field
from bot.slack.modals import answer_of, notice_modal
from bot.slack.presses import conclude, press_of

Handler = Callable[..., Awaitable[None]]

SPANS = {"30": "for 30 minutes", "60": "for an hour", "180": "for three hours", "0": "until somebody resumes"}
"""Minutes, and how they read."""


def register(app: AsyncApp, deps: SlackDeps) -> None:
    """Tell Bolt who answers."""
    app.action(Action.PAUSE.value)(_form_asked(deps))
    app.action(Action.RESUME.value)(_resumed(deps))
    app.view(Callback.PAUSE.value)(_submitted(deps))


def pause_modal() -> Block:
    """Why, and for how long."""
    choices = [option(label, minutes) for minutes, label in SPANS.items()]
    radio = {"type": "radio_buttons", "action_id": ANSWER, "options": choices, "initial_option": choices[1]}
    why = {"type": "plain_text_input", "action_id": ANSWER, "multiline": True, "max_length": MOST_WORDS}
    told = "Nothing goes out meanwhile. Approvals are kept; what waits more than 30 minutes is approved anew."
    return {
        "type": "modal",
        "callback_id": Callback.PAUSE.value,
        "title": plain("Pause publishing"),
        "submit": plain("Pause"),
        "close": plain("Cancel"),
        "blocks": [
            section(told),
            _input(Field.BECAUSE, "Why? Everybody will read it.", why),
            _input(Field.WHEN, "For how long?", radio),
        ],
    }


def _form_asked(deps: SlackDeps) -> Handler:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await deps.desk.open_view(press_of(body).trigger_id, pause_modal())

    return pressed


def _resumed(deps: SlackDeps) -> Handler:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press = press_of(body)
        await conclude(deps, await deps.brake.resume(press.user, deps.now()), press, press.user)

    return pressed


def _submitted(deps: SlackDeps) -> Handler:
    async def submitted(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        state, user, now = view["state"], str(body["user"]["id"]), deps.now()
        chosen = answer_of(state, Field.WHEN) or ""
        minutes = int(chosen) if chosen in SPANS else 0
        until = now + timedelta(minutes=minutes) if minutes else None
        reason = answer_of(state, Field.BECAUSE) or ""
        answer = await deps.brake.pause(user, reason, until, now)
        if isinstance(answer, Refused):
            await ack(response_action="update", view=notice_modal(answer.why, reason))
            return
        await ack()
        deps.desk.bell.ring()
        deps.homes.acted(user)
        if answer.say:
            await deps.desk.ephemeral(user, answer.say)

    return submitted


def _input(block_id: str, label: str, element: Block) -> Block:
    return {"type": "input", "block_id": str(block_id), "label": plain(label), "element": element}
