"""Climbs: how far calling people for a draft has come, and what outside of Slack was called for it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Climb, ClimbState, CrisisClimb, Draft, Severity, Summons, SummonsState
from bot.store.inserts import insert_missing


class Place:
    """Where on its ladder a step's clock stands, as told by its name."""

    def __init__(self, step: str) -> None:
        number, lap, place, why = step.split(".", 3)
        self.number, self.round, self.place, self.why = int(number), int(lap), int(place), why

    @staticmethod
    def name(number: int, lap: int, place: int, why: str) -> str:
        """The name of a step's clock: of which climb, which round, and which step of it."""
        return f"{number}.{lap}.{place}.{why}"

    def is_due_in(self, climb: Climb | CrisisClimb, now: datetime) -> bool:
        """Whether the step is to be taken: one of an earlier climb, or one in a lease, is not."""
        if climb.number != self.number or climb.state is not ClimbState.CLIMBING:
            return False
        return climb.lease_until is None or climb.lease_until <= now


async def open_one(session: AsyncSession, draft_id: str, ladder: dict[str, Any], now: datetime) -> None:
    """Keep the ladder that is in force for a draft; one that was kept before stays."""
    await insert_missing(session, Climb(id=draft_id, ladder=ladder, opened_at=now))


async def get(session: AsyncSession, draft_id: str) -> Climb | None:
    """The climb of a draft, read fresh; `None` if it has no ladder."""
    return await session.get(Climb, draft_id, populate_existing=True)


async def change(session: AsyncSession, climb: Climb | CrisisClimb, **values: Any) -> None:
    """Change columns; the row read is brought up to date."""
    kind = type(climb)
    await session.exec(update(kind).where(col(kind.id) == climb.id).values(**values))
    await session.refresh(climb)


async def phoned(session: AsyncSession) -> Sequence[tuple[Climb, Draft]]:
    """Those for which something outside was called and not told since that it is settled."""
    found = (
        select(Climb, Draft).join(Draft, col(Draft.id) == col(Climb.id)).where(col(Climb.phoned).is_(True))
    )
    return (await session.exec(found.where(col(Climb.state) != ClimbState.ENDED).limit(100))).all()


async def phone(
    session: AsyncSession,
    climb: Climb | CrisisClimb,
    phones: Sequence[str],
    why: str,
    severity: Severity,
    now: datetime,
) -> None:
    """Call these outside of Slack, and remember that they have to be told how it ends."""
    for to in phones:
        await summon(session, climb, to, "trigger", why, severity, now)
    if phones and not climb.phoned:
        await change(session, climb, phoned=True)


async def summon(
    session: AsyncSession,
    climb: Climb | CrisisClimb,
    to: str,
    act: str,
    why: str,
    severity: Severity,
    now: datetime,
) -> bool:
    """Put a call into the box of what leaves Slack; false if the same was put there before."""
    is_of_crisis = isinstance(climb, CrisisClimb)
    row = Summons(
        id=f"{climb.id}:{climb.number}:{to}:{act}",
        draft_id=None if is_of_crisis else climb.id,
        crisis_climb_id=climb.id if is_of_crisis else None,
        to=to,
        climb=climb.number,
        act=act,
        why=why,
        severity=severity,
        made_at=now,
        due_at=now,
    )
    return await insert_missing(session, row)


async def called(session: AsyncSession, climb: Climb | CrisisClimb) -> Sequence[str]:
    """What outside of Slack was called in this climb."""
    whose = Summons.crisis_climb_id if isinstance(climb, CrisisClimb) else Summons.draft_id
    found = select(Summons.to).where(
        col(whose) == climb.id, Summons.climb == climb.number, Summons.act == "trigger"
    )
    return (await session.exec(found.distinct().order_by(Summons.to))).all()


async def sent_since(session: AsyncSession, since: datetime) -> int:
    """How many calls have left Slack from then on."""
    done = select(func.count()).select_from(Summons).where(col(Summons.finished_at) >= since)
    return (await session.exec(done)).one()


async def summons_due(session: AsyncSession, now: datetime, limit: int) -> Sequence[Summons]:
    """Calls that are to be sent now, the oldest first."""
    found = select(Summons).where(col(Summons.state) == SummonsState.WAITING, col(Summons.due_at) <= now)
    return (await session.exec(found.order_by(col(Summons.due_at), Summons.id).limit(limit))).all()


async def claim_summons(session: AsyncSession, row: Summons, now: datetime, until: datetime) -> bool:
    """Send it for this caller alone; a caller that dies leaves it due again at `until`."""
    mine = (
        update(Summons)
        .where(col(Summons.id) == row.id, col(Summons.state) == SummonsState.WAITING)
        .where(col(Summons.due_at) <= now)
        .values(due_at=until, attempts=col(Summons.attempts) + 1)
    )
    return (await session.exec(mine)).rowcount == 1


async def summons_over(
    session: AsyncSession, row: Summons, state: SummonsState, now: datetime, problem: str | None = None
) -> None:
    """Note how it ended."""
    over = {"state": state, "problem": problem, "finished_at": now}
    await session.exec(update(Summons).where(col(Summons.id) == row.id).values(**over))


async def summons_again(session: AsyncSession, row: Summons, at: datetime, problem: str) -> None:
    """It was not taken: try again at that time."""
    await session.exec(update(Summons).where(col(Summons.id) == row.id).values(due_at=at, problem=problem))
