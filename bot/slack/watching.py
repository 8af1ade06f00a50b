"""Who looks at their Home: it is brought up to date while they do, and left alone afterwards."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from bot.loops import Bell
from bot.slack.blocks import Block

LOOKS_FOR = timedelta(minutes=10)
"""How long somebody counts as looking after they opened it."""
AT_MOST_EVERY = timedelta(seconds=30)
"""How often it is looked at whether their Home is still true, unless they have just acted themselves."""
SOON_AFTER_AN_ACT = timedelta(seconds=2)
"""The same after an act of their own: at once, but not for each of several presses in a row."""


@dataclass
class Look:
    """One person in front of their Home. `page` of the list counts from 0."""

    opened_at: datetime
    page: int = 0
    checked_at: datetime | None = None
    acted: bool = False
    shown: str = ""


@dataclass
class Watching:
    """This process's memory of it; another process has its own, and a restart forgets without harm."""

    looks: dict[str, Look] = field(default_factory=dict)
    bell: Bell = field(default_factory=Bell)

    def opened(self, user: str, at: datetime) -> None:
        """They opened it: on its first page."""
        self.looks[user] = Look(at)

    def turned(self, user: str, page: int, at: datetime) -> None:
        """They turned to a page."""
        self.looks[user] = Look(at, page)

    def page(self, user: str) -> int:
        """The page they are on."""
        look = self.looks.get(user)
        return look.page if look else 0

    def acted(self, user: str) -> None:
        """They did something that their Home may show."""
        if look := self.looks.get(user):
            look.acted = True
            self.bell.ring()

    def due(self, at: datetime) -> list[str]:
        """Whose Home is to be looked at now, those who acted first; who has stopped looking is forgotten."""
        self.looks = {user: look for user, look in self.looks.items() if at - look.opened_at <= LOOKS_FOR}
        found = [user for user, look in self.looks.items() if _is_due(look, at)]
        return sorted(found, key=lambda user: not self.looks[user].acted)

    def is_news(self, user: str, view: Block) -> bool:
        """Whether it shows anything else than what they see; the time of day alone is no news."""
        look = self.looks.get(user)
        return look is not None and look.shown != _digest(view)

    def checked(self, user: str, at: datetime, view: Block) -> None:
        """Their Home shows this now."""
        if look := self.looks.get(user):
            look.checked_at, look.acted, look.shown = at, False, _digest(view)

    def forget(self, user: str) -> None:
        """Slack does not show it to them."""
        self.looks.pop(user, None)


def _is_due(look: Look, at: datetime) -> bool:
    pause = SOON_AFTER_AN_ACT if look.acted else AT_MOST_EVERY
    return look.checked_at is None or at - look.checked_at >= pause


def _digest(view: Block) -> str:
    """Of everything but the last line, which says when that was."""
    return sha256(json.dumps(view["blocks"][:-1], sort_keys=True).encode()).hexdigest()
