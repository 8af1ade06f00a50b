"""An incident with an approved stance, and what writes under it, for tests on both databases."""

from dataclasses import replace
from itertools import count
from typing import Any

from bot.drafting.composing import seeds
from bot.drafting.grouped_replies import GroupedReplies
from bot.drafting.library import Library
from bot.drafting.shelf import Shelf
from bot.drafting.stance_check import StanceSaid, one_a_line
from bot.drafting.stances import Stances
from bot.drafting.writing import Drafting
from bot.oncall import open_clocks
from bot.ports import Done
from bot.store.database import Database
from tests.builders import ANN, CHANNEL, NOON, Team
from tests.slack.fakes import OneWebhook
from tests.slack.many import DOING, HAPPENED, STEPS, put_many

LIBRARY = Library.load(seeds())
SAID = StanceSaid(
    title="The 7:40 boat",
    happened=one_a_line(HAPPENED),
    doing=one_a_line(DOING),
    steps=one_a_line(STEPS),
    owner="the Delay Desk",
    what="look into each case and answer by DM",
    due="today",
)


class Desk:
    """A database, what writes replies in it, and people."""

    def __init__(self, database: Database) -> None:
        numbers = count(1)
        self.database = database
        self.team = Team()
        self.drafting = Drafting(
            database, Shelf(LIBRARY), OneWebhook(), None, open_clocks, CHANNEL, "harbourline", lambda: NOON
        )
        self.replies = GroupedReplies(self.drafting)
        self.stances = Stances(self.drafting, self.team, lambda: str(next(numbers)))

    async def agreed(self, people: int, **changes: Any) -> None:
        """So many complain, and what we say to them is approved."""
        await put_many(self.database, people)
        answer = await self.stances.write(ANN, "i1", replace(SAID, **changes), NOON)
        assert isinstance(answer, Done), answer
