"""What the loops do each turn: start the drafts that wait, fire clocks, sweep up, seal the record."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot import audit
from bot.oncall import OnCall
from bot.ports import Flow, Now
from bot.publishing import SETTLED_AFTER
from bot.store import drafts, publications, slack_messages
from bot.store.database import Database

DRAFTS_AT_ONCE = 16
"""Drafts under way together: enough to hide the model's slowness, few enough to keep urgency in order."""
DRAFT_GRACE = 5.0
"""Seconds after which a draft that did not come is started again: longer than a card waits for the model.
Starting one that is still under way does nothing; one whose author edited the post meanwhile needs it."""
REST = 60.0
"""Seconds for which a draft that failed `MANY` times is left alone, so that it never keeps others waiting."""
MANY = 3
AHEAD = 300
"""Cards that may be ready before Slack has room for them: five minutes of a channel's posts. In a flood more
would only keep the machine from answering people, and most of it is grouped before its turn comes."""
PATIENCE = timedelta(minutes=30)
"""After so long a mention is drafted whatever waits before it, so that its clock runs."""
UNATTENDED = timedelta(seconds=3)
"""A publication that is due for so long without a worker was forgotten by a crash."""
SEAL_EVERY = timedelta(minutes=1)

Expire = Callable[[datetime], Awaitable[int]]
"""Tells of facts whose time is over; how many there were."""


async def nothing_expires(_now: datetime) -> int:
    """For a desk without facts."""
    return 0


@dataclass
class DraftRound:
    """Starts the most urgent drafts first, a few at a time."""

    database: Database
    flow: Flow
    now: Now
    grace: float = DRAFT_GRACE
    under_way: dict[str, float] = field(default_factory=dict)
    failures: dict[str, int] = field(default_factory=dict)
    resting: dict[str, float] = field(default_factory=dict)

    async def __call__(self) -> int:
        """Start what may start; how many were started."""
        now = asyncio.get_running_loop().time()
        await self._let_go(now)
        room = DRAFTS_AT_ONCE - len(self.under_way)
        if room <= 0:
            return 0
        async with self.database.reading() as session:
            is_far_ahead = await slack_messages.cards_to_post(session, AHEAD) >= AHEAD
            pressing = self.now() - PATIENCE if is_far_ahead else None
            skipped = [*self.under_way, *self.resting]
            waiting = await drafts.undrafted(session, room, skipped, pressing=pressing)
        for draft_id in waiting:
            await self.flow.draft(draft_id)
            self.under_way[draft_id] = now
        return len(waiting)

    async def _let_go(self, now: float) -> None:
        """Forget what is done, and what has had its grace."""
        async with self.database.reading() as session:
            done = await drafts.drafted(session, list(self.under_way))
        for draft_id in done:
            del self.under_way[draft_id]
            self.failures.pop(draft_id, None)
        for draft_id in [one for one, started in self.under_way.items() if now - started >= self.grace]:
            del self.under_way[draft_id]
            self.failures[draft_id] = self.failures.get(draft_id, 0) + 1
            if self.failures[draft_id] % MANY == 0:
                self.resting[draft_id] = now
        self.resting = {one: since for one, since in self.resting.items() if now - since < REST}


@dataclass
class ClockRound:
    """Fires due clocks, attends to publications; each minute retires old facts and seals the record."""

    database: Database
    oncall: OnCall
    flow: Flow
    now: Now
    settled_after: timedelta = SETTLED_AFTER
    sealed_at: datetime | None = None
    expire: Expire = nothing_expires

    async def __call__(self) -> int:
        """One second's work; how many clocks fired and facts expired."""
        now = self.now()
        fired = await self.oncall.fire_due(now)
        async with self.database.reading() as session:
            forgotten = await publications.unattended(
                session, now - UNATTENDED, now - self.settled_after, now
            )
        for approval_id in forgotten:
            await self.flow.publish(approval_id)
        return fired + await self._each_minute(now)

    async def _each_minute(self, now: datetime) -> int:
        if self.sealed_at is not None and now - self.sealed_at < SEAL_EVERY:
            return 0
        over = await self.expire(now)
        async with self.database.writing() as session:
            await audit.seal(session, now)
        self.sealed_at = now
        return over
