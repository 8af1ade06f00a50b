"""What calls one person into a crisis, and the buttons under it. Pure."""

from bot.models import CrisisMatter, CrisisState, SlackMessage
from bot.slack import crisis_words
from bot.slack.blocks import Block, Rendered, actions, button, context, section
from bot.slack.escape import link, notification
from bot.slack.ids import Action, button_value
from bot.slack.incident_card import title
from bot.store.crisis_board import BoardRows

OVER = "You were called into a crisis. It is over."


def crisis_dm(row: SlackMessage, rows: BoardRows | None, board_link: str | None) -> Rendered:
    """Why, about what, and what can be answered; nothing can once the crisis is over."""
    if rows is None or rows.crisis.state != CrisisState.RUNNING:
        return Rendered(OVER, [section(OVER)])
    why = crisis_words.WHYS.get(str(row.args.get("why")), "A crisis needs somebody.")
    there = [context(link(board_link, "open the board"))] if board_link else []
    return Rendered(
        notification("Crisis", why),
        [
            section(f":rotating_light: {why}"),
            title(rows.incident),
            *there,
            *actions(f"crisis:{rows.crisis.id}:{row.version}", _answers(row, rows)),
        ],
    )


def _answers(row: SlackMessage, rows: BoardRows) -> list[Block]:
    value = button_value(rows.crisis.id, 1)
    idle = button("Not worth a page", Action.CRISIS_IDLE, value)
    if row.args.get("matter") == CrisisMatter.STATEMENT:
        return [button("I'm on it", Action.CRISIS_ON_IT, value, style="primary"), idle]
    if row.args.get("matter") == CrisisMatter.LEAD and rows.crisis.lead is None:
        return [button("I'll lead", Action.CRISIS_LEAD, value, style="primary"), idle]
    return [idle]
