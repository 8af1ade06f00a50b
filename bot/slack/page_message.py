"""What calls one person: the buttons under it, many told together, and who stands in for whom. Pure."""

from datetime import UTC, datetime

from bot.models import DraftState, SlackMessage
from bot.ports import CardView
from bot.slack.blocks import Block, Rendered, actions, button, context, section
from bot.slack.escape import date, notification, person
from bot.slack.ids import ALL, Action, button_value
from bot.store.pages import Rate

FIT_TO_SNOOZE = (DraftState.WAITING, DraftState.FAILED)


def answers(view: CardView) -> list[Block]:
    """What somebody who was called can say to it."""
    value = button_value(view.draft.id, view.draft.revision)
    snooze = [button("Snooze…", Action.PAGE_SNOOZE, value)] if view.draft.state in FIT_TO_SNOOZE else []
    return [
        button("I'll take it", Action.TAKE, value, style="primary"),
        button("Hand over…", Action.HAND_OVER, value),
        *snooze,
        button("Not worth a page", Action.IDLE_PAGE, value),
    ]


def pages(row: SlackMessage) -> Rendered:
    """Many that call the same person, as one message."""
    count = row.args.get("count", 0)
    if row.args.get("of") == "crises":
        told = (
            f"*{count} calls about crises* within ten minutes. They are told together here; see the boards."
        )
        return Rendered(notification(told), [section(told)])
    told = f"*{count} mentions need you* within ten minutes. They are told together here."
    start = button("Start", Action.START_QUEUE, ALL, style="primary")
    return Rendered(notification(told), [section(told), *actions(f"pages:{row.version}", [start])])


def shift(row: SlackMessage) -> Rendered:
    """One quiet line about who is on call instead of somebody."""
    args = row.args
    who, by = person(str(args.get("user") or "somebody")), person(str(args.get("by") or "somebody"))
    when = f"from {_moment(args.get('begins'))} until {_moment(args.get('ends'))}"
    told = f":telephone_receiver: {who} is on call in *{_name(args.get('rotation'))}* {when}, says {by}."
    if args.get("ended"):
        told = f":telephone_receiver: {who} does not stand in any more in *{_name(args.get('rotation'))}*."
    return Rendered(notification(told), [context(told)])


def rate_words(rate: Rate) -> str:
    """How often calling somebody was not worth it."""
    if not rate.pages:
        return "Nobody was called in the last 30 days."
    times = "once" if rate.pages == 1 else f"{rate.pages} times"
    share = f"{rate.idle / rate.pages:.0%}"
    return f"In the last 30 days people were called {times}; {rate.idle} ({share}) were not worth it."


def _name(raw: object) -> str:
    """Names of rotations are letters, digits and dashes; whatever else stands there is not shown."""
    return "".join(one for one in str(raw) if one.isalnum() or one == "-")[:40]


def _moment(seconds: object) -> str:
    if not isinstance(seconds, int | float):
        return "now"
    return date(datetime.fromtimestamp(seconds, UTC), "{date_short_pretty} {time}")
