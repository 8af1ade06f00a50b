"""Grouping in the service: every mention is placed in the transaction that triage judges it in.

What is remembered lives in this process and can be made anew from the rows: after a start, after a failed
transaction, when another process has grouped mentions, and when a person has changed an incident.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.incidents.alarms import Alphas
from bot.incidents.authors import author_key, time_of
from bot.incidents.engine import Engine
from bot.incidents.groups import Group, Post
from bot.incidents.history import TermHistory
from bot.incidents.keeping import Batch, keep
from bot.incidents.remembering import MOST_POSTS, Memory
from bot.incidents.rows import group_of, post_of
from bot.incidents.usual import Hours
from bot.models import BrandMemory, Complaint, IncidentMention, Mention, Severity, Sighting
from bot.models.incidents import SPIKE_ALPHA
from bot.ports import Judgement, NewId, Standing
from bot.store import brand_memory, incidents
from bot.store.brand_memory import Seen
from bot.store.database import Database

LOOK_EVERY = timedelta(minutes=5)
A_DAY = timedelta(days=1)
DIRTY = -1
AT_A_TIME = 50
"""Posts remembered in one go, so that nobody else waits for long at a start."""


@dataclass
class _Held:
    """What this process remembers of a brand, and as of when."""

    engine: Engine
    turn: int
    acts: int
    seen: int
    """The number of the last post that it knows."""


@dataclass
class IncidentGrouping:
    """Implements `ports.Grouping`. `brand` is meant where a mention names none."""

    database: Database
    brand: str
    new_id: NewId
    alpha: Callable[[], Alphas] = lambda: SPIKE_ALPHA
    looked_at: datetime | None = None
    _held: dict[str, _Held] = field(default_factory=dict)

    async def ready(self, mentions: Sequence[Mention]) -> None:
        """Remember what was before, if this process does not yet."""
        unknown = {self._brand_of(mention) for mention in mentions} - self._held.keys()
        for brand in unknown:
            async with self.database.reading() as session:
                row = await brand_memory.get(session, brand)
                if row is not None:
                    self._held[brand] = await self._remembered(session, row)

    async def place(
        self, session: AsyncSession, judged: Sequence[tuple[Mention, Judgement]], now: datetime
    ) -> Mapping[str, Standing]:
        """Place mentions; those that stand on an incident, by their ids."""
        standing: dict[str, Standing] = {}
        ordered = sorted(judged, key=lambda each: self._brand_of(each[0]))
        for brand, group in groupby(ordered, key=lambda each: self._brand_of(each[0])):
            batch = {mention.id: (mention, judgement) for mention, judgement in group}
            standing |= await self._place(session, brand, batch, now)
        return standing

    async def look(self, now: datetime) -> int:
        """Every five minutes: end what is silent, raise or calm the rest, write down what is usual.

        How many brands were looked at.
        """
        if self.looked_at is not None and now - self.looked_at < LOOK_EVERY:
            return 0
        self.looked_at = now
        async with self.database.reading() as session:
            brands = {*await brand_memory.with_open_incidents(session), *self._held}
        for brand in sorted(brands):
            async with self.database.writing() as session:
                held = await self._in_step(session, await brand_memory.lock(session, brand))
                turn, held.turn = held.turn + 1, DIRTY
                held.engine.look(now.timestamp())
                await keep(session, held.engine.taken(), brand, {}, now)
                await self._write_down(session, brand, held.engine.memory, now)
                await brand_memory.turned(session, brand, turn)
                held.turn = turn
        return len(brands)

    async def _place(
        self, session: AsyncSession, brand: str, batch: Batch, now: datetime
    ) -> dict[str, Standing]:
        held = await self._in_step(session, await brand_memory.lock(session, brand))
        known = await brand_memory.sighted(session, list(batch))
        fresh = [each for id, each in batch.items() if id not in known]
        # Whatever goes wrong from here on, what is remembered is made anew.
        turn, held.turn = held.turn + 1, DIRTY
        rows = [_sighting(mention, brand) for mention, _judgement in fresh]
        numbers = await brand_memory.add_sightings(session, rows)
        for number, (mention, judgement) in zip(numbers, fresh, strict=True):
            told = (judgement.complaint, judgement.score, judgement.severity)
            held.engine.take(post_of(mention, brand, *told, number), now.timestamp())
        standing = await keep(session, held.engine.taken(), brand, batch, now)
        await brand_memory.turned(session, brand, turn)
        held.turn, held.seen = turn, max([held.seen, *numbers])
        return standing | await self._known(session, known)

    async def _known(self, session: AsyncSession, ids: set[str]) -> dict[str, Standing]:
        """Where those stand that were placed before and are judged again."""
        links = await incidents.links(session, ids) if ids else []
        return {link.mention_id: Standing(link.incident_id, link.carded) for link in links}

    async def _in_step(self, session: AsyncSession, row: BrandMemory) -> _Held:
        """What is remembered, as the rows have it."""
        held = self._held.get(row.brand)
        if held is None or held.turn == DIRTY or held.turn > row.turn:
            held = self._held[row.brand] = await self._remembered(session, row)
        elif held.turn < row.turn or held.acts != row.acts:
            await self._catch_up(session, held, row)
        held.engine.alpha = self.alpha()
        return held

    async def _remembered(self, session: AsyncSession, row: BrandMemory) -> _Held:
        """Everything made anew, from what was written down and the posts of the last day."""
        memory = Memory(
            history=TermHistory.of_json(row.words), hours=Hours.of_json(row.hours), counted=row.counted_id
        )
        held = _Held(Engine(self.new_id, memory=memory), row.turn, row.acts, 0)
        groups = await self._adopted(session, held.engine, row.brand)
        after = row.counted_id
        if row.saved_at is not None:
            after = min(after, await brand_memory.last_before(session, row.brand, row.saved_at - A_DAY))
        await self._replay(session, held, row.brand, after, groups)
        return held

    async def _catch_up(self, session: AsyncSession, held: _Held, row: BrandMemory) -> None:
        """Take in what another process has grouped, and what people have changed."""
        engine = held.engine
        for group in list(engine.open.values()):
            engine.let_go(group)
        groups = await self._adopted(session, engine, row.brand)
        stands = {link.mention_id: link.incident_id for link in await self._links(session, engine)}
        for post in engine.memory.day:
            if post.id in stands:
                if post.group is not None:
                    post.group.drop(post)
                groups[stands[post.id]].keep(post, post.at)
        await self._replay(session, held, row.brand, held.seen, groups)
        held.turn, held.acts = row.turn, row.acts

    async def _links(self, session: AsyncSession, engine: Engine) -> Sequence[IncidentMention]:
        return [
            link
            for link in await incidents.links(session, [post.id for post in engine.memory.day])
            if link.incident_id in engine.open
        ]

    async def _adopted(self, session: AsyncSession, engine: Engine, brand: str) -> dict[str, Group]:
        """The open incidents of a brand, by their ids."""
        for row in await incidents.open_ones(session, brand):
            engine.adopt(group_of(row, await incidents.authors(session, row.id)))
        return dict(engine.open)

    async def _replay(
        self, session: AsyncSession, held: _Held, brand: str, after: int, groups: Mapping[str, Group]
    ) -> None:
        for number, seen in enumerate(await brand_memory.sightings(session, brand, after, MOST_POSTS)):
            if number % AT_A_TIME == 0:
                await asyncio.sleep(0)
            group = groups.get(seen.link.incident_id) if seen.link else None
            held.engine.restore(_post(seen, brand), group)
            held.seen = seen.sighting.id or 0
        held.engine.taken()

    async def _write_down(self, session: AsyncSession, brand: str, memory: Memory, now: datetime) -> None:
        await brand_memory.save(
            session,
            brand,
            counted_id=memory.counted,
            words=memory.history.as_json(),
            hours=memory.hours.as_json(),
            saved_at=now,
        )

    def _brand_of(self, mention: Mention) -> str:
        return mention.brand or self.brand


def _sighting(mention: Mention, brand: str) -> Sighting:
    return Sighting(brand=brand, mention_id=mention.id, at=time_of(mention), author=author_key(mention))


def _post(seen: Seen, brand: str) -> Post:
    number, verdict = seen.sighting.id or 0, seen.verdict
    if verdict is None:
        return post_of(seen.mention, brand, Complaint.UNSURE, 0.0, Severity.LOW, number)
    return post_of(seen.mention, brand, verdict.complaint, verdict.score, verdict.severity, number)
