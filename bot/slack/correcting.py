"""Correct…: what it is about and how bad it is, as a person sees it. The form is pure."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.models import Category, RiskFlag, Severity
from bot.ports import CardView, Clicked, Correction, Refused
from bot.slack import card_parts, modals, words
from bot.slack.blocks import Block, option, small_print
from bot.slack.deps import SlackDeps
from bot.slack.ids import ANSWER, Callback, Field
from bot.slack.origin import Origin
from bot.slack.presses import UNREADABLE, conclude

Handler = Callable[..., Awaitable[None]]
RISKS = {
    RiskFlag.SAFETY: "Injury or danger",
    RiskFlag.LEGAL: "The law",
    RiskFlag.DATA: "Leaked or stolen data",
    RiskFlag.DISCRIMINATION: "Discrimination",
    RiskFlag.PRESS: "The press, or going viral",
    RiskFlag.SELF_HARM: "Self-harm",
}
STAYS = "The draft stays as it is: press Another draft for one that follows this."
KEPT = "It counts at once, stands in the thread with your name, and is kept to measure triage by."


def register(app: AsyncApp, deps: SlackDeps) -> None:
    """Tell Bolt who answers."""
    app.view(Callback.CORRECT.value)(_sent(deps))


def correct_modal(view: CardView, origin: Origin) -> Block:
    """What triage says, to be changed."""
    verdict = view.verdict
    severity = max(verdict.severity, view.draft.severity)
    levels = [(words.severity(one), str(int(one))) for one in sorted(Severity, reverse=True)]
    kinds = [(label.capitalize(), one.value) for one, label in words.CATEGORY.items()]
    # The verdict that the person sees travels in a name of the form: whoever changed it since is noticed.
    about = f"{Field.ABOUT}:{verdict.stand}"
    blocks = [
        card_parts.short_mention(view),
        modals.input_block(about, "This is about", _select(kinds, verdict.category)),
        modals.input_block(Field.LEVEL, "How bad is it?", _select(levels, str(int(severity)))),
        modals.input_block(Field.CAREFUL, "A person must be careful", _boxes(verdict.flags), optional=True),
        modals.input_block(Field.NOTE, "Why, for your colleagues", _note(), optional=True),
        small_print(STAYS),
        small_print(KEPT),
    ]
    return modals.modal(Callback.CORRECT, "Correct", "Correct it", blocks, origin)


def correction_of(state: dict[str, Any]) -> Correction | None:
    """What was chosen; `None` if it is none of the form's choices."""
    try:
        category = Category(modals.answer_of(state, Field.ABOUT) or "")
        severity = Severity(int(modals.answer_of(state, Field.LEVEL) or ""))
    except ValueError:
        return None
    seen = modals.block_of(state, Field.ABOUT).partition(":")[2]
    note = (modals.answer_of(state, Field.NOTE) or "").strip() or None
    return Correction(category.value, severity, _ticked(state), seen, note)


def _select(choices: Sequence[tuple[str, str]], chosen: str) -> Block:
    options = [option(label, value) for label, value in choices]
    known = next((one for one in options if one["value"] == chosen), None)
    menu: Block = {"type": "static_select", "action_id": ANSWER, "options": options}
    return menu | ({"initial_option": known} if known else {})


def _boxes(flags: Sequence[str]) -> Block:
    options = [option(label, flag.value) for flag, label in RISKS.items()]
    ticked = [one for one in options if one["value"] in flags]
    boxes: Block = {"type": "checkboxes", "action_id": ANSWER, "options": options}
    return boxes | ({"initial_options": ticked} if ticked else {})


def _note() -> Block:
    return {
        "type": "plain_text_input",
        "action_id": ANSWER,
        "multiline": True,
        "max_length": modals.MAX_WORDS,
    }


def _ticked(state: dict[str, Any]) -> tuple[str, ...]:
    boxes = state.get("values", {}).get(modals.block_of(state, Field.CAREFUL), {}).get(ANSWER) or {}
    return tuple(str(one["value"]) for one in boxes.get("selected_options") or [])


def _sent(deps: SlackDeps) -> Handler:
    async def submitted(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        origin, said = Origin.load(view["private_metadata"]), correction_of(view["state"])
        if origin is None or said is None:
            await ack(response_action="update", view=modals.notice_modal(UNREADABLE))
            return
        click = Clicked(str(body["user"]["id"]), origin.draft_id, origin.revision, deps.now())
        answer = await deps.approvals.correct(click, said)
        if isinstance(answer, Refused):
            await ack(response_action="update", view=modals.notice_modal(answer.why, answer.kept))
            return
        await ack()
        await conclude(deps, answer, origin, click.user)

    return submitted
