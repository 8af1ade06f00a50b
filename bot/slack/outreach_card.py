"""What an incident's card says of letters to advocates; nothing while nobody is on the list. Pure."""

from bot.slack.blocks import Block, button, context
from bot.slack.ids import Action, button_value
from bot.store.incident_cards import IncidentRows
from bot.store.outreach import Asked


def ask_button(rows: IncidentRows) -> list[Block]:
    """Leads to whom to ask, and to the letters."""
    asked = rows.asked
    if not (asked.on_list or asked.waiting or asked.approved or asked.sent):
        return []
    return [button("Advocates…", Action.OUTREACH, button_value(rows.incident.id, 1))]


def letter_lines(asked: Asked) -> list[Block]:
    """How many letters stand where, and what came of them."""
    parts = [
        (asked.waiting, "to be approved"),
        (asked.approved, "to be sent by hand"),
        (asked.sent, "sent"),
    ]
    told = [f"{count} {what}" for count, what in parts if count]
    if not told:
        return []
    posts = f" · {asked.posts} posted since" if asked.posts else ""
    silent = f", {asked.undisclosed} without telling what ties them to us" if asked.undisclosed else ""
    return [context(f"Letters to advocates: {', '.join(told)}{posts}{silent}")]
