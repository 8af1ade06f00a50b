"""What every act on a publication shares: its publisher, one deadline, and how its result is written down."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.models import ClockKind, DraftState, Outcome, Priority, Publication, PublicationState
from bot.ports import Directory, Now, Publisher, Publishers, RetryLater, Sent
from bot.publishing import pace
from bot.publishing.endings import UNKNOWN_CALLS_AFTER, WAITS, Ending, ending
from bot.store import clocks, decisions, drafts, publications, slack_messages, verdicts
from bot.store.database import Database
from bot.store.drafts import CardRows

SETTLED_AFTER = timedelta(seconds=30)
"""A call is over by then, answered or not."""
CALL_SECONDS = 25.0
"""The most that one act on a network takes, with signing in: it ends before it counts as settled."""
MACHINE = "amends"
_OPEN = (PublicationState.SENDING, PublicationState.UNKNOWN, PublicationState.IN_REVIEW)
_OPEN_DRAFTS = (DraftState.SENDING, DraftState.UNKNOWN, DraftState.IN_REVIEW)
_SPAN_OF_LOOKS = sum(WAITS[PublicationState.UNKNOWN], timedelta(0))


_Told = TypeVar("_Told")


async def in_time(call: Awaitable[_Told], otherwise: _Told) -> _Told:
    """What a call comes to; `otherwise` if it takes too long."""
    try:
        async with asyncio.timeout(CALL_SECONDS):
            return await call
    except TimeoutError:
        return otherwise


@dataclass(frozen=True)
class Recording:
    """Writes down what became of a call, in one transaction with all that follows from it."""

    database: Database
    publishers: Publishers
    directory: Directory
    channel: str
    now: Now
    settled_after: timedelta = SETTLED_AFTER

    def _publisher(self, publication: Publication) -> Publisher | None:
        """The one that it was approved for; `None` if that is not set up any more."""
        try:
            return self.publishers.named(publication.publisher)
        except KeyError:
            return None

    async def _conclude(self, publication_id: str, result: Sent) -> None:
        async with self.database.writing() as session:
            publication = await publications.get(session, publication_id)
            rows = publication and await drafts.card_rows(session, publication.draft_id, lock=True)
            if publication is not None and rows:
                await self._record_result(session, publication, rows, result)

    async def _record_result(
        self, session: AsyncSession, publication: Publication, rows: CardRows, result: Sent
    ) -> None:
        now = self.now()
        end = ending(publication, result, now)
        if not await publications.move(session, publication, *_OPEN, to=end.state, **end.changes):
            return
        await drafts.move(session, rows.draft, *_OPEN_DRAFTS, to=end.draft, problem=end.problem)
        said = {"reason": end.problem, "approval": publication.id}
        await audit.record(session, rows.draft.id, end.decision, MACHINE, now, **said)
        if isinstance(result, RetryLater):
            await pace.leave_alone(session, publication.publisher, now, result.seconds)
        await self._follow(session, publication, rows, end, now)
        await slack_messages.touch_card(session, rows.draft.id, now, Priority.PERSON)

    async def _follow(
        self, session: AsyncSession, publication: Publication, rows: CardRows, end: Ending, now: datetime
    ) -> None:
        if end.state == PublicationState.SCHEDULED:
            step = f"try{publication.attempts + 1}"
            due = publication.send_after
            await clocks.start(session, subject_id=publication.id, kind=ClockKind.SEND, due_at=due, step=step)
            return
        if end.state == PublicationState.DONE:
            await verdicts.close(session, rows.draft.id, Outcome.PUBLISHED, now)
            await clocks.stop(session, rows.draft.id, now)
            await clocks.stop(session, publication.id, now)
        elif end.state != PublicationState.IN_REVIEW:
            await self._call_late(session, publication, now)
        approver = rows.approval.approver if rows.approval else None
        await self._tell(session, publication, end.decision, now, by=approver, reason=end.problem)

    async def _call_late(self, session: AsyncSession, publication: Publication, now: datetime) -> None:
        """What did not get out pages somebody, also when the first deadline has rung already."""
        if publication.out_by is not None and publication.out_by > now:
            return
        is_lost = publication.state is PublicationState.UNKNOWN
        due = now + (_SPAN_OF_LOOKS + UNKNOWN_CALLS_AFTER if is_lost else timedelta(0))
        step = f"{publication.state}{publication.attempts}"
        kind = ClockKind.SEND_DEADLINE
        await clocks.start(session, subject_id=publication.id, kind=kind, due_at=due, step=step)

    async def _tell(
        self,
        session: AsyncSession,
        publication: Publication,
        decision: str,
        now: datetime,
        *,
        by: str | None = None,
        reason: str | None = None,
    ) -> None:
        """One line in the thread."""
        await decisions.tell(
            session,
            channel=self.channel,
            draft_id=publication.draft_id,
            decision=decision,
            now=now,
            by=by,
            reason=reason,
            url=publication.url if decision == "sent" else None,
        )
