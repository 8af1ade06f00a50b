"""From a yes to the one call: all is checked once more, the intent is committed, then it is made."""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.landmarks import passed
from bot.models import ClockKind, DraftState, Pause, Priority, Publication, PublicationState
from bot.ports import Intent, Publisher, Unknown
from bot.publishing import pace
from bot.publishing.looking import TOO_LONG
from bot.publishing.rechecking import NO_WAY_OUT, held_too_long, intent_of, why_not
from bot.publishing.recording import MACHINE, in_time
from bot.publishing.removing import Removing
from bot.store import clocks, drafts, pauses, publications, sequels, slack_messages
from bot.store.drafts import CardRows

HELD_LOOK = timedelta(minutes=1)
"""Between looks whether the pause is over, if nobody rings."""
_LOOKED_AT = {PublicationState.UNKNOWN, PublicationState.IN_REVIEW}


@dataclass(frozen=True)
class Publishing(Removing):
    """Sends what was approved, and looks after what became of it."""

    async def attend(self, publication_id: str) -> None:
        """Do the one thing that this publication needs now; nothing if it needs nothing.

        Safe to call at any time and from several places at once.
        """
        async with self.database.reading() as session:
            publication = await publications.get(session, publication_id)
        if publication is None:
            return
        state, is_due = publication.state, (publication.next_at or self.now()) <= self.now()
        if state is PublicationState.SCHEDULED and publication.send_after <= self.now():
            await self._send(publication)
        elif state is PublicationState.SENDING:
            await self._adopt(publication)
        elif state in _LOOKED_AT:
            await self._look(publication)
        elif state is PublicationState.REMOVING and is_due:
            await self._take_down(publication)
        elif state is PublicationState.DONE and publication.next_at is not None and is_due:
            await self._look(publication)

    async def _send(self, publication: Publication) -> None:
        passed("publish.before_intent")
        intent = await self._commit_intent(publication.id)
        publisher = self._publisher(publication)
        if intent is None or publisher is None:
            return
        began = self.now()
        passed("publish.after_intent")
        if self.now() >= began + self.settled_after:
            return  # This process slept: others count the call as over by now, and look after it.
        result = await in_time(publisher.publish(intent), Unknown(TOO_LONG))
        passed("publish.after_call")
        await self._conclude(publication.id, result)
        passed("publish.after_record")

    async def _commit_intent(self, publication_id: str) -> Intent | None:
        """Re-check everything, then commit `sending`; `None` if the text may not go out (any more)."""
        people = await self.directory.people()
        async with self.database.writing() as session:
            publication = await publications.get(session, publication_id)
            rows = publication and await drafts.card_rows(session, publication.draft_id, lock=True)
            if publication is None or not rows or rows.approval is None:
                return None
            pause = await pauses.holding(session, rows, self.now())
            if pause is not None:
                await self._hold(session, publication, pause)
                return None
            again = await sequels.newer(session, rows.mention)
            why = why_not(rows, publication, people, again) or held_too_long(publication, self.now())
            publisher = self._publisher(publication)
            if why is not None or publisher is None:
                await self._refuse(session, publication, rows, why or NO_WAY_OUT)
                return None
            if wait := await pace.wait_for(session, publication.publisher, self.now()):
                await self._wait(session, publication, wait)
                return None
            return await self._begin(session, publication, rows, publisher)

    async def _wait(self, session: AsyncSession, publication: Publication, seconds: float) -> None:
        """The network's budget has no room now."""
        now, state = self.now(), PublicationState.SCHEDULED
        again = now + timedelta(seconds=seconds)
        if await publications.move(session, publication, state, to=state, send_after=again):
            step = f"room{again.timestamp():.3f}"
            kind = ClockKind.SEND
            await clocks.start(session, subject_id=publication.id, kind=kind, due_at=again, step=step)
            await slack_messages.touch_card(session, publication.draft_id, now, Priority.CARD)

    async def _hold(self, session: AsyncSession, publication: Publication, pause: Pause) -> None:
        """Keep it back while publishing is paused, and look again when that may be over."""
        now, is_first = self.now(), publication.held_since is None
        again = min(pause.until or now + HELD_LOOK, now + HELD_LOOK)
        state, held = PublicationState.SCHEDULED, {"held_since": publication.held_since or now}
        if not await publications.move(session, publication, state, to=state, send_after=again, **held):
            return
        step = f"held{again.timestamp():.0f}"
        await clocks.start(session, subject_id=publication.id, kind=ClockKind.SEND, due_at=again, step=step)
        if is_first:
            draft_id = publication.draft_id
            await audit.record(session, draft_id, "held", MACHINE, now, pause=pause.id)
            await slack_messages.touch_card(session, draft_id, now, Priority.CARD)

    async def _begin(
        self, session: AsyncSession, publication: Publication, rows: CardRows, publisher: Publisher
    ) -> Intent | None:
        now = self.now()
        prepared = publication.prepared or publisher.prepare(intent_of(rows, publication))
        begun = await publications.move(
            session,
            publication,
            PublicationState.SCHEDULED,
            to=PublicationState.SENDING,
            attempts=publication.attempts + 1,
            prepared=prepared,
            sending_since=now,
        )
        if not begun:
            return None
        await drafts.move(session, rows.draft, DraftState.SCHEDULED, to=DraftState.SENDING)
        await audit.record(
            session,
            rows.draft.id,
            "sending",
            MACHINE,
            now,
            approval=publication.id,
            sha256=publication.sha256,
        )
        await slack_messages.touch_card(session, rows.draft.id, now, Priority.PERSON)
        return intent_of(rows, publication)

    async def _refuse(
        self, session: AsyncSession, publication: Publication, rows: CardRows, why: str
    ) -> None:
        now = self.now()
        stopped = await publications.move(
            session,
            publication,
            PublicationState.SCHEDULED,
            to=PublicationState.CANCELLED,
            problem=why,
            finished_at=now,
        )
        if not stopped:
            return
        fresh = {"approval_id": None, "decided_by": None, "decided_at": None, "problem": why}
        await drafts.move(session, rows.draft, DraftState.SCHEDULED, to=DraftState.WAITING, **fresh)
        await clocks.stop(session, publication.id, now)
        await clocks.start(
            session, subject_id=rows.draft.id, kind=ClockKind.OVERDUE, due_at=now, step=publication.id
        )
        await audit.record(session, rows.draft.id, "not_sent", MACHINE, now, reason=why)
        await slack_messages.touch_card(session, rows.draft.id, now, Priority.PERSON)
