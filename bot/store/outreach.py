"""Letters to advocates, what an incident is about, and what the people on the list have posted."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import (
    Advocate,
    AdvocatePost,
    IncidentMention,
    Mention,
    Outreach,
    OutreachState,
    Severity,
    Sighting,
    Verdict,
)

NEWEST_SIGHTINGS = 10_000
"""Mentions of a brand that are looked through for what the people on the list said: a bound on the cost."""
MOST_AT_ONCE = 2_000
"""Mentions that one look for what they posted afterwards goes through; the rest has its turn."""


@dataclass(frozen=True)
class About:
    """What an incident is about, by what most of its posts are."""

    languages: dict[str, int]
    platforms: dict[str, int]
    categories: dict[str, int]


@dataclass(frozen=True)
class Asked:
    """What an incident's card says of its letters."""

    on_list: bool = False
    """There is a name on the list, so that somebody could be asked."""
    waiting: int = 0
    approved: int = 0
    sent: int = 0
    posts: int = 0
    undisclosed: int = 0
    """Of the posts: those that do not tell the relation."""


@dataclass(frozen=True)
class Letter:
    """A letter with whom it is to, and what they posted afterwards."""

    outreach: Outreach
    advocate: Advocate
    posts: int
    undisclosed: int


async def get(session: AsyncSession, id: str) -> Outreach | None:
    """One letter, read fresh."""
    return await session.get(Outreach, id, populate_existing=True)


async def add(session: AsyncSession, outreach: Outreach) -> None:
    """Keep a new one."""
    session.add(outreach)
    await session.flush()


async def move(session: AsyncSession, outreach: Outreach, **changes: Any) -> bool:
    """Change a letter that stands as it was read; false if somebody was first."""
    moved = await session.exec(
        update(Outreach)
        .where(col(Outreach.id) == outreach.id, col(Outreach.version) == outreach.version)
        .where(col(Outreach.state) == outreach.state)
        .values(**changes)
    )
    if moved.rowcount != 1:
        return False
    await session.refresh(outreach)
    return True


async def forget(session: AsyncSession, advocate_id: str, by: str, now: datetime) -> None:
    """Somebody was taken off the list: their letters hold no words any more, and open ones are dropped."""
    theirs = col(Outreach.advocate_id) == advocate_id
    open_ones = col(Outreach.state).in_((OutreachState.WAITING, OutreachState.SECOND, OutreachState.APPROVED))
    dropped = {"state": OutreachState.DROPPED, "dropped_by": by, "dropped_at": now}
    await session.exec(update(Outreach).where(theirs, open_ones).values(**dropped))
    await session.exec(update(Outreach).where(theirs).values(text=""))


async def of_incident(session: AsyncSession, incident_id: str) -> Sequence[Letter]:
    """Its letters, the newest first, without those that were dropped."""
    undisclosed = func.sum(case((col(AdvocatePost.discloses).is_(False), 1), else_=0))
    posts = (
        select(AdvocatePost.outreach_id, func.count().label("posts"), undisclosed.label("undisclosed"))
        .group_by(AdvocatePost.outreach_id)
        .subquery()
    )
    found = (
        select(Outreach, Advocate, func.coalesce(posts.c.posts, 0), func.coalesce(posts.c.undisclosed, 0))
        .join(Advocate, col(Advocate.id) == col(Outreach.advocate_id))
        .outerjoin(posts, posts.c.outreach_id == col(Outreach.id))
        .where(col(Outreach.incident_id) == incident_id, col(Outreach.state) != OutreachState.DROPPED)
        .order_by(col(Outreach.asked_at).desc(), Outreach.id)
        .execution_options(populate_existing=True)
    )
    return [Letter(*each) for each in (await session.exec(found)).all()]


async def begun_since(session: AsyncSession, since: datetime) -> Sequence[Outreach]:
    """Letters begun since then and not dropped, to whomever."""
    found = select(Outreach).where(
        col(Outreach.asked_at) >= since, col(Outreach.state) != OutreachState.DROPPED
    )
    return (await session.exec(found.execution_options(populate_existing=True))).all()


async def sent_since(session: AsyncSession, since: datetime) -> Sequence[tuple[Outreach, Advocate]]:
    """Letters sent since then to people who are still on the list."""
    found = (
        select(Outreach, Advocate)
        .join(Advocate, col(Advocate.id) == col(Outreach.advocate_id))
        .where(col(Outreach.state) == OutreachState.SENT, col(Outreach.sent_at) >= since)
        .where(col(Advocate.removed_at).is_(None))
        .order_by(col(Outreach.sent_at), Outreach.id)
    )
    return [(outreach, advocate) for outreach, advocate in (await session.exec(found)).all()]


