"""Climbs in a crisis: how far calling people for each of its matters has come, begun, held and settled.

People's acts and clocks change them alike, each with the crisis locked.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import ClimbState, ClockKind, CrisisClimb, CrisisMatter, Severity
from bot.store import climbs, clocks
from bot.store.climbs import Place
from bot.store.inserts import insert_missing

OF_A_CLIMB: Final = (ClockKind.CRISIS_STEP, ClockKind.CRISIS_PEACE)


def id_of(crisis_id: str, matter: CrisisMatter) -> str:
    """The id of a climb, and the subject of its clocks."""
    return f"{crisis_id}:{matter}"


async def open_all(session: AsyncSession, crisis_id: str, ladder: dict[str, Any], now: datetime) -> None:
    """Keep the ladder that is in force for every matter of a crisis."""
    for matter in CrisisMatter:
        id = id_of(crisis_id, matter)
        climb = CrisisClimb(id=id, crisis_id=crisis_id, matter=matter, ladder=ladder, opened_at=now)
        await insert_missing(session, climb)


async def get(session: AsyncSession, id: str) -> CrisisClimb | None:
    """One climb, read fresh; `None` where a crisis climbs no ladder."""
    return await session.get(CrisisClimb, id, populate_existing=True)


async def of_crisis(session: AsyncSession, crisis_id: str) -> Sequence[CrisisClimb]:
    """All climbs of a crisis."""
    found = select(CrisisClimb).where(col(CrisisClimb.crisis_id) == crisis_id).order_by(CrisisClimb.id)
    return (await session.exec(found.execution_options(populate_existing=True))).all()


async def begin(
    session: AsyncSession, crisis_id: str, matter: CrisisMatter, why: str, now: datetime
) -> int | None:
    """Call people from the first step on; which climb that is, `None` if none began.

    None does while one is under way or in a lease, or where the crisis climbs no ladder.
    """
    climb = await get(session, id_of(crisis_id, matter))
    if climb is None or await _is_under_way(session, climb, now):
        return None
    await _tell_phones(session, climb, "resolve", now)
    number = climb.number + 1
    fresh = {"number": number, "began_at": now, "lease_until": None, "acknowledged_by": None}
    await climbs.change(session, climb, state=ClimbState.CLIMBING, phoned=False, **fresh)
    step = Place.name(number, 0, 0, why)
    await clocks.start(session, subject_id=climb.id, kind=ClockKind.CRISIS_STEP, due_at=now, step=step)
    return number


async def hold(session: AsyncSession, climb: CrisisClimb, by: str, span: timedelta, now: datetime) -> None:
    """Somebody sees to it: nobody else is called for so long, and then it begins anew.

    `by` is a Slack user, or the phone on which they said so, which then need not be told.
    """
    await clocks.stop(session, climb.id, now, *OF_A_CLIMB)
    until = now + span
    await climbs.change(session, climb, acknowledged_by=by, lease_until=until)
    step = f"{until.timestamp():.6f}"
    await clocks.start(session, subject_id=climb.id, kind=ClockKind.CRISIS_PEACE, due_at=until, step=step)
    await _tell_phones(session, climb, "acknowledge", now, without=by)


async def give_back(session: AsyncSession, climb: CrisisClimb, now: datetime) -> None:
    """Whoever saw to it does not any more: it begins anew at once."""
    await clocks.stop(session, climb.id, now, ClockKind.CRISIS_PEACE)
    await climbs.change(session, climb, acknowledged_by=None, lease_until=None)
    step = f"back{now.timestamp():.6f}"
    await clocks.start(session, subject_id=climb.id, kind=ClockKind.CRISIS_PEACE, due_at=now, step=step)


async def settle(session: AsyncSession, crisis_id: str, matter: CrisisMatter, now: datetime) -> None:
    """What people were called for is done: nobody is called any more, in Slack or outside."""
    climb = await get(session, id_of(crisis_id, matter))
    if climb is None:
        return
    await clocks.stop(session, climb.id, now, *OF_A_CLIMB)
    await _tell_phones(session, climb, "resolve", now)
    over = {"phoned": False, "lease_until": None, "acknowledged_by": None}
    await climbs.change(session, climb, state=ClimbState.RESTING, **over)


async def _tell_phones(
    session: AsyncSession, climb: CrisisClimb, act: str, now: datetime, without: str = ""
) -> None:
    """What was called outside of Slack in this climb is told that somebody came, or that it is done."""
    if not climb.phoned:
        return
    for to in await climbs.called(session, climb):
        if to != without:
            await climbs.summon(session, climb, to, act, act, Severity.CRITICAL, now)


async def _is_under_way(session: AsyncSession, climb: CrisisClimb, now: datetime) -> bool:
    if climb.lease_until is not None and climb.lease_until > now:
        return True
    return any(one.kind is ClockKind.CRISIS_STEP for one in await clocks.running(session, climb.id))
