"""Looking at the network: after a lost answer, while it checks a reply, and whether a reply still stands."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeGuard

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.landmarks import passed
from bot.models import ClockKind, DraftState, Outcome, Priority, Publication, PublicationState
from bot.ports import CannotTell, NotFound, Pending, Published, Rejected, Seen, Unknown
from bot.publishing.endings import MISSED_WAIT, NOT_SAID, next_look, unseen_words, why_gone
from bot.publishing.rechecking import NO_WAY_OUT, intent_of
from bot.publishing.recording import MACHINE, Recording, in_time
from bot.store import clocks, drafts, publications, slack_messages, verdicts
from bot.store.drafts import CardRows

INTERRUPTED = "Amends was interrupted while it was being sent"
TOO_LONG = "The network takes too long to answer."


def _is_news(seen: Seen, publication: Publication) -> TypeGuard[Published | Rejected | Pending]:
    """It leads on: the network shows it, has refused it, or checks what was lost."""
    is_new = isinstance(seen, Pending) and publication.state is PublicationState.UNKNOWN
    return is_new or isinstance(seen, Published | Rejected)


@dataclass(frozen=True)
class Looking(Recording):
    """Asks the network what stands, and never posts."""

    async def _adopt(self, publication: Publication) -> None:
        """Somebody began this and has not said how it ended: wait until it must be over, then look."""
        over = (publication.sending_since or self.now()) + self.settled_after
        if self.now() < over:
            step, kind = f"adopt{publication.attempts}", ClockKind.READ_BACK
            async with self.database.writing() as session:
                await clocks.start(session, subject_id=publication.id, kind=kind, due_at=over, step=step)
            return
        await self._conclude(publication.id, Unknown(INTERRUPTED))
        async with self.database.reading() as session:
            lost = await publications.get(session, publication.id)
        if lost is not None and lost.state == PublicationState.UNKNOWN:
            await self._look(lost)

    async def _look(self, publication: Publication) -> None:
        """One look, and what it tells. Of several at once only the first counts."""
        async with self.database.reading() as session:
            rows = await drafts.card_rows(session, publication.draft_id)
        if rows is None or rows.approval is None or rows.approval.id != publication.id:
            await self._look_no_more(publication)
            return
        passed("publish.before_look")
        seen = await self._seen(publication, rows)
        passed("publish.after_look")
        async with self.database.writing() as session:
            rows = await drafts.card_rows(session, publication.draft_id, lock=True)
            current = await publications.get(session, publication.id)
            is_first = current and (current.state, current.looks) == (publication.state, publication.looks)
            if rows is not None and current is not None and is_first:
                await self._after_look(session, current, rows, seen)
        passed("publish.after_look_record")

    async def _seen(self, publication: Publication, rows: CardRows) -> Seen:
        publisher = self._publisher(publication)
        if publisher is None:
            return CannotTell(NO_WAY_OUT, for_good=True)
        look = publisher.find_existing(intent_of(rows, publication))
        return await in_time(look, CannotTell(TOO_LONG))

    async def _after_look(
        self, session: AsyncSession, publication: Publication, rows: CardRows, seen: Seen
    ) -> None:
        if publication.state is PublicationState.DONE:
            await self._after_watch(session, publication, rows, seen)
        elif _is_news(seen, publication):
            await self._record_result(session, publication, rows, seen)
        else:
            await self._not_yet(session, publication, rows, seen)

    async def _not_yet(
        self, session: AsyncSession, publication: Publication, rows: CardRows, seen: Seen
    ) -> None:
        """Nothing new: look again later, or leave it to a person."""
        now, state = self.now(), publication.state
        for_good = isinstance(seen, CannotTell) and seen.for_good
        again = next_look(publication, publication.looks + 1, now, for_good=for_good)
        if state is PublicationState.IN_REVIEW and again is None:
            await self._record_result(session, publication, rows, Unknown(NOT_SAID))
            return
        problem = publication.problem
        if state is PublicationState.UNKNOWN:
            problem = unseen_words(publication, seen, again)
        counted = {"looks": publication.looks + 1, "problem": problem, "next_at": again}
        if not await publications.move(session, publication, state, to=state, **counted):
            return
        await drafts.move(session, rows.draft, rows.draft.state, to=rows.draft.state, problem=problem)
        await slack_messages.touch_card(session, rows.draft.id, now, Priority.PERSON)

    async def _after_watch(
        self, session: AsyncSession, publication: Publication, rows: CardRows, seen: Seen
    ) -> None:
        """A reply that was public: does it still stand?"""
        now, state = self.now(), PublicationState.DONE
        if isinstance(seen, NotFound | Rejected):
            if why := why_gone(publication, seen):
                await self._gone(session, publication, rows, why, now)
                return
            missed = {"missed": publication.missed + 1, "next_at": now + MISSED_WAIT}
            await publications.move(session, publication, state, to=state, **missed)
            return
        looks = publication.looks + 1
        for_good = isinstance(seen, CannotTell) and seen.for_good
        again = next_look(publication, looks, now, for_good=for_good)
        seen_again = {"looks": looks, "missed": 0, "next_at": again}
        await publications.move(session, publication, state, to=state, **seen_again)

    async def _gone(
        self, session: AsyncSession, publication: Publication, rows: CardRows, why: str, now: datetime
    ) -> None:
        """The network has taken it down: card, thread and record say so, and a person may answer anew."""
        gone = {"problem": why, "finished_at": now, "next_at": None}
        done, to = PublicationState.DONE, PublicationState.REMOVED
        if not await publications.move(session, publication, done, to=to, **gone):
            return
        await drafts.move(session, rows.draft, DraftState.SENT, to=DraftState.REMOVED, problem=why)
        await verdicts.close(session, rows.draft.id, Outcome.REMOVED, now)
        await audit.record(session, rows.draft.id, "gone", MACHINE, now, approval=publication.id)
        await self._tell(session, publication, "gone", now, reason=why)
        await slack_messages.touch_card(session, rows.draft.id, now, Priority.PERSON)

    async def _look_no_more(self, publication: Publication) -> None:
        """Another approval stands in its place."""
        async with self.database.writing() as session:
            current = await publications.get(session, publication.id)
            if current is not None and current.next_at is not None:
                await publications.move(session, current, current.state, to=current.state, next_at=None)
