"""The one quiet line about a right that was given for a time. Pure."""

from datetime import UTC, datetime

from bot.granting import Role
from bot.models import SlackMessage
from bot.slack.blocks import Rendered, context
from bot.slack.escape import notification, person
from bot.slack.people_form import until_words


def right_message(row: SlackMessage) -> Rendered:
    """Who may what, until when, by whom; and that it is over."""
    args = row.args
    who, by = person(str(args.get("user") or "somebody")), person(str(args.get("by") or "a manager"))
    role = str(args.get("role"))
    what = Role(role).words if role in list(Role) else "somebody with more rights"
    until, ended = _time(args.get("until")), _time(args.get("ended"))
    if ended is None:
        end = f"until {until_words(until)}" if until else "until it is taken back"
        told = f":key: {by} made it so that {who} is {what} {end}."
    else:
        taken = str(args.get("ended_by") or "")
        how = f", taken back by {person(taken)}" if taken.startswith(("U", "W")) else ""
        told = f":key: {who} is {what} no longer, since {until_words(ended)}{how}."
    return Rendered(notification(told), [context(told)])


def _time(seconds: object) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int | float) else None
