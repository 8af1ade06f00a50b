"""The App Home: what waits, what is yours, who is called, how the desk does, and the brake. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.models import Incident, Pause
from bot.oncall.duty import Turn
from bot.ports import People
from bot.rights import approvers
from bot.rota import Ladder
from bot.slack import words
from bot.slack.blocks import (
    Block,
    actions,
    button,
    context,
    line,
    pair,
    plain,
    rich,
    section,
    text_element,
)
from bot.slack.escape import date, person
from bot.slack.health import Health, health_words
from bot.slack.ids import ALL, Action, button_value
from bot.slack.incident_lines import home_lines
from bot.slack.notices import pause_line
from bot.slack.oncall_form import change_button, ladder_words, turn_words
from bot.slack.page_message import rate_words
from bot.store.figures import Day, Figures
from bot.store.pages import Rate
from bot.store.worklist import Counts, Waiting
from bot.text import excerpt

PAGE = 10
"""Entries of one page."""
MAX_NAMED = 10
MAX_SAID = 80
MAX_NAME = 40
BAR, BAR_WIDTH = "█", 12


@dataclass(frozen=True)
class Page:
    """One page of a list; `number` counts from 0."""

    entries: Sequence[Waiting] = ()
    number: int = 0
    total: int = 0

    @property
    def has_next(self) -> bool:
        """Whether there is more."""
        return (self.number + 1) * PAGE < self.total

    @property
    def words(self) -> str:
        """Which ones of how many."""
        first = self.number * PAGE
        return f"{first + 1}–{first + len(self.entries)} of {self.total}"


@dataclass(frozen=True)
class HomeView:
    """What one person's Home shows. `alike` counts those that may be answered in one form.

    `figures`, `days` and `screens` are for managers: `screens` are the buttons that lead to theirs.
    """

    counts: Counts
    people: People
    user: str
    at: datetime
    waiting: Page = field(default_factory=Page)
    mine: Sequence[Waiting] = ()
    alike: int = 0
    pause: Pause | None = None
    held: int = 0
    """Approved replies that the pause keeps back."""
    figures: Figures | None = None
    days: Sequence[Day] = ()
    screens: Sequence[Block] = ()
    health: Health = field(default_factory=Health)
    incidents: Sequence[Incident] = ()
    """Those that are open."""
    turns: Sequence[Turn] = ()
    """Rotations as they stand."""
    rate: Rate = field(default_factory=Rate)
    ladder: Ladder | None = None

    @property
    def is_team(self) -> bool:
        """They work here, and do not only read along."""
        return self.user in self.people.team


def render_home(view: HomeView) -> Block:
    """The whole view."""
    blocks = [
        _headline(),
        *_paused(view),
        *_queue(view),
        *home_lines(view.incidents),
        *_mine(view),
        *_waiting(view),
        *_aside(view),
        *_managers(view),
        *_people(view),
        context(health_words(view.health, view.at)),
        _stand(view),
    ]
    return {"type": "home", "blocks": blocks}


def closed_home(why: str) -> Block:
    """For somebody who may not use Amends: why."""
    return {"type": "home", "blocks": [_headline(), section(why)]}


def _headline() -> Block:
    return {"type": "header", "text": plain("Amends")}


def _paused(view: HomeView) -> list[Block]:
    if view.pause is None:
        return []
    why = rich(line(text_element("Why: ", bold=True), text_element(view.pause.reason or "(no reason)")))
    kept = "1 approved reply is" if view.held == 1 else f"{view.held} approved replies are"
    return [section(f"{pause_line(view.pause)} {kept} kept back."), why]


def _queue(view: HomeView) -> list[Block]:
    counts = view.counts
    numbers = (
        f"*{counts.waiting}* open · *{counts.mine}* yours · *{counts.overdue}* past their time · "
        f"*{counts.set_aside}* set aside today"
    )
    return [section(numbers), *actions("home", _buttons(view))]


def _buttons(view: HomeView) -> list[Block]:
    """Work for the team; the brake for everybody on it, letting go of it for managers."""
    if not view.is_team:
        return []
    start = [button("Start", Action.START_QUEUE, ALL, style="primary")]
    if view.alike and view.user in view.people.approvers:
        start.append(button(f"Answer {view.alike} alike…", Action.ALIKE, ALL))
    if view.pause is None:
        return [*start, button("Pause publishing…", Action.PAUSE, ALL)]
    return [*start, button("Resume publishing", Action.RESUME, ALL)]


def _mine(view: HomeView) -> list[Block]:
    entries = [_entry(one, view) for one in view.mine[:PAGE]]
    return [section("*Yours*"), *entries] if entries else []


def _waiting(view: HomeView) -> list[Block]:
    page = view.waiting
    if not page.entries:
        return [section("*Nothing waits for you.* Well done.")]
    title = section(f"*Waiting, the most urgent first* · {page.words}")
    entries = [_entry(one, view) for one in page.entries]
    return [title, *entries, *actions("home:pages", paging(page.number, page.has_next, HOME_PAGES))]


HOME_PAGES = (Action.HOME_BACK, Action.HOME_ON)


def paging(number: int, has_next: bool, turns: tuple[Action, Action]) -> list[Block]:
    """Prev and Next, as far as there is somewhere to go."""
    back, on = turns
    row = [button("Prev", back, button_value("page", number - 1))] if number else []
    return [*row, button("Next", on, button_value("page", number + 1))] if has_next else row


def _entry(one: Waiting, view: HomeView) -> Block:
    """How bad and by when in our words, and theirs beside it; the button takes it."""
    draft, mention = one.draft, one.mention
    late = draft.breached_at is not None or draft.due_at <= view.at
    when = date(draft.due_at, "{date_short_pretty} {time}")
    due = f"*past its time*, due {when}" if late else f"answer by {when}"
    who = excerpt(words.author(mention), MAX_NAME)
    said = f"{who} on {words.platform(mention.platform)}: “{excerpt(mention.text, MAX_SAID)}”"
    level = f"{words.SEVERITY[draft.severity]}\n{due}"
    row = button("Open", Action.OPEN_DRAFT, button_value(draft.id, draft.revision))
    return pair(level, said, row if view.is_team else None)


def _aside(view: HomeView) -> list[Block]:
    count = view.counts.set_aside
    if not count:
        return []
    look = button("Look", Action.ASIDE, button_value("page", 0))
    return [section(f"*{count} set aside today*: praise or spam, as far as Amends can tell.", look)]


def _managers(view: HomeView) -> list[Block]:
    """How the desk does, and the ways to everything that managers tune."""
    told = [] if view.figures is None else [section(f"*The last two weeks:* {figure_words(view.figures)}")]
    busiest = max((day.mentions for day in view.days), default=0)
    chart = [rich(_chart(view.days, busiest))] if busiest else []
    return [*told, *chart, *actions("home:screens", view.screens)]


def _people(view: HomeView) -> list[Block]:
    nobody = "nobody by name" if view.ladder else "nobody, so nobody will be woken at night"
    return [
        section(f"*On call:* {_names(view.people.oncall, nobody)}"),
        *[context(one) for one in ladder_words(view.ladder)],
        *_turns(view),
        section(f"*Approvers:* {_names(view.people.approvers, 'nobody, so nothing can be approved')}"),
        context(_rights(view)),
    ]


def _turns(view: HomeView) -> list[Block]:
    """Whose turn it is and who is next, and how often calling somebody was not worth it."""
    if not view.turns:
        return [context(rate_words(view.rate))] if view.rate.pages else []
    words = context(*turn_words(view.turns)[:10])
    row = actions("home:oncall", [change_button()]) if view.is_team else []
    return [words, context(rate_words(view.rate)), *row]


def _rights(view: HomeView) -> str:
    if view.user in view.people.approvers:
        return "You may approve."
    if view.user in approvers(view.people, sensitive=False, group=None):
        return "You are on call, so you may approve what is neither critical nor a question of law."
    if view.is_team:
        return "You may edit, take and close, but not approve."
    return "You may read along. Ask a manager if you should be on the team."


def figure_words(told: Figures) -> str:
    """Figures in one sentence."""
    if not told.mentions:
        return "no mentions came in."
    minutes = told.median_minutes
    came = "1 mention" if told.mentions == 1 else f"{told.mentions} mentions"
    first = "" if minutes is None else f", half of them decided within {minutes:,.0f} min"
    return (
        f"{came}, {told.answered} answered{first}, {told.untouched} without a change, "
        f"{told.declined} closed without a reply, {told.set_aside} set aside."
    )


def _chart(days: Sequence[Day], busiest: int) -> Block:
    """One bar a day, with its number, so that it is read without seeing it too."""
    lines = [_bar(day, busiest) for day in days]
    return {"type": "rich_text_preformatted", "elements": [text_element("\n".join(lines))]}


def _bar(day: Day, busiest: int) -> str:
    bar = BAR * round(BAR_WIDTH * day.mentions / busiest)
    decided = "" if day.median_minutes is None else f", half decided within {day.median_minutes:,.0f} min"
    return f"{day.began:%a %d}  {bar} {day.mentions}{decided}"


def _stand(view: HomeView) -> Block:
    return context(f"As of {date(view.at, '{time}')}. It keeps up while you look, for ten minutes.")


def _names(users: frozenset[str], nobody: str) -> str:
    if not users:
        return nobody
    named = ", ".join(person(one) for one in sorted(users)[:MAX_NAMED])
    more = len(users) - MAX_NAMED
    return f"{named} and {more} more" if more > 0 else named
