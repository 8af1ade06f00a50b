"""The part of a form that asks the model for words, shared by all that is said to many. Pure."""

from dataclasses import dataclass

from bot.slack.blocks import Block, actions, button, context
from bot.slack.deps import SlackDeps
from bot.slack.ids import Action, button_value


@dataclass(frozen=True)
class Asked:
    """`turn` counts how often it was asked in this form; `is_writing` while it is being asked."""

    turn: int = 0
    is_writing: bool = False


def asked(deps: SlackDeps) -> Asked | None:
    """How a form begins: not asked yet, where there is a model."""
    return Asked() if deps.crisis.speaking.speaker is not None else None


def ask_button(ai: Asked | None, about: str) -> list[Block]:
    """The button, or that it was pressed; nothing where there is no model."""
    if ai is None:
        return []
    if ai.is_writing:
        return [context(":hourglass_flowing_sand: The AI is writing. This takes a few seconds.")]
    label = "Draft with AI" if ai.turn == 0 else "Other words by AI"
    return actions(f"ai:{about}:{ai.turn}", [button(label, Action.AI_WORDS, button_value(about, ai.turn))])


def fresh(field: str, turn: int) -> str:
    """The id of a field's block: a new one for each turn, since Slack keeps what stands in a known one."""
    return f"{field}:{turn}" if turn else str(field)