async def asked(session: AsyncSession, incident_id: str, *, on_list: bool) -> Asked:
    """How the letters of an incident stand."""
    counted = select(Outreach.state, func.count()).where(col(Outreach.incident_id) == incident_id)
    states = dict((await session.exec(counted.group_by(col(Outreach.state)))).all())
    undisclosed = func.coalesce(func.sum(case((col(AdvocatePost.discloses).is_(False), 1), else_=0)), 0)
    linked = select(func.count(), undisclosed).where(col(AdvocatePost.incident_id) == incident_id)
    posts, silent = (await session.exec(linked)).one()
    return Asked(
        on_list=on_list,
        waiting=states.get(OutreachState.WAITING, 0) + states.get(OutreachState.SECOND, 0),
        approved=states.get(OutreachState.APPROVED, 0),
        sent=states.get(OutreachState.SENT, 0),
        posts=posts,
        undisclosed=silent,
    )


async def about(session: AsyncSession, incident_id: str) -> About:
    """Languages, networks and subjects of its posts, each with how many there are."""
    counts = [
        await _counted(session, incident_id, column)
        for column in (col(Verdict.language), col(Mention.platform), col(Verdict.category))
    ]
    return About(*counts)


async def critical_authors(session: AsyncSession, incident_id: str) -> int:
    """How many people wrote critical posts that stand on it."""
    found = (
        select(func.count(func.distinct(IncidentMention.author)))
        .join(Verdict, col(Verdict.mention_id) == col(IncidentMention.mention_id))
        .where(col(IncidentMention.incident_id) == incident_id)
        .where(col(Verdict.severity) >= Severity.CRITICAL)
    )
    return (await session.exec(found)).one()


async def newest_sighting(session: AsyncSession) -> int:
    """The last mention that grouping has looked at; 0 before the first."""
    return (await session.exec(select(func.max(Sighting.id)))).one() or 0


async def said_by(
    session: AsyncSession, brand: str, handles: Collection[str]
) -> Sequence[tuple[Mention, Verdict]]:
    """What people with these handles, in small letters, said of a brand, as far as its newest posts tell."""
    if not handles:
        return []
    newest = (
        select(Sighting.mention_id)
        .where(col(Sighting.brand) == brand)
        .order_by(col(Sighting.id).desc())
        .limit(NEWEST_SIGHTINGS)
        .subquery()
    )
    found = _by_handle(handles).join(newest, newest.c.mention_id == col(Mention.id))
    return [(mention, verdict) for mention, verdict in (await session.exec(found)).all()]


async def arrived(
    session: AsyncSession, after: int, handles: Collection[str]
) -> tuple[int, Sequence[tuple[Mention, Verdict]]]:
    """What people with these handles posted among the mentions behind a sighting, and how far this looked."""
    ids = select(Sighting.id).where(col(Sighting.id) > after).order_by(col(Sighting.id)).limit(MOST_AT_ONCE)
    seen = (await session.exec(ids)).all()
    if not seen:
        return after, []
    last = seen[-1] or after
    found = (
        _by_handle(handles)
        .join(Sighting, col(Sighting.mention_id) == col(Mention.id))
        .where(col(Sighting.id) > after, col(Sighting.id) <= last)
        .order_by(col(Sighting.id))
    )
    return last, [(mention, verdict) for mention, verdict in (await session.exec(found)).all()]


async def linked(session: AsyncSession, mention_ids: Collection[str]) -> set[str]:
    """Which of these mentions were posted by somebody who had been asked."""
    found = select(AdvocatePost.mention_id).where(col(AdvocatePost.mention_id).in_(mention_ids))
    return set((await session.exec(found)).all())


async def looked(session: AsyncSession, id: str, up_to: int) -> None:
    """Note how far a letter's look has come."""
    await session.exec(update(Outreach).where(col(Outreach.id) == id).values(looked_up_to=up_to))


def _by_handle(handles: Collection[str]) -> Any:
    plain = func.ltrim(func.lower(col(Mention.author_handle)), "@")
    return (
        select(Mention, Verdict)
        .join(Verdict, col(Verdict.mention_id) == col(Mention.id))
        .where(plain.in_(handles))
    )


async def _counted(session: AsyncSession, incident_id: str, column: Any) -> dict[str, int]:
    found = (
        select(column, func.count())
        .select_from(IncidentMention)
        .join(Mention, col(Mention.id) == col(IncidentMention.mention_id))
        .join(Verdict, col(Verdict.mention_id) == col(IncidentMention.mention_id))
        .where(col(IncidentMention.incident_id) == incident_id)
        .group_by(column)
    )
    return dict((await session.exec(found)).all())
