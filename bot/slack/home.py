"""The App Home: how the queue stands and who is on call, at a glance."""

from dataclasses import dataclass
from datetime import datetime

from bot.ports import People
from bot.slack.blocks import Block, context, plain, section
from bot.slack.escape import date, link, person
from bot.store.worklist import Counts

MAX_NAMED = 10


@dataclass(frozen=True)
class HomeView:
    """What one person's Home shows. `next_link` leads to the most urgent card, if there is one."""

    counts: Counts
    people: People
    user: str
    next_link: str | None
    at: datetime


def render_home(view: HomeView) -> Block:
    """The whole view."""
    return {"type": "home", "blocks": [_headline(), *_queue(view), *_people(view), _stand(view)]}


def _headline() -> Block:
    return {"type": "header", "text": plain("Amends")}


def _queue(view: HomeView) -> list[Block]:
    counts = view.counts
    numbers = (
        f"*{counts.waiting}* open · *{counts.mine}* yours · *{counts.overdue}* past their time · "
        f"*{counts.set_aside}* set aside today"
    )
    there = link(view.next_link, "Open the most urgent card") if view.next_link else "Nothing waits for you."
    return [section(numbers), section(there)]


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


def _stand(view: HomeView) -> Block:
    return context(f"As of {date(view.at, '{time}')}. Open this tab again to refresh it.")


def _names(users: frozenset[str], nobody: str) -> str:
    if not users:
        return nobody
    named = ", ".join(person(one) for one in sorted(users)[:MAX_NAMED])
    more = len(users) - MAX_NAMED
    return f"{named} and {more} more" if more > 0 else named
