"""A loop for each network that has to be asked what it allows, such as how long a post may be."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import PollFault
from bot.loops import Loop
from bot.ports import Learns, Now, Publisher

AGAIN = timedelta(hours=6)
"""Servers change their limits rarely."""
SOON = timedelta(minutes=1)
"""After a question that came to nothing."""
LOOK_SECONDS = 5.0
"""How often a loop looks whether it is time; between two questions that costs nothing."""

log = logging.getLogger(__name__)


@dataclass
class Lesson:
    """One network's turn; `due` is when it is asked next, `None` for at once."""

    network: Learns
    now: Now
    due: datetime | None = None

    async def __call__(self) -> int:
        """Ask if it is time. What was known before holds while the network does not tell."""
        if self.due is not None and self.now() < self.due:
            return 0
        try:
            await self.network.learn()
        except PollFault as fault:
            log.warning("what %s allows is not known yet: %s", self.network.name, fault.problem)
            self.due = self.now() + SOON
        else:
            self.due = self.now() + AGAIN
        return 0


def learning_loops(publishers: Iterable[Publisher], now: Now) -> list[Loop]:
    """One for each publisher that learns."""
    return [
        Loop(f"learn {one.name}", Lesson(one, now), LOOK_SECONDS)
        for one in publishers
        if isinstance(one, Learns)
    ]
