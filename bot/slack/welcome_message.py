"""What a channel sees when Amends is brought into it: who it is, what it does, and a way to try it. Pure."""

from bot.models import SlackMessage
from bot.slack.blocks import Rendered, actions, button, section
from bot.slack.ids import Action, button_value, parse_value

TRY_IT = "Try it"


def welcome(row: SlackMessage) -> Rendered:
    """Three lines and a button. What it says of people and channels is how things stood at the join."""
    lines = (
        ":wave: *Hello, I am Amends.* When somebody complains about you in public, I draft a calm reply.",
        f"{_where(row)} You read, change and approve them; nothing goes out without a person. {_who(row)}",
        f"*{TRY_IT}* makes a card from a complaint that nobody wrote, marked as a test. "
        "It is never published and calls nobody.",
    )
    value = button_value(str(row.args.get("join") or ""), 1)
    buttons = [button(TRY_IT, Action.TRY_IT, value, style="primary")] if parse_value(value) else []
    return Rendered(" ".join(lines), [section("\n".join(lines)), *actions(f"welcome:{row.version}", buttons)])


def _where(row: SlackMessage) -> str:
    cards = str(row.args.get("cards") or "")
    is_elsewhere = cards != row.audience and cards.isalnum()
    return f"My cards come to <#{cards}>." if is_elsewhere else "My cards come to this channel."


def _who(row: SlackMessage) -> str:
    """How many: naming them would ring each of them."""
    count = row.args.get("approvers")
    if not isinstance(count, int) or count < 1:
        return "Nobody may approve yet: run `amends init`, or set SLACK_APPROVERS."
    return "One person may approve." if count == 1 else f"{count} people may approve."
