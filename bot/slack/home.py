"""The App Home: what is yours, what waits, who is called, how the desk does, and the brake. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.drafting.template_desk import managers
from bot.models import Pause
from bot.ports import People
from bot.slack import words
from bot.slack.blocks import (
    Block,
    actions,
    bullets,
    button,
    context,
    line,
    plain,
    rich,
    section,
    text_element,
)
from bot.slack.escape import date, link, our_elements, person
from bot.slack.ids import Action
from bot.slack.notices import pause_line
from bot.slack.template_list import open_button
from bot.store.figures import Day, Figures
from bot.store.worklist import Counts, Waiting
from bot.text import excerpt

MAX_NAMED = 10
MAX_SAID = 80
MAX_NAME = 40
BUTTON = "all:1"
"""Value of buttons that are about no single draft."""
BAR, BAR_WIDTH = "█", 16


@dataclass(frozen=True)
class HomeView:
    """What one person's Home shows. `next_link` leads to the most urgent card, if there is one.

    `figures` and `days` are for managers; `behind` counts Slack messages that are not up to date.
    """

    counts: Counts
    people: People
    user: str
    next_link: str | None
    at: datetime
    waiting: Sequence[Waiting] = ()
    mine: Sequence[Waiting] = ()
    pause: Pause | None = None
    figures: Figures | None = None
    days: Sequence[Day] = ()
    behind: int = 0


def render_home(view: HomeView) -> Block:
    """The whole view."""
    blocks = [
        _headline(),
        *_paused(view),
        *_queue(view),
        *_listed("Yours", view.mine, view.at),
        *_listed("Waiting, the most urgent first", view.waiting, view.at),
        *_people(view),
        *_desk(view),
        *actions("templates", [open_button()] if view.user in managers(view.people) else []),
        _stand(view),
    ]
    return {"type": "home", "blocks": blocks}


def _headline() -> Block:
    return {"type": "header", "text": plain("Amends")}


def _paused(view: HomeView) -> list[Block]:
    if view.pause is None:
        return []
    why = rich(line(text_element("Why: ", bold=True), text_element(view.pause.reason or "(no reason)")))
    return [section(pause_line(view.pause)), why]


def _queue(view: HomeView) -> list[Block]:
    counts = view.counts
    numbers = (
        f"*{counts.waiting}* open · *{counts.mine}* yours · *{counts.overdue}* past their time · "
        f"*{counts.set_aside}* set aside today"
    )
    there = link(view.next_link, "Open the most urgent card") if view.next_link else "Nothing waits for you."
    return [section(numbers), section(there), *actions("home", _buttons(view))]


def _buttons(view: HomeView) -> list[Block]:
    """Work for the team; the brake for everybody on it, letting go of it for managers."""
    if view.user not in _team(view.people):
        return []
    start = button("Start", Action.START_QUEUE, BUTTON, style="primary")
    if view.pause is None:
        return [start, button("Pause publishing…", Action.PAUSE, BUTTON)]
    return [start, button("Resume publishing", Action.RESUME, BUTTON)]


def _listed(title: str, entries: Sequence[Waiting], at: datetime) -> list[Block]:
    if not entries:
        return []
    return [section(f"*{title}*"), rich(bullets([_entry(one, at) for one in entries]))]


def _entry(one: Waiting, at: datetime) -> list[Block]:
    draft, mention = one.draft, one.mention
    due = "overdue" if draft.due_at <= at else f"answer by {date(draft.due_at, '{time}')}"
    who = excerpt(words.author(mention), MAX_NAME)
    said = f" · {who} on {words.platform(mention.platform)}: “{excerpt(mention.text, MAX_SAID)}”"
    level = text_element(f"{words.severity(draft.severity)} ", bold=True)
    return [level, *our_elements(due), text_element(said)]


def _people(view: HomeView) -> list[Block]:
    return [
        section(f"*On call:* {_names(view.people.oncall, 'nobody, so nobody will be woken at night')}"),
        section(f"*Approvers:* {_names(view.people.approvers, 'nobody, so nothing can be approved')}"),
        context(_rights(view)),
    ]


def _rights(view: HomeView) -> str:
    people = view.people
    if view.user in people.approvers:
        return "You may approve."
    if view.user in people.managers | people.oncall | people.legal:
        return "You may edit, take and close, but not approve."
    return "You may read along. Ask a manager if you should be on the team."


def _desk(view: HomeView) -> list[Block]:
    """How the desk does, for managers; and for everybody whether Slack shows what the database knows."""
    told = [] if view.figures is None else [section(f"*The last days:* {figure_words(view.figures)}")]
    busiest = max((day.mentions for day in view.days), default=0)
    chart = [rich(_chart(view.days, busiest))] if busiest else []
    behind = (
        f"{view.behind} messages wait for their turn in Slack." if view.behind else "Slack is up to date."
    )
    return [*told, *chart, context(behind)]


def figure_words(told: Figures) -> str:
    """Figures in one sentence."""
    if not told.mentions:
        return "no mentions came in."
    minutes = told.median_minutes
    first = "" if minutes is None else f", half of them decided within {minutes:,.0f} min"
    return (
        f"{told.mentions} mentions, {told.answered} answered{first}, {told.untouched} without a change, "
        f"{told.declined} closed without a reply, {told.set_aside} set aside."
    )


def _chart(days: Sequence[Day], busiest: int) -> Block:
    """One bar a day, with its number, so that it is read without seeing it too."""
    lines = [
        f"{day.began:%a %d}  {BAR * round(BAR_WIDTH * day.mentions / busiest)} {day.mentions}" for day in days
    ]
    return {"type": "rich_text_preformatted", "elements": [text_element("\n".join(lines))]}


def _stand(view: HomeView) -> Block:
    return context(f"As of {date(view.at, '{time}')}. Open this tab again to refresh it.")


def _team(people: People) -> frozenset[str]:
    return people.approvers | people.managers | people.oncall | people.legal


def _names(users: frozenset[str], nobody: str) -> str:
    if not users:
        return nobody
    named = ", ".join(person(one) for one in sorted(users)[:MAX_NAMED])
    more = len(users) - MAX_NAMED
    return f"{named} and {more} more" if more > 0 else named
