"""One question to one network: what it tells goes the way of every delivery, and only then the cursor moves.

A crash between the two means that the same posts are read again, which changes nothing: no gap, no double.
"""

import asyncio
import hashlib
import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.errors import PollFault
from bot.hosts import network_name
from bot.intake.arrival import TakesIn
from bot.intake.parse import Parsed, parse
from bot.landmarks import passed
from bot.models import Connection, MessageKind, Priority
from bot.ports import Now, Polled, Poller, Post
from bot.store import pollers, slack_messages
from bot.store.database import Database

QUESTION_S = 15.0
"""The longest that one question may take; with the commit after it, well below what counts as stuck."""
HOLD = timedelta(seconds=60)
"""How long a process that died while it asked keeps others from asking."""
LONGEST_PAUSE = timedelta(minutes=10)
"""Between two tries while a network does not answer, unless it asks for more."""
REFUSED_PAUSE = timedelta(minutes=15)
"""Between two tries while our credentials are refused."""
TOLD_AFTER = timedelta(minutes=30)
"""A network that has not answered for so long is told of in Slack."""
JITTER = 0.1
"""The part of a pause by which it may be longer, so that many installations do not ask together."""

UPSET = "What it told could not be understood; the log says more."

log = logging.getLogger(__name__)

Chance = Callable[[], float]
"""A number from 0 to 1."""


@dataclass
class PollRound:
    """Asks one network whenever it is time. `owner` names this process, `channel` hears of lasting faults."""

    database: Database
    journal: TakesIn
    poller: Poller
    channel: str
    now: Now
    owner: str
    chance: Chance
    seconds: float = QUESTION_S
    rests_until: datetime | None = None
    """Before then there is no need to look at the row."""
    has_asked: bool = False

    async def __call__(self) -> int:
        """Ask if it is time; how many posts came, plus one if there are more."""
        now = self.now()
        if self.rests_until is not None and now < self.rests_until:
            return 0
        row = await self._claim(now)
        if row is None:
            self.rests_until = now + min(self.poller.period, HOLD)
            return 0
        try:
            async with asyncio.timeout(self.seconds):
                polled = await self.poller.poll(row.cursor)
        except PollFault as fault:
            await self._failed(row, fault)
            return 0
        except TimeoutError:
            await self._failed(row, PollFault(self.poller.name, "It did not answer in time."))
            return 0
        except Exception:
            # A mistake of ours, or of somebody's poller, must not become a storm of questions.
            log.exception("poller %s failed", self.poller.name)
            await self._failed(row, PollFault(self.poller.name, UPSET))
            return 0
        await self._take_in(row, polled)
        return len(polled.posts) + polled.more

    async def _claim(self, now: datetime) -> Connection | None:
        async with self.database.writing() as session:
            name, early = self.poller.name, not self.has_asked
            row = await pollers.claim(session, name, self.owner, now, now + HOLD, early=early)
        self.has_asked = self.has_asked or row is not None
        return row

    async def _take_in(self, row: Connection, polled: Polled) -> None:
        now = self.now()
        is_new = polled.account != row.account
        connected_at = now if is_new and row.account is not None else row.connected_at
        if polled.posts:
            delivery = as_delivery(polled.posts, connected_at)
            await self.journal.submit(self.poller.name, delivery.key, delivery.body, delivery.parsed, now)
        passed("poll.before_cursor")
        next_at = now if polled.more else now + self._jittered(self.poller.period)
        async with self.database.writing() as session:
            stands = await pollers.advance(
                session,
                row.name,
                self.owner,
                now,
                cursor=polled.cursor,
                account=polled.account,
                connected_at=connected_at,
                next_at=next_at,
                has_posts=bool(polled.posts),
            )
            if stands and is_new:
                facts = {"source": row.name, "again": row.account is not None}
                await audit.record(session, audit.DESK, "connected", audit.SYSTEM, now, **facts)
            if stands and row.failing_since is not None:
                await self._tell_over(session, row.failing_since)
        self.rests_until = next_at
        passed("poll.after_cursor")

    async def _failed(self, row: Connection, fault: PollFault) -> None:
        now = self.now()
        next_at = now + self._jittered(pause_after(row.failures, self.poller.period, fault))
        since = row.failing_since or now
        async with self.database.writing() as session:
            stands = await pollers.failed(
                session,
                row,
                self.owner,
                now,
                fault=fault.problem,
                permanent=fault.permanent,
                next_at=next_at,
            )
            if stands and (fault.permanent or now - since >= TOLD_AFTER):
                await self._tell(session, since, fault.problem)
        self.rests_until = next_at

    async def _tell(self, session: AsyncSession, since: datetime, problem: str) -> None:
        """Once for each time that it fails lastingly."""
        id = self._alarm(since)
        if await slack_messages.get(session, id) is None:
            network = network_name(self.poller.platform)
            text = f"New posts from {network} do not come in. {problem} `amends check` tells more."
            await self._show(session, id, {"text": text})

    async def _tell_over(self, session: AsyncSession, since: datetime) -> None:
        """Only if anybody was told that it fails."""
        id = self._alarm(since)
        if await slack_messages.get(session, id) is not None:
            network = network_name(self.poller.platform)
            text = f"{network} answers again. What was written meanwhile is being read."
            await self._show(session, id, {"text": text, "over": True})

    async def _show(self, session: AsyncSession, id: str, args: dict[str, Any]) -> None:
        await slack_messages.show(
            session,
            id=id,
            kind=MessageKind.ALARM,
            audience=self.channel,
            now=self.now(),
            args=args,
            priority=Priority.DIGEST,
        )

    def _alarm(self, since: datetime) -> str:
        return f"poller:{self.poller.name}:{since.timestamp():.0f}"

    def _jittered(self, pause: timedelta) -> timedelta:
        return pause * (1 + JITTER * self.chance())


@dataclass(frozen=True)
class PolledDelivery:
    """What a network told at once, as a delivery: `key` is a digest of the body, so a re-read is a replay."""

    key: str
    body: bytes
    parsed: Parsed


def as_delivery(posts: Sequence[Post], connected_at: datetime) -> PolledDelivery:
    """Posts in the form of a webhook's body, with what the network itself said beside them. Pure."""
    fields = [dict(post.fields) for post in posts]
    body = _body(fields, [post.told for post in posts])
    past = [post for post in posts if post.told_at is not None and post.told_at < connected_at]
    parsed = replace(parse(body), older=frozenset(str(post.fields.get("id")) for post in past))
    return PolledDelivery("sha256:" + hashlib.sha256(body).hexdigest(), body, parsed)


def pause_after(failures: int, period: timedelta, fault: PollFault) -> timedelta:
    """How long to wait after a failure that `failures` others came before: longer each time. Pure."""
    asked = timedelta(seconds=fault.retry_after or 0)
    own = REFUSED_PAUSE if fault.permanent else min(period * 2 ** min(failures, 10), LONGEST_PAUSE)
    return max(asked, own)


def _body(fields: list[dict[str, Any]], told: list[Any]) -> bytes:
    try:
        return json.dumps({"mentions": fields, "told": told}, separators=(",", ":")).encode()
    except (RecursionError, ValueError):  # an item so strange that only what was made of it can be kept
        return json.dumps({"mentions": fields}, separators=(",", ":")).encode()
