"""What people do with incidents: name, merge, split, close and open them, and say what belongs to them.

Every act checks its rights anew, leaves a record, and makes grouping read the incidents again.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.incidents.authors import author_key, time_of
from bot.models import (
    Complaint,
    Incident,
    IncidentKind,
    IncidentMention,
    IncidentState,
    JoinedBy,
    Mention,
    MentionState,
    Outcome,
    Verdict,
)
from bot.ports import Answer, Directory, Done, NewId, Refused
from bot.store import brand_memory, incident_cards, incidents, verdicts
from bot.store.database import Database

MOST_TITLE = 120
"""Characters of a title."""
NOT_OURS = "Only the support team can change incidents. Nothing was changed."
GONE = "This incident is not there any more. Nothing was changed."
NOT_HERE = "This post does not stand on an incident. Nothing was changed."


@dataclass(frozen=True)
class IncidentActs:
    """Every act gives the person's answer; what changed stands in the rows."""

    database: Database
    directory: Directory
    new_id: NewId

    async def rename(self, user: str, id: str, title: str, at: datetime) -> Answer:
        """Give it a name of one's own; no machine changes it after that."""
        words = " ".join(title.split())[:MOST_TITLE]
        if not words:
            return Refused("Please give it a name. Nothing was changed.")
        if why := await self._may_not(user):
            return Refused(why)
        async with self._held(id) as (session, incident):
            if incident is None:
                return Refused(GONE)
            await incidents.change(session, id, title=words, title_by=user)
            await self._record(session, incident, "incident_renamed", user, at)
        return Done()

    async def merge(self, user: str, id: str, into: str, at: datetime) -> Answer:
        """Have all its mentions stand on another incident of the same brand; this one is over."""
        if why := await self._may_not(user):
            return Refused(why)
        async with self._held(id, into) as (session, incident):
            other = await incidents.get(session, into)
            if incident is None or other is None:
                return Refused(GONE)
            if id == into or incident.brand != other.brand:
                return Refused("These two cannot be one. Nothing was changed.")
            if incident.merged_into or other.merged_into:
                return Refused("One of them is part of another incident already. Nothing was changed.")
            await merge(session, incident, other, user, at)
        return Done(say="They are one incident now.")

    async def split(self, user: str, id: str, mention_ids: Sequence[str], title: str, at: datetime) -> Answer:
        """Make an incident of its own from some of the mentions; `work_id` of the answer is its id."""
        if why := await self._may_not(user):
            return Refused(why)
        async with self._held(id) as (session, incident):
            if incident is None:
                return Refused(GONE)
            here = [
                one.mention_id for one in await incidents.links(session, mention_ids) if one.incident_id == id
            ]
            if not here or len(here) == incident.mentions:
                return Refused("Choose some of its posts, and not all of them. Nothing was changed.")
            words = " ".join(title.split())[:MOST_TITLE]
            fresh = self._from(incident, words, user, at)
            session.add(fresh)
            await session.flush()
            await incidents.move(session, here, fresh.id, joined_by=JoinedBy.PERSON, joined_at=at)
            await incidents.recount(session, fresh.id)
            await incidents.recount(session, id)
            await self._record(session, incident, "incident_split", user, at, into=fresh.id, mentions=here)
            await audit.record(session, fresh.id, "incident_opened", user, at, split_from=id, mentions=here)
        return Done(work_id=fresh.id)

    async def move(self, user: str, mention_id: str, to: str | None, at: datetime) -> Answer:
        """Say which incident a mention belongs to; with `None` to none: it gets a card of its own."""
        if why := await self._may_not(user):
            return Refused(why)
        async with self.database.reading() as session:
            link = await incidents.link(session, mention_id)
        held = [one for one in (link.incident_id if link else None, to) if one is not None]
        if not held:
            return Refused(NOT_HERE)
        async with self._held(*held) as (session, incident):
            mention, verdict = await session.get(Mention, mention_id), await verdicts.get(session, mention_id)
            if incident is None or mention is None or verdict is None:
                return Refused(GONE)
            if to is None:
                await self._take_out(session, mention, at)
            else:
                target = await incidents.get(session, to)
                if target is None or target.merged_into or target.brand != incident.brand:
                    return Refused("This post cannot go there. Nothing was changed.")
                await self._put_into(session, mention, verdict, to, at)
            for one in held:
                await incidents.recount(session, one)
                await incident_cards.touch(session, one, at)
            left = link.incident_id if link else None
            await audit.record(session, mention_id, "incident_changed", user, at, was=left, goes_to=to)
        return Done(start="draft", work_id=mention_id) if to is None else Done()

    async def close(self, user: str, id: str, at: datetime) -> Answer:
        """It is over: what comes after opens another one."""
        if why := await self._may_not(user):
            return Refused(why)
        async with self._held(id) as (session, incident):
            if incident is None or incident.state == IncidentState.CLOSED:
                return Refused("It is closed already. Nothing was changed.")
            await incidents.change(session, id, state=IncidentState.CLOSED, closed_at=at, closed_by=user)
            await self._record(session, incident, "incident_closed", user, at)
        return Done()

    async def reopen(self, user: str, id: str, at: datetime) -> Answer:
        """It goes on; further mentions stand on it again."""
        if why := await self._may_not(user):
            return Refused(why)
        async with self._held(id) as (session, incident):
            if incident is None or incident.state == IncidentState.OPEN:
                return Refused("It is open already. Nothing was changed.")
            if incident.merged_into is not None:
                return Refused("It is part of another incident now. Nothing was changed.")
            again = {"state": IncidentState.OPEN, "closed_at": None, "closed_by": None, "last_mention_at": at}
            await incidents.change(session, id, **again)
            await self._record(session, incident, "incident_reopened", user, at)
        return Done()

    async def own_card(self, user: str, mention_id: str, at: datetime) -> Answer:
        """Have a mention answered by itself; it stays on the incident."""
        if why := await self._may_not(user):
            return Refused(why)
        async with self.database.writing() as session:
            link, mention = await incidents.link(session, mention_id), await session.get(Mention, mention_id)
            if link is None or mention is None:
                return Refused(NOT_HERE)
            if link.carded and mention.state == MentionState.OPEN:
                return Refused("It has a card of its own already. Nothing was changed.")
            if mention.state == MentionState.CLOSED and mention.outcome != Outcome.GROUPED:
                return Refused("This post is dealt with. Nothing was changed.")
            await incidents.move(session, [mention_id], link.incident_id, carded=True)
            await verdicts.close(session, mention_id, None, at)
            await incidents.change(session, link.incident_id)
            await incident_cards.touch(session, link.incident_id, at)
            await audit.record(session, mention_id, "own_card", user, at, incident=link.incident_id)
        return Done(start="draft", work_id=mention_id)

    @asynccontextmanager
    async def _held(self, id: str, *others: str) -> AsyncIterator[tuple[AsyncSession, Incident | None]]:
        """One transaction in which nobody groups for the brand; `None` if there is no such incident."""
        async with self.database.writing() as session:
            incident = await incidents.get(session, id)
            if incident is not None:
                await brand_memory.lock(session, incident.brand)
                await brand_memory.acted(session, incident.brand)
                for one in sorted({id, *others}):
                    await incidents.get(session, one, lock=True)
            yield session, incident

    async def _may_not(self, user: str) -> str | None:
        people = await self.directory.people()
        may = user in people.team and await self.directory.is_staff(user)
        return None if may else NOT_OURS

    async def _record(
        self, session: AsyncSession, incident: Incident, kind: str, user: str, at: datetime, **data: Any
    ) -> None:
        await audit.record(session, incident.id, kind, user, at, **data)
        await incident_cards.tell(session, incident.id, kind, user, at)

    def _from(self, incident: Incident, title: str, user: str, at: datetime) -> Incident:
        """A part of it, still without counts."""
        return Incident(
            id=self.new_id(),
            brand=incident.brand,
            title=title or incident.title,
            title_by=user if title else incident.title_by,
            kind=IncidentKind(incident.kind),
            terms=list(incident.terms),
            first_mention_at=incident.first_mention_at,
            last_mention_at=incident.last_mention_at,
            opened_at=at,
            opened_by=user,
        )

    async def _take_out(self, session: AsyncSession, mention: Mention, at: datetime) -> None:
        await incidents.leave(session, mention.id)
        if mention.outcome == Outcome.GROUPED:
            await verdicts.close(session, mention.id, None, at)

    async def _put_into(
        self, session: AsyncSession, mention: Mention, verdict: Verdict, to: str, at: datetime
    ) -> None:
        by_hand = {"joined_by": JoinedBy.PERSON, "joined_at": at, "because": "", "original_id": None}
        if await incidents.move(session, [mention.id], to, **by_hand):
            return
        is_open = mention.state == MentionState.OPEN
        session.add(
            IncidentMention(
                mention_id=mention.id,
                incident_id=to,
                author=author_key(mention),
                at=time_of(mention),
                reach=mention.author_followers or 0,
                is_complaint=verdict.complaint == Complaint.YES,
                joined_at=at,
                joined_by=JoinedBy.PERSON,
                carded=is_open or mention.outcome not in (None, Outcome.GROUPED),
            )
        )
        await session.flush()
        if mention.state == MentionState.SET_ASIDE:
            await verdicts.close(session, mention.id, Outcome.GROUPED, at)


async def merge(session: AsyncSession, one: Incident, into: Incident, by: str, at: datetime) -> None:
    """Have all mentions of an incident stand on another; both are held already."""
    await incidents.move_all(session, one.id, into.id)
    over = {"state": IncidentState.CLOSED, "closed_at": at, "closed_by": by, "merged_into": into.id}
    await incidents.change(session, one.id, **over)
    shared = {
        "keys": [*into.keys, *(key for key in one.keys if key not in into.keys)],
        "level": max(one.level, into.level),
        "level_since": max(filter(None, (one.level_since, into.level_since)), default=None),
    }
    await incidents.change(session, into.id, **shared)
    await incidents.recount(session, into.id)
    await audit.record(session, one.id, "incident_merged", by, at, into=into.id)
    await audit.record(session, into.id, "incident_took_in", by, at, other=one.id)
    await incident_cards.tell(session, one.id, "incident_merged", by, at, reason=into.title)
    await incident_cards.tell(session, into.id, "incident_took_in", by, at, reason=one.title)
