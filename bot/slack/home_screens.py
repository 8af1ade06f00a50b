"""The ways from Home to what managers tune: one line for each screen, in the order in which they stand."""

from bot.slack.blocks import Block, button
from bot.slack.ids import ALL, Action

SCREENS: tuple[tuple[str, Action], ...] = (
    ("Tone templates…", Action.TEMPLATES),
    ("People…", Action.PEOPLE),
    ("Policy…", Action.POLICY),
    ("Facts…", Action.FACTS),
    ("Actions…", Action.ACTIONS),
)
"""Label and action id of each; whoever builds a screen adds its line, and answers the action."""


def screens() -> list[Block]:
    """Their buttons."""
    return [button(label, action_id, ALL) for label, action_id in SCREENS]
