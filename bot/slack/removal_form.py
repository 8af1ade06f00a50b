"""Take it down…: a public reply is deleted, for good or to be corrected. The form is pure."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.ports import CardView, Clicked, Refused
from bot.slack import card_parts, modals, words
from bot.slack.blocks import Block, option, quotes, small_print
from bot.slack.deps import SlackDeps
from bot.slack.ids import ANSWER, Callback, Field
from bot.slack.origin import Origin
from bot.slack.presses import UNREADABLE, conclude

CORRECT, FOR_GOOD = "correct", "for_good"
_THEN = [("Correct it: the text comes back to the card", CORRECT), ("Leave it without a reply", FOR_GOOD)]

Handler = Callable[..., Awaitable[None]]


def register(app: AsyncApp, deps: SlackDeps) -> None:
    """Tell Bolt who answers."""
    app.view(Callback.REMOVE.value)(_sent(deps))


def remove_modal(view: CardView, origin: Origin) -> Block:
    """What is taken down, why, and what comes after it."""
    where = words.platform(view.mention.platform)
    told = f"This is deleted on {where}. People may have read it; a corrected reply needs its own approval."
    choices = [option(label, value) for label, value in _THEN]
    radio = {"type": "radio_buttons", "action_id": ANSWER, "options": choices, "initial_option": choices[0]}
    why = {"type": "plain_text_input", "action_id": ANSWER, "multiline": True, "max_length": modals.MAX_WORDS}
    blocks = [
        small_print(told),
        *quotes(card_parts.shortened(view.text, card_parts.MAX_MENTION)),
        modals.input_block(Field.REASON, "Why?", why),
        modals.input_block(Field.THEN, "And then?", radio),
    ]
    return modals.modal(Callback.REMOVE, "Take it down", "Take it down", blocks, origin)


def _sent(deps: SlackDeps) -> Handler:
    async def submitted(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        state, origin = view["state"], Origin.load(view["private_metadata"])
        why = (modals.answer_of(state, Field.REASON) or "").strip()
        if origin is None:
            await ack(response_action="update", view=modals.notice_modal(UNREADABLE, why))
            return
        click = Clicked(str(body["user"]["id"]), origin.draft_id, origin.revision, deps.now())
        corrects = modals.answer_of(state, Field.THEN) == CORRECT
        answer = await deps.approvals.remove(click, why, corrects=corrects)
        if isinstance(answer, Refused):
            await ack(response_action="update", view=modals.notice_modal(answer.why, answer.kept))
            return
        await ack()
        await conclude(deps, answer, origin, click.user)

    return submitted
