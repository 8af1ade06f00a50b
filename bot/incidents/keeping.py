"""Writes down what the engine has decided, in the caller's transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.incidents.acts import merge
from bot.incidents.answers import needs_own_answer
from bot.incidents.engine import Changes
from bot.incidents.groups import Group, Post
from bot.incidents.rows import bring_up_to_date, incident_of, link_of
from bot.models import Incident, IncidentState, Mention
from bot.models.incidents import MACHINE
from bot.ports import Judgement, Standing
from bot.store import incidents

Batch = Mapping[str, tuple[Mention, Judgement]]
"""The mentions that triage has at hand, by their ids; no other has just arrived."""


async def keep(
    session: AsyncSession, changes: Changes, brand: str, batch: Batch, now: datetime
) -> dict[str, Standing]:
    """Write everything down; where the mentions of the batch stand that are on an incident."""
    for group, posts in changes.opened:
        await _open(session, group, posts, brand, batch, now)
    standing = await _join(session, changes.joined, batch, now)
    for group, posts in changes.opened:
        standing |= {post.id: Standing(str(group.incident), has_own_card=True) for post in posts}
    for group, into in changes.merged:
        one, other = await _row(session, group), await _row(session, into)
        if one is not None and other is not None:
            await merge(session, one, other, MACHINE, now)
    for group in _touched(changes):
        await _bring_up_to_date(session, group, group in changes.told, now)
    for group in changes.closed:
        over = {"state": IncidentState.CLOSED, "closed_at": now, "closed_by": MACHINE}
        await incidents.change(session, str(group.incident), **over)
        await audit.record(session, str(group.incident), "incident_closed", audit.SYSTEM, now)
    return {id: each for id, each in standing.items() if id in batch}


async def _open(
    session: AsyncSession, group: Group, posts: Sequence[Post], brand: str, batch: Batch, now: datetime
) -> None:
    session.add(incident_of(group, brand, now))
    await session.flush()
    here = [post.id for post in posts]
    carded = await incidents.has_card(session, here) | batch.keys()
    id = str(group.incident)
    session.add_all([link_of(post, id, now, carded=post.id in carded) for post in posts])
    await session.flush()
    await audit.record(session, id, "incident_opened", audit.SYSTEM, now, brand=brand, mentions=here)


async def _join(
    session: AsyncSession, joined: Sequence[Post], batch: Batch, now: datetime
) -> dict[str, Standing]:
    """Posts that came to an incident: those from before keep the card that they have."""
    carded = await incidents.has_card(session, [post.id for post in joined if post.id not in batch])
    asked = [mention.in_reply_to for mention, _judgement in batch.values() if mention.in_reply_to]
    our_replies = await incidents.our_replies(session, asked) if joined else set()
    standing: dict[str, Standing] = {}
    for post in joined:
        group = post.group
        if group is None or group.incident is None:
            continue
        own = post.id in batch and needs_own_answer(*batch[post.id], post, group, our_replies)
        has_card = own or post.id in carded
        session.add(link_of(post, group.incident, now, needs_own_answer=own, carded=has_card))
        standing[post.id] = Standing(group.incident, has_card)
    await session.flush()
    return standing


async def _bring_up_to_date(session: AsyncSession, group: Group, is_told: bool, now: datetime) -> None:
    row = await _row(session, group)
    if row is None:
        return
    before = row.level
    bring_up_to_date(row, group, now)
    if is_told:
        row.alerted_at, row.alerted_authors = now, group.alarm.told_count
    session.add(row)
    if row.level > before:
        id, level = row.id, row.level.name.lower()
        await audit.record(session, id, "incident_level", audit.SYSTEM, now, level=level)
    await session.flush()


async def _row(session: AsyncSession, group: Group) -> Incident | None:
    return await incidents.get(session, str(group.incident))


def _touched(changes: Changes) -> list[Group]:
    """Incidents that look otherwise now, each once; those that are over are left alone."""
    grown = [post.group for post in changes.joined if post.group is not None and post.group.incident]
    over = {id(group) for group, _into in changes.merged} | {id(group) for group in changes.closed}
    all_of_them = [*(group for group, _posts in changes.opened), *grown, *changes.told]
    return [group for group in dict.fromkeys(all_of_them) if id(group) not in over]
