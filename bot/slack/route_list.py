"""“Routes…”: which mentions go to which channel, and who alone approves them, in the order asked. Pure."""

from collections.abc import Sequence

from bot.drafting.route_changes import mark_of
from bot.models import Severity
from bot.routing import Route
from bot.slack import words
from bot.slack.blocks import Block, actions, button, confirm, context, line, plain, rich, section
from bot.slack.escape import named_one, our_elements, quoted
from bot.slack.ids import ALL, Action, Callback, button_value

MOST_SHOWN = 40
"""Two blocks each; Slack takes 100 in a form."""
MOST_NAMED = 5
MAX_WHEN = 200
_HOW = (
    "The first route that fits a mention decides where its card goes, and who alone, beside managers, "
    "approves it. What none takes goes to the usual channel, and every approver may approve it. Cards that "
    "stand already stay where they are."
)


def routes_button() -> Block:
    """Opens the list, for managers."""
    return button("Routes…", Action.ROUTES, ALL)


def routes_modal(routes: Sequence[Route], notice: str | None = None) -> Block:
    """Every route with its buttons, and one to add another."""
    more = len(routes) - MOST_SHOWN
    rest = [context(f"and {more} more, in policy.toml")] if more > 0 else []
    none = [] if routes else [section("There are no routes yet: every card goes to the usual channel.")]
    return {
        "type": "modal",
        "callback_id": Callback.ROUTES.value,
        "title": plain("Routes"),
        "close": plain("Close"),
        "blocks": [
            *([rich(line(*our_elements(notice)))] if notice else []),
            context(_HOW),
            *none,
            *[block for place, route in enumerate(routes[:MOST_SHOWN]) for block in _entry(place, route)],
            *rest,
            *actions("new", [button("Add a route…", Action.NEW_ROUTE, ALL)]),
        ],
    }


def route_words(route: Route) -> str:
    """When it fits, and where it leads, in one line."""
    asked = {
        "brand": route.brand,
        "on": route.platform,
        "about": route.category,
        "in": route.language,
    }
    when = [f"{name} {' or '.join(sorted(values))}" for name, values in asked.items() if values]
    when += [f"{level(route.severity)} or worse"] if route.severity > Severity.LOW else []
    to = [f"<#{route.channel}>"] if route.channel else []
    named = " or ".join(map(named_one, route.approvers[:MOST_NAMED]))
    to += [f"approved by {named}"] if route.approvers else []
    return f"{quoted(', '.join(when) or 'everything', MAX_WHEN)} → {', '.join(to)}"


def level(severity: Severity) -> str:
    """How grave, inside a sentence."""
    return words.severity(severity).lower()


def value_of(place: int, route: Route) -> str:
    """What its buttons carry: where it stood when they were shown, and what it said."""
    return button_value(mark_of(route), place + 1)


def _entry(place: int, route: Route) -> list[Block]:
    value = value_of(place, route)
    sure = confirm(
        "Take this route away?",
        "New cards of this kind go by the routes below it, or to the usual channel. It stays in the history.",
        "Take it away",
    )
    row = [button("Change…", Action.EDIT_ROUTE, value)]
    row += [button("Ask it earlier", Action.ROUTE_EARLIER, value)] if place else []
    row.append(button("Take away", Action.REMOVE_ROUTE, value, style="danger", confirm=sure))
    return [section(f"*{place + 1}.* {route_words(route)}"), *actions(f"route:{place}", row)]
