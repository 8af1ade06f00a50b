"""Open incidents in one line each, with their buttons: for Home, and for `/amends incident`. Pure."""

from collections.abc import Sequence

from bot.models import Incident
from bot.slack import incident_words
from bot.slack.blocks import Block, Rendered, actions, button, context, pair, section
from bot.slack.escape import date
from bot.slack.ids import Action, button_value
from bot.text import excerpt

MAX_TITLE = 100
MOST = 5
"""Incidents on one Home; the command lists more."""
MOST_LISTED = 15
NONE = (
    "No incident is open: there is nothing that many complain of at the same time. When many drafts are "
    "alike, *queue* and *next* offer to answer ten of them in one form."
)


def home_lines(found: Sequence[Incident]) -> list[Block]:
    """What is open now, the most grave first; nothing if nothing is."""
    if not found:
        return []
    more = len(found) - MOST
    rest = [context(f"and {more} more: */amends incident* lists them")] if more > 0 else []
    return [section("*Open incidents*"), *[_line(one) for one in sorted_by_level(found)[:MOST]], *rest]


def listed(found: Sequence[Incident]) -> Rendered:
    """The answer to the command."""
    if not found:
        return Rendered(NONE, [section(NONE)])
    head = "*One incident is open:*" if len(found) == 1 else f"*{len(found)} incidents are open:*"
    shown = [block for one in sorted_by_level(found)[:MOST_LISTED] for block in _entry(one)]
    more = len(found) - MOST_LISTED
    return Rendered(head, [section(head), *shown, *([context(f"and {more} more")] if more > 0 else [])])


def sorted_by_level(found: Sequence[Incident]) -> list[Incident]:
    """The gravest first, then the latest."""
    return sorted(found, key=lambda one: (-int(one.level), -one.last_mention_at.timestamp()))


def _line(one: Incident) -> Block:
    return pair(*_told(one), button("Show", Action.INCIDENT_MENTIONS, button_value(one.id, 0)))


def _entry(one: Incident) -> list[Block]:
    value = button_value(one.id, 0)
    row = [
        button("Show mentions", Action.INCIDENT_MENTIONS, value),
        button("Answer them…", Action.INCIDENT_ANSWER, value),
        button("Start crisis mode…", Action.CRISIS_START, value),
    ]
    return [pair(*_told(one)), *actions(f"listed:{one.id}", row)]


def _told(one: Incident) -> tuple[str, str]:
    told = f"{incident_words.headline(one)}\n{incident_words.counts(one)}"
    return f"{told} · {date(one.last_mention_at, '{ago}')}", excerpt(one.title, MAX_TITLE) or "(no name)"
