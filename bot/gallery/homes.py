"""The Home of everybody: staff, managers, people on call, outsiders."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from bot.gallery.rows import ANN, COLE, MAYA, NOON, OLIVE, SAM, a_draft, a_mention
from bot.models import Pause, Severity
from bot.ports import People
from bot.slack.blocks import Block
from bot.slack.health import Health
from bot.slack.home import HomeView, Page, closed_home, render_home
from bot.slack.home_screens import screens
from bot.store.figures import Day, Figures
from bot.store.worklist import Counts, Waiting

PEOPLE = People(frozenset({ANN, SAM}), frozenset({MAYA}), frozenset({COLE}), frozenset())
COUNTS = Counts(waiting=12, mine=1, overdue=2, set_aside=37)
TROUBLES = ("The 7:40 never came", "Charged twice for one ticket", "The app logs me out at the gate")
WAITING = [
    Waiting(
        a_draft(one := a_mention(str(number), text=text), severity=Severity(4 - number), due_at=NOON + late),
        one,
    )
    for number, text in enumerate(TROUBLES, 1)
    for late in [timedelta(minutes=40 * number - 60)]
]
PAUSE = Pause(id="p1", by=MAYA, reason="The refund letters are wrong", since=NOON)
FIGURES = Figures(mentions=412, answered=301, declined=40, set_aside=71, untouched=210, median_minutes=11.0)
DAYS = [Day(NOON - timedelta(days=13 - day), 20 + (day * 37) % 50) for day in range(14)]
PAGE = Page(WAITING, 0, 12)
HEALTH = Health(behind=1, model="off", heard_at=NOON)


def staff(user: str, pause: Pause | None = None) -> HomeView:
    """What somebody on the team sees."""
    return HomeView(COUNTS, PEOPLE, user, NOON, PAGE, WAITING[:1], alike=4, pause=pause)


HOMES: Mapping[str, tuple[str, Block]] = {
    "staff": (SAM, render_home(staff(SAM))),
    "paused": (ANN, render_home(staff(ANN, PAUSE))),
    "manager": (
        MAYA,
        render_home(replace(staff(MAYA), figures=FIGURES, days=DAYS, screens=screens(), health=HEALTH)),
    ),
    "on call": (COLE, render_home(staff(COLE))),
    "outsider": (OLIVE, render_home(HomeView(COUNTS, PEOPLE, OLIVE, NOON))),
    "guest": ("U0GUEST", closed_home("Only full members of this workspace can use Amends.")),
}
"""Each with the person whose Home it is."""
