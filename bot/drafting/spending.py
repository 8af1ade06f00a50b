"""What the model may take in an hour, in tokens and in money, counted for all replicas together."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import accumulate
from math import ceil

from bot.errors import AmendsError
from bot.models import ModelUse
from bot.ports import Now
from bot.store import model_use
from bot.store.database import Database

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Cap:
    """The most of any sixty minutes; 0 is no limit.

    The defaults are some hundred drafts with a large model, some thousand with a small one: more than a team
    reads, less than a storm or a leaked webhook secret would cost.
    """

    usd_per_hour: float = 5.0
    tokens_per_hour: int = 2_000_000


@dataclass(frozen=True)
class Spent:
    """What the last sixty minutes took. Money only of models whose price is known."""

    tokens: int = 0
    usd: float = 0.0


@dataclass
class HourlyMeter:
    """Counts calls in rows and says when there were enough. Implements `ports.Meter`.

    Calls that are out already are not counted before they come back, so that a limit may be passed by the
    few that run at once; and a call that we gave up tells no tokens, whatever it is billed.
    """

    database: Database
    cap: Callable[[], Cap]
    now: Now
    last: Spent = field(default_factory=Spent)
    """As it was last read; for metrics."""

    async def refusal(self) -> str | None:
        """Why no call may be made now, in words for the card; `None` if one may."""
        now = self.now()
        async with self.database.reading() as session:
            minutes = await model_use.since(session, now - HOUR)
        self.last = _sum(minutes)
        return why_not(minutes, self.cap(), now)

    async def used(self, tokens: int, usd: float | None) -> None:
        """A call was answered. An answer is not lost because its cost could not be written down."""
        try:
            async with self.database.writing() as session:
                await model_use.add(session, self.now(), tokens, usd or 0.0)
        except AmendsError:
            log.warning("the cost of a model call could not be written down")


def why_not(minutes: Sequence[ModelUse], cap: Cap, now: datetime) -> str | None:
    """Whether these minutes, the oldest first, took all that an hour may; in words, with when it goes on."""
    money = _full([one.usd for one in minutes], cap.usd_per_hour)
    tokens = _full([one.tokens for one in minutes], cap.tokens_per_hour)
    if money is None and tokens is None:
        return None
    words = f"{cap.tokens_per_hour:,} tokens" if money is None else f"${cap.usd_per_hour:,.2f}"
    free_at = minutes[max(place for place in (money, tokens) if place is not None)].minute + HOUR
    return f"AI has reached its limit of {words} an hour; it goes on in {ceil((free_at - now) / MINUTE)} min"


def _full(taken: Sequence[float], limit: float) -> int | None:
    """Which of the oldest has to pass before there is room again; `None` while there is room."""
    total = sum(taken)
    if not limit or total < limit:
        return None
    left = (total - passed for passed in accumulate(taken))
    return next(place for place, rest in enumerate(left) if rest < limit or place == len(taken) - 1)


def _sum(minutes: Sequence[ModelUse]) -> Spent:
    return Spent(sum(one.tokens for one in minutes), sum(one.usd for one in minutes))
