"""What people see of the queue: how much is open, what comes next, what was set aside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, String, cast, func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import Select

from bot.models import Draft, DraftRevision, DraftState, Mention, MentionState, RiskFlag, Severity, Verdict
from bot.rehearsals import PUBLISHER
from bot.rights import Sight

OPEN = (
    DraftState.WAITING,
    DraftState.SECOND,
    DraftState.REDRAFTING,
    DraftState.FAILED,
    DraftState.UNKNOWN,
    DraftState.HANDED_OFF,
)
"""States in which somebody has something left to do."""
_IS_REAL = col(Draft.publisher) != PUBLISHER
"""A test of ours is nobody's post, so it is late for nobody."""


@dataclass(frozen=True)
class Counts:
    """How many drafts are open, held by one person, and past their time; how many mentions were set aside."""

    waiting: int
    mine: int
    overdue: int
    set_aside: int


async def counts(session: AsyncSession, user: str, now: datetime, day: datetime) -> Counts:
    """The queue as one person sees it; `day` is when today began."""
    still_open = select(func.count()).select_from(Draft).where(col(Draft.state).in_(OPEN))
    return Counts(
        waiting=(await session.exec(still_open)).one(),
        mine=(await session.exec(still_open.where(col(Draft.assignee) == user))).one(),
        overdue=(await session.exec(still_open.where(col(Draft.due_at) <= now, _IS_REAL))).one(),
        set_aside=await set_aside_since(session, day),
    )


def day_of(now: datetime) -> datetime:
    """When the day of `now` began, in UTC like every stored time."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


async def set_aside_since(session: AsyncSession, day: datetime) -> int:
    """How many of the mentions that came since then are set aside."""
    aside = select(func.count()).select_from(Mention).where(*_is_aside(day))
    return (await session.exec(aside)).one()


async def set_aside(session: AsyncSession, day: datetime, *, limit: int, offset: int) -> Sequence[Mention]:
    """Those mentions, the newest first."""
    found = select(Mention).where(*_is_aside(day)).order_by(col(Mention.received_at).desc(), col(Mention.id))
    return (await session.exec(found.offset(offset).limit(limit))).all()


def _is_aside(day: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return col(Mention.state) == MentionState.SET_ASIDE, col(Mention.received_at) >= day


@dataclass(frozen=True)
class Waiting:
    """One entry of the queue."""

    draft: Draft
    mention: Mention


async def queue(
    session: AsyncSession,
    sight: Sight | None,
    now: datetime,
    *,
    limit: int = 10,
    offset: int = 0,
    without: Sequence[str] = (),
) -> Sequence[Waiting]:
    """What waits for a decision: the worst first, then the one due first.

    For one person (`sight`), without what a colleague holds, what is routed to others, and what only
    others may approve now. Snoozed drafts are left out, and those in `without`.
    """
    found = _waiting(sight, now, without).offset(offset).limit(limit)
    return [Waiting(draft, mention) for draft, mention in (await session.exec(found)).all()]


async def length(
    session: AsyncSession, sight: Sight | None, now: datetime, without: Sequence[str] = ()
) -> int:
    """How many entries the queue has."""
    waiting = _waiting(sight, now, without).order_by(None).subquery()
    return (await session.exec(select(func.count()).select_from(waiting))).one()


async def held_by(session: AsyncSession, user: str, now: datetime, limit: int = 10) -> Sequence[Waiting]:
    """What this person has taken and not decided, the worst first."""
    mine = (col(Draft.assignee) == user) & (col(Draft.lease_until) > now)
    found = _with_mentions().where(col(Draft.state).in_(OPEN), mine).limit(limit)
    return [Waiting(draft, mention) for draft, mention in (await session.exec(found)).all()]


def waits_for(sight: Sight | None, now: datetime, without: Sequence[str] = ()) -> list[ColumnElement[bool]]:
    """What makes a draft an entry of this person's queue; of everybody's for `None`."""
    snoozed = col(Draft.snoozed_until)
    waits: list[ColumnElement[bool]] = [
        col(Draft.state).in_((DraftState.WAITING, DraftState.FAILED, DraftState.SECOND)),
        snoozed.is_(None) | (snoozed <= now),
        col(Draft.id).not_in(without),
    ]
    if sight is None:
        return waits
    lease, is_second = col(Draft.lease_until), col(Draft.state) == DraftState.SECOND
    free = (
        col(Draft.assignee).is_(None) | (col(Draft.assignee) == sight.user) | lease.is_(None) | (lease <= now)
    )
    group, is_offered = col(Draft.approver_group), col(Draft.offered_revision) == col(Draft.revision)
    waits.append(group.is_(None) | group.not_in(sight.others))
    # A lease never keeps the second person away, and what was sent for approval waits for those who may.
    second = is_second & (col(Draft.first_approver) != sight.user) & ~_wrote(sight.user)
    first = ~is_second & free
    needs_right = is_second | func.coalesce(is_offered, False)
    return [*waits, second | first, ~needs_right | _may_approve(sight)]


def _wrote(user: str) -> ColumnElement[bool]:
    """Whether the wording on the card is this person's own."""
    wording = col(DraftRevision.draft_id)
    shown = (wording == col(Draft.id)) & (col(DraftRevision.revision) == col(Draft.revision))
    own = select(wording).where(shown, col(DraftRevision.made_by) == user)
    return own.correlate(Draft).exists()


def _may_approve(sight: Sight) -> ColumnElement[bool]:
    """The same as `rights.approvers`, for many drafts at once."""
    verdict = col(Verdict.mention_id)
    # The flags are a JSON list of our own words.
    is_grave = col(Verdict.severity) >= Severity.CRITICAL
    is_legal = cast(col(Verdict.flags), String).contains(f'"{RiskFlag.LEGAL}"')
    judged = select(verdict).where(verdict == col(Draft.id), is_grave | is_legal).correlate(Draft).exists()
    sensitive = (col(Draft.severity) >= Severity.CRITICAL) | judged
    return (sensitive & _is_in(sight.sensitive)) | (~sensitive & _is_in(sight.plain))


def _is_in(groups: frozenset[str | None]) -> ColumnElement[bool]:
    """Whether the draft is routed to one of these."""
    group = col(Draft.approver_group)
    named = group.in_([one for one in groups if one is not None])
    return named | group.is_(None) if None in groups else named


def _waiting(sight: Sight | None, now: datetime, without: Sequence[str]) -> Select[Draft, Mention]:
    return _with_mentions().where(*waits_for(sight, now, without))


def _with_mentions() -> Select[Draft, Mention]:
    joined = select(Draft, Mention).join(Mention, col(Mention.id) == col(Draft.id))
    return joined.order_by(col(Draft.severity).desc(), col(Draft.due_at), col(Draft.id))


async def mentions(session: AsyncSession, ids: Sequence[str]) -> list[Mention]:
    """Mentions in the order of their ids; unknown ids are left out."""
    rows = (await session.exec(select(Mention).where(col(Mention.id).in_(ids)))).all()
    by_id = {row.id: row for row in rows}
    return [by_id[one] for one in ids if one in by_id]
