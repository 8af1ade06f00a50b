"""Forms by which colleagues share the work: later, call for help, ask, send back, go alone."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.ports import Answer, CardView, Clicked, Refused
from bot.slack import card_parts
from bot.slack.blocks import (
    Block,
    option,
    plain,
    quotes,
    small_print,
)
from bot.slack.deps import Decisions, SlackDeps
from bot.slack.ids import ANSWER, Action, Callback, Field
from bot.slack.modals import MAX_WORDS, answer_of, block_of, notice_modal
from bot.slack.origin import Origin
from bot.slack.presses import UNREADABLE, conclude, press_of

Handler = Callable[..., Awaitable[None]]
Act = Callable[[Decisions, Clicked, str], Awaitable[Answer]]

SNOOZES = {"1": "for an hour", "3": "for three hours", "20": "until tomorrow, at about this time"}
"""Hours, and how they read. The last leaves time to look at it before the day is over."""
_ACTS: dict[Callback, Act] = {
    Callback.ESCALATE: lambda approvals, click, words: approvals.escalate(click, words),
    Callback.SEND_BACK: lambda approvals, click, words: approvals.send_back(click, words),
    Callback.ALONE: lambda approvals, click, words: approvals.publish_alone(click, words),
}


def register(app: AsyncApp, deps: SlackDeps) -> None:
    """Tell Bolt who answers."""
    for callback, act in _ACTS.items():
        app.view(callback.value)(_with_words(deps, act))
    app.view(Callback.SNOOZE.value)(_snoozed(deps))
    app.view(Callback.ASK.value)(_asked(deps))
    app.view(Callback.REPLY.value)(_replied(deps))
    app.action(Action.REPLY.value)(_reply_asked(deps))


def snooze_modal(view: CardView, origin: Origin) -> Block:
    """Until when nobody has to look at it."""
    choices = [option(label, hours) for hours, label in SNOOZES.items()]
    radio = {"type": "radio_buttons", "action_id": ANSWER, "options": choices, "initial_option": choices[0]}
    told = small_print(
        "It comes back by itself. If its answer is due before that, people are called all the same."
    )
    blocks = [card_parts.short_mention(view), _input(Field.WHEN, "Look at it again", radio), told]
    return _form(Callback.SNOOZE, "Snooze", "Snooze", blocks, origin.dump())


def escalate_modal(view: CardView, origin: Origin) -> Block:
    """Whom it calls, and why."""
    told = small_print("Calls everybody who is on call, now, with a direct message each.")
    blocks = [card_parts.short_mention(view), _words("Why do they have to look?"), told]
    return _form(Callback.ESCALATE, "Escalate", "Call for help", blocks, origin.dump())


def send_back_modal(view: CardView, origin: Origin) -> Block:
    """What is wrong with a text that a colleague approved."""
    blocks = [*quotes(view.text), _words("What should be different?")]
    return _form(Callback.SEND_BACK, "Send back", "Send back", blocks, origin.dump())


def alone_modal(view: CardView, origin: Origin) -> Block:
    """Why a manager does not wait for the second person."""
    told = small_print(
        "Only when no second person came within ten minutes. Your reason is kept with your name."
    )
    blocks = [*quotes(view.text), _words("Why can this not wait for a second person?"), told]
    return _form(Callback.ALONE, "Publish alone", "Approve and post", blocks, origin.dump())


def ask_modal(view: CardView, origin: Origin) -> Block:
    """Whom, and what."""
    people = {"type": "users_select", "action_id": ANSWER, "placeholder": plain("A colleague")}
    blocks = [
        card_parts.short_mention(view),
        _input(Field.WHOM, "Whom do you want to ask?", people),
        _words("What do you want to know?"),
        small_print(
            "They get a direct message with the post and the draft. Their answer lands in the thread."
        ),
    ]
    return _form(Callback.ASK, "Ask a colleague", "Ask", blocks, origin.dump())


def reply_modal(question_id: str) -> Block:
    """What a colleague who was asked says."""
    return _form(Callback.REPLY, "Your answer", "Answer", [_words("What do you say?")], question_id)


def _reply_asked(deps: SlackDeps) -> Handler:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press = press_of(body)
        if press.target is None:
            await deps.desk.ephemeral(press.user, UNREADABLE, press.channel)
            return
        await deps.desk.open_view(press.trigger_id, reply_modal(press.target.draft_id))

    return pressed


def _replied(deps: SlackDeps) -> Handler:
    async def submitted(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        user, text = str(body["user"]["id"]), _typed(view["state"])
        answer = await deps.approvals.reply(user, view["private_metadata"], text, deps.now())
        if isinstance(answer, Refused):
            await ack(response_action="update", view=notice_modal(answer.why, text))
            return
        await ack()
        deps.desk.bell.ring()
        await deps.desk.ephemeral(user, answer.say or "Thank you.", user)

    return submitted


def _with_words(deps: SlackDeps, act: Act) -> Handler:
    async def submitted(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        state, text = view["state"], _typed(view["state"])
        if not text:
            errors = {block_of(state, Field.WORDS): "Please say why in a few words."}
            await ack(response_action="errors", errors=errors)
            return
        await _finish(deps, ack, body, view, lambda click: act(deps.approvals, click, text), text)

    return submitted


def _snoozed(deps: SlackDeps) -> Handler:
    async def submitted(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        until = snoozed_until(answer_of(view["state"], Field.WHEN), deps.now())
        await _finish(deps, ack, body, view, lambda click: deps.approvals.snooze(click, until))

    return submitted


def snoozed_until(hours: str | None, now: datetime) -> datetime:
    """When it comes back."""
    return now + timedelta(hours=int(hours) if hours in SNOOZES else 1)


def _asked(deps: SlackDeps) -> Handler:
    async def submitted(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        state, text = view["state"], _typed(view["state"])
        whom = answer_of(state, Field.WHOM)
        if not text or not whom:
            field, why = (
                (Field.WHOM, "Please choose somebody.") if text else (Field.WORDS, "Please ask something.")
            )
            await ack(response_action="errors", errors={block_of(state, field): why})
            return
        await _finish(deps, ack, body, view, lambda click: deps.approvals.ask(click, whom, text), text)

    return submitted


async def _finish(
    deps: SlackDeps,
    ack: AsyncAck,
    body: dict[str, Any],
    view: dict[str, Any],
    act: Callable[[Clicked], Awaitable[Answer]],
    typed: str | None = None,
) -> None:
    origin, user = Origin.load(view["private_metadata"]), str(body["user"]["id"])
    if origin is None:
        await ack(response_action="update", view=notice_modal(UNREADABLE, typed))
        return
    answer = await act(Clicked(user, origin.draft_id, origin.revision, deps.now()))
    if isinstance(answer, Refused):
        await ack(response_action="update", view=notice_modal(answer.why, answer.kept))
        return
    await ack()
    await conclude(deps, answer, origin, user)


def _typed(state: dict[str, Any]) -> str:
    return (answer_of(state, Field.WORDS) or "").strip()


def _words(label: str) -> Block:
    element = {"type": "plain_text_input", "action_id": ANSWER, "multiline": True, "max_length": MAX_WORDS}
    return _input(Field.WORDS, label, element)


def _input(block_id: str, label: str, element: Block) -> Block:
    return {"type": "input", "block_id": str(block_id), "label": plain(label), "element": element}


def _form(callback: Callback, title: str, submit: str, blocks: list[Block], metadata: str) -> Block:
    return {
        "type": "modal",
        "callback_id": callback.value,
        "title": plain(title),
        "submit": plain(submit),
        "close": plain("Cancel"),
        "private_metadata": metadata,
        "blocks": blocks,
    }
