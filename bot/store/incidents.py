"""Incidents and the mentions that stand on them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, delete, func, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import (
    Draft,
    Incident,
    IncidentKind,
    IncidentMention,
    IncidentState,
    Mention,
    MentionState,
    Outcome,
    Publication,
    PublicationState,
    Verdict,
)
from bot.text import nameless

NEWEST_REPLIES = 1_000
"""A bound, so that it costs the same however much is stored."""
COMPLAINING = 0.5
"""From this share of complaints on an incident is one of complaints, below it one of attention."""


@dataclass(frozen=True)
class Member:
    """One mention of an incident with what is known of it; `draft` is `None` while it has none."""

    link: IncidentMention
    mention: Mention
    verdict: Verdict
    draft: Draft | None


async def get(session: AsyncSession, id: str, *, lock: bool = False) -> Incident | None:
    """One incident, read fresh; with `lock` nobody else changes it until this transaction ends."""
    found = select(Incident).where(Incident.id == id).execution_options(populate_existing=True)
    return (await session.exec(found.with_for_update() if lock else found)).first()


async def open_ones(session: AsyncSession, brand: str | None = None) -> Sequence[Incident]:
    """Open incidents, of one brand or of all; the one with the latest mention first."""
    found = select(Incident).where(col(Incident.state) == IncidentState.OPEN)
    if brand is not None:
        found = found.where(col(Incident.brand) == brand)
    return (await session.exec(found.order_by(col(Incident.last_mention_at).desc(), Incident.id))).all()


async def recent(session: AsyncSession, brand: str, since: datetime) -> Sequence[Incident]:
    """Incidents of a brand, open or not, that had a mention since then; the latest first."""
    found = select(Incident).where(col(Incident.brand) == brand, col(Incident.last_mention_at) >= since)
    return (await session.exec(found.order_by(col(Incident.last_mention_at).desc(), Incident.id))).all()


async def to_show(session: AsyncSession, shown_before: datetime, limit: int) -> Sequence[Incident]:
    """Incidents whose card is behind and was last drawn before that time, or never."""
    late = col(Incident.shown_at).is_(None) | (col(Incident.shown_at) <= shown_before)
    found = select(Incident).where(col(Incident.is_stale).is_(True), late)
    return (await session.exec(found.order_by(col(Incident.shown_at), Incident.id).limit(limit))).all()


async def to_summarise(
    session: AsyncSession, least: int, growth: int, asked_before: datetime
) -> Incident | None:
    """The open incident with most mentions whose cause nobody has put into words, or that has grown since.

    It has at least `least` authors, has grown `growth` times, and was not asked about since then.
    """
    never = col(Incident.cause_at).is_(None) | (col(Incident.cause_at) <= asked_before)
    grown = col(Incident.cause).is_(None) | (col(Incident.mentions) >= growth * col(Incident.cause_mentions))
    found = select(Incident).where(col(Incident.state) == IncidentState.OPEN, never, grown)
    found = found.where(col(Incident.authors) >= least).order_by(col(Incident.mentions).desc(), Incident.id)
    return (await session.exec(found.limit(1))).first()


async def asked_for_cause(session: AsyncSession, id: str, at: datetime) -> None:
    """A model was asked for its cause in vain; its card does not change by that."""
    await session.exec(update(Incident).where(col(Incident.id) == id).values(cause_at=at))


async def sample(session: AsyncSession, incident_id: str, limit: int) -> Sequence[str]:
    """Words of its mentions without copies: half of them the most seen, half the newest.

    They go to a model, so they hold no name of an author and no handle.
    """
    here = (
        select(Mention.id, Mention.text, Mention.author_name, Mention.author_handle)
        .join(IncidentMention, col(IncidentMention.mention_id) == col(Mention.id))
        .where(col(IncidentMention.incident_id) == incident_id, col(IncidentMention.original_id).is_(None))
    )
    orders = (col(IncidentMention.reach).desc(), col(IncidentMention.at).desc())
    found: dict[str, str] = {}
    for order in orders:
        for id, words, *names in (
            await session.exec(here.order_by(order, Mention.id).limit(limit // 2))
        ).all():
            found[id] = nameless(words, *names)
    return list(found.values())


async def shown(session: AsyncSession, id: str, version: int, at: datetime) -> None:
    """Its card was drawn at that version; what changed meanwhile is drawn another time."""
    await session.exec(
        update(Incident)
        .where(col(Incident.id) == id)
        .values(shown_version=version, shown_at=at, is_stale=col(Incident.version) > version)
    )


async def change(session: AsyncSession, id: str, **values: Any) -> None:
    """Change columns of an incident, and have its card drawn again."""
    again = {"version": col(Incident.version) + 1, "is_stale": True}
    await session.exec(update(Incident).where(col(Incident.id) == id).values(**again, **values))


async def link(session: AsyncSession, mention_id: str) -> IncidentMention | None:
    """Where a mention stands, read fresh; `None` if on no incident."""
    return await session.get(IncidentMention, mention_id, populate_existing=True)


async def links(session: AsyncSession, mention_ids: Collection[str]) -> Sequence[IncidentMention]:
    """Where these mentions stand; those on no incident are left out."""
    found = select(IncidentMention).where(col(IncidentMention.mention_id).in_(mention_ids))
    return (await session.exec(found.execution_options(populate_existing=True))).all()


async def links_of(session: AsyncSession, incident_id: str, since: datetime) -> Sequence[IncidentMention]:
    """All links of an incident whose mention was posted since then, the oldest first."""
    found = select(IncidentMention).where(
        col(IncidentMention.incident_id) == incident_id, col(IncidentMention.at) >= since
    )
    ordered = found.order_by(col(IncidentMention.at), IncidentMention.mention_id)
    return (await session.exec(ordered.execution_options(populate_existing=True))).all()


async def page(session: AsyncSession, incident_id: str, limit: int, offset: int = 0) -> Sequence[Member]:
    """Its mentions, the oldest first."""
    ordered = members(incident_id).order_by(col(IncidentMention.at), IncidentMention.mention_id)
    found = await session.exec(ordered.limit(limit).offset(offset))
    return [Member(*each) for each in found.all()]


async def worst(session: AsyncSession, incident_id: str, limit: int) -> Sequence[Member]:
    """Its mentions that wait for an answer: the gravest first, then those that most people see."""
    waiting = members(incident_id).where(
        col(IncidentMention.original_id).is_(None),
        col(Draft.id).is_(None) | col(Draft.decided_at).is_(None),
    )
    ordered = waiting.order_by(
        col(Verdict.severity).desc(), col(IncidentMention.reach).desc(), col(IncidentMention.at)
    )
    return [Member(*each) for each in (await session.exec(ordered.limit(limit))).all()]


def members(incident_id: str) -> Any:
    """The statement that reads them, still without an order."""
    return _all_members().where(col(IncidentMention.incident_id) == incident_id)


def _all_members() -> Any:
    return (
        select(IncidentMention, Mention, Verdict, Draft)
        .join(Mention, col(Mention.id) == col(IncidentMention.mention_id))
        .join(Verdict, col(Verdict.mention_id) == col(IncidentMention.mention_id))
        .outerjoin(Draft, col(Draft.id) == col(IncidentMention.mention_id))
    )


async def member(session: AsyncSession, mention_id: str) -> Member | None:
    """One mention that stands on an incident; `None` if it stands on none."""
    found = await session.exec(_all_members().where(col(IncidentMention.mention_id) == mention_id))
    row = found.first()
    return None if row is None else Member(*row)


async def times(session: AsyncSession, incident_id: str, since: datetime) -> Sequence[datetime]:
    """When its mentions were posted since then, in order: what a sparkline is drawn from."""
    found = select(IncidentMention.at).where(
        col(IncidentMention.incident_id) == incident_id, col(IncidentMention.at) >= since
    )
    return (await session.exec(found.order_by(col(IncidentMention.at)))).all()


async def move(session: AsyncSession, mention_ids: Collection[str], to: str, **values: Any) -> int:
    """Have mentions that stand on an incident stand on another; how many there were."""
    moved = update(IncidentMention).where(col(IncidentMention.mention_id).in_(mention_ids))
    return (await session.exec(moved.values(incident_id=to, **values))).rowcount


async def move_all(session: AsyncSession, from_id: str, to: str) -> int:
    """Have all mentions of an incident stand on another; how many there were."""
    moved = update(IncidentMention).where(col(IncidentMention.incident_id) == from_id)
    return (await session.exec(moved.values(incident_id=to))).rowcount


async def recount(session: AsyncSession, id: str) -> None:
    """Count its mentions anew, for when mentions went elsewhere or came from there."""
    here = col(IncidentMention.incident_id) == id
    complaining = func.coalesce(func.sum(case((col(IncidentMention.is_complaint), 1), else_=0)), 0)
    mentions, complaints = (await session.exec(select(func.count(), complaining).where(here))).one()
    by_author = select(func.max(IncidentMention.reach).label("reach")).where(here)
    each = by_author.group_by(IncidentMention.author).subquery()
    authors, reach = (
        await session.exec(select(func.count(), func.coalesce(func.sum(each.c.reach), 0)).select_from(each))
    ).one()
    at = col(IncidentMention.at)
    first, last = (await session.exec(select(func.min(at), func.max(at)).where(here))).one()
    times = {"first_mention_at": first, "last_mention_at": last} if mentions else {}
    counts = {"mentions": mentions, "authors": authors, "complaints": complaints, "reach": reach}
    await change(session, id, kind=kind_of(mentions, complaints), **counts, **times)


def kind_of(mentions: int, complaints: int) -> IncidentKind:
    """What to call it, by how many of its mentions complain."""
    complains = mentions > 0 and complaints >= COMPLAINING * mentions
    return IncidentKind.COMPLAINTS if complains else IncidentKind.ATTENTION


async def leave(session: AsyncSession, mention_id: str) -> None:
    """Have a mention stand on no incident."""
    await session.exec(delete(IncidentMention).where(col(IncidentMention.mention_id) == mention_id))


async def authors(session: AsyncSession, incident_id: str) -> dict[str, int]:
    """Each distinct author of an incident, with their followers."""
    reach = func.max(IncidentMention.reach)
    found = select(IncidentMention.author, reach).where(col(IncidentMention.incident_id) == incident_id)
    return dict((await session.exec(found.group_by(IncidentMention.author))).all())


async def has_card(session: AsyncSession, mention_ids: Collection[str]) -> set[str]:
    """Which of these mentions have a card of their own, or will have one, or had one."""
    had = col(Mention.outcome).is_not(None) & (col(Mention.outcome) != Outcome.GROUPED)
    found = select(Mention.id).where(
        col(Mention.id).in_(mention_ids), (col(Mention.state) == MentionState.OPEN) | had
    )
    return set((await session.exec(found)).all())


async def our_replies(session: AsyncSession, ids: Collection[str]) -> set[str]:
    """Which of these posts of a network are replies that we published, as far as the newest tell."""
    if not ids:
        return set()
    newest = (
        select(Publication.external_id)
        .where(col(Publication.state) == PublicationState.DONE)
        .order_by(col(Publication.send_after).desc())
        .limit(NEWEST_REPLIES)
        .subquery()
    )
    return set((await session.exec(select(newest.c.external_id).where(newest.c.external_id.in_(ids)))).all())
