"""The promises of an approved text become rows with an owner and a clock, in the approval's transaction."""

from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.commitments import due_at
from bot.models import ClockKind, Draft, DraftRevision, Promise
from bot.ports import Commitment
from bot.store import clocks, commitments

WITHOUT_TIME = timedelta(days=1)
"""When a promise that names no time is asked about: the person expects it, and nobody else would."""


async def commit(session: AsyncSession, draft: Draft, revision: DraftRevision, now: datetime) -> None:
    """Keep track of what this wording promises, instead of what an earlier approval of the draft promised."""
    promises = [
        _promise(draft.id, revision.revision, place, Commitment(**said), now)
        for place, said in enumerate(revision.commitments, start=1)
    ]
    await commitments.replace(session, draft.id, promises)
    for promise in promises:
        # An undone approval of the same wording has left its clock.
        await clocks.stop(session, promise.id, now, ClockKind.COMMITMENT)
        await start_clock(session, promise.id, promise.due_at or now + WITHOUT_TIME, now)
    if promises:
        due = [None if one.due_at is None else one.due_at.isoformat() for one in promises]
        committed = {"revision": revision.revision, "promises": [one.id for one in promises], "due": due}
        await audit.record(session, draft.id, "committed", audit.SYSTEM, now, **committed)


async def start_clock(session: AsyncSession, promise_id: str, due: datetime, now: datetime) -> None:
    """Have its owner reminded; the step is named by this act, for a clock that ran once never runs again."""
    step = f"{now.timestamp():.0f}"
    await clocks.start(session, subject_id=promise_id, kind=ClockKind.COMMITMENT, due_at=due, step=step)


def _promise(draft_id: str, revision: int, place: int, said: Commitment, now: datetime) -> Promise:
    return Promise(
        id=f"{draft_id}-{revision}-{place}",
        draft_id=draft_id,
        revision=revision,
        owner=said.owner,
        what=said.what,
        due_at=due_at(said, now),
        made_at=now,
    )
