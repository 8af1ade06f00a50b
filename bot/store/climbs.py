"""Climbs: how far calling people for a draft has come, and what outside of Slack was called for it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Climb, ClimbState, Draft, Severity, Summons, SummonsState
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


async def open_one(session: AsyncSession, draft_id: str, ladder: dict[str, Any], now: datetime) -> None:
    """Keep the ladder that is in force for a draft; one that was kept before stays."""
    await insert_missing(session, Climb(id=draft_id, ladder=ladder, opened_at=now))


async def get(session: AsyncSession, draft_id: str) -> Climb | None:
    """The climb of a draft, read fresh; `None` if it has no ladder."""
    return await session.get(Climb, draft_id, populate_existing=True)


async def change(session: AsyncSession, climb: Climb, **values: Any) -> None:
    """Change columns; the row read is brought up to date."""
    await session.exec(update(Climb).where(col(Climb.id) == climb.id).values(**values))
    await session.refresh(climb)


async def phoned(session: AsyncSession) -> Sequence[tuple[Climb, Draft]]:
    """Those for which something outside was called and not told since that it is settled."""
    found = (
        select(Climb, Draft).join(Draft, col(Draft.id) == col(Climb.id)).where(col(Climb.phoned).is_(True))
    )
    return (await session.exec(found.where(col(Climb.state) != ClimbState.ENDED).limit(100))).all()


async def summon(
    session: AsyncSession, climb: Climb, to: str, act: str, why: str, severity: Severity, now: datetime
) -> bool:
    """Put a call into the box of what leaves Slack; false if the same was put there before."""
    row = Summons(
        id=f"{climb.id}:{climb.number}:{to}:{act}",
        draft_id=climb.id,
        to=to,
        climb=climb.number,
        act=act,
        why=why,
        severity=severity,
        made_at=now,
        due_at=now,
    )
    return await insert_missing(session, row)


async def called(session: AsyncSession, climb: Climb) -> Sequence[str]:
    """What outside of Slack was called in this climb."""
    found = select(Summons.to).where(
        col(Summons.draft_id) == climb.id, Summons.climb == climb.number, Summons.act == "trigger"
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
