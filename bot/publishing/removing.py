"""Taking a reply down that a person approved to be taken down.

Unlike a post this may be repeated: it names one reply by its id, and what is gone stays gone.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.landmarks import passed
from bot.models import ClockKind, DraftState, Outcome, Priority, Publication, PublicationState
from bot.ports import Deleted, Deletes, Rejected, RetryLater, Unknown
from bot.publishing.looking import TOO_LONG, Looking
from bot.publishing.rechecking import NO_WAY_OUT, intent_of
from bot.publishing.recording import MACHINE, in_time
from bot.store import clocks, drafts, publications, slack_messages, verdicts
from bot.store.drafts import CardRows

MAX_TRIES = 5
AGAIN_AFTER = timedelta(seconds=20)
ANSWER_WITHIN = timedelta(minutes=30)
"""For the corrected reply, before somebody is called."""
CORRECT_IT = "The reply was taken down. Please edit the text and approve the corrected one."

Result = Deleted | Rejected | RetryLater | Unknown


@dataclass(frozen=True)
class Removing(Looking):
    """Takes replies down."""

    async def _take_down(self, publication: Publication) -> None:
        async with self.database.reading() as session:
            rows = await drafts.card_rows(session, publication.draft_id)
        if rows is None or rows.approval is None:
            return
        passed("remove.before_call")
        result = await self._delete(publication, rows)
        passed("remove.after_call")
        async with self.database.writing() as session:
            rows = await drafts.card_rows(session, publication.draft_id, lock=True)
            current = await publications.get(session, publication.id)
            if rows is not None and current is not None and current.state is PublicationState.REMOVING:
                await self._record_removal(session, current, rows, result)
        passed("remove.after_record")

    async def _delete(self, publication: Publication, rows: CardRows) -> Result:
        publisher = self._publisher(publication)
        if not isinstance(publisher, Deletes) or publication.external_id is None:
            return Rejected(NO_WAY_OUT)
        call = publisher.delete(intent_of(rows, publication), publication.external_id)
        return await in_time(call, Unknown(TOO_LONG))

    async def _record_removal(
        self, session: AsyncSession, publication: Publication, rows: CardRows, result: Result
    ) -> None:
        now = self.now()
        if isinstance(result, Deleted):
            await self._removed(session, publication, rows, now)
        elif isinstance(result, Rejected) or publication.looks + 1 >= MAX_TRIES:
            await self._stands(session, publication, rows, result.reason, now)
        else:
            wait = timedelta(seconds=result.seconds) if isinstance(result, RetryLater) else AGAIN_AFTER
            again = {"looks": publication.looks + 1, "problem": result.reason, "next_at": now + wait}
            state = PublicationState.REMOVING
            await publications.move(session, publication, state, to=state, **again)
        await slack_messages.touch_card(session, rows.draft.id, now, Priority.PERSON)

    async def _removed(
        self, session: AsyncSession, publication: Publication, rows: CardRows, now: datetime
    ) -> None:
        removing, removed = PublicationState.REMOVING, PublicationState.REMOVED
        gone = {"problem": None, "finished_at": now, "next_at": None}
        if not await publications.move(session, publication, removing, to=removed, **gone):
            return
        await clocks.stop(session, publication.id, now)
        if publication.corrects:
            await self._ask_anew(session, publication, rows, now)
        else:
            why = publication.removal_why
            await drafts.move(session, rows.draft, DraftState.SENT, to=DraftState.REMOVED, problem=why)
            await verdicts.close(session, rows.draft.id, Outcome.REMOVED, now)
        by = publication.removal_by
        await audit.record(session, rows.draft.id, "removed", MACHINE, now, approval=publication.id, by=by)
        await self._tell(session, publication, "removed", now, by=by)

    async def _ask_anew(
        self, session: AsyncSession, publication: Publication, rows: CardRows, now: datetime
    ) -> None:
        """The words stand on the card again, and the corrected ones need an approval of their own."""
        fresh = {"approval_id": None, "decided_by": None, "decided_at": None, "problem": CORRECT_IT}
        await drafts.move(session, rows.draft, DraftState.SENT, to=DraftState.WAITING, **fresh)
        await verdicts.close(session, rows.draft.id, None, now)
        kind, due, step = ClockKind.OVERDUE, now + ANSWER_WITHIN, f"corrects{publication.id}"
        await clocks.start(session, subject_id=rows.draft.id, kind=kind, due_at=due, step=step)

    async def _stands(
        self, session: AsyncSession, publication: Publication, rows: CardRows, reason: str, now: datetime
    ) -> None:
        """It could not be taken down: it is still public, and a person has to see to it."""
        problem = f"It could not be taken down and is still public. {reason} Please take it down yourself."
        back = {"problem": problem, "looks": 0, "next_at": None}
        removing, done = PublicationState.REMOVING, PublicationState.DONE
        if not await publications.move(session, publication, removing, to=done, **back):
            return
        sent = DraftState.SENT
        await drafts.move(session, rows.draft, sent, to=sent, problem=problem)
        by = publication.removal_by
        await audit.record(session, rows.draft.id, "not_removed", MACHINE, now, approval=publication.id)
        await self._tell(session, publication, "not_removed", now, by=by, reason=reason)
