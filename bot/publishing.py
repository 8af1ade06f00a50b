"""An approved text -> public, at most once, byte for byte.

The row tells what may be done: only `scheduled` may send. A row found `sending` belongs to an act whose
outcome was lost, so it is looked after, never sent again (https://microservices.io/patterns/data/transactional-outbox.html).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit, rights
from bot.landmarks import passed
from bot.models import (
    Approval,
    ClockKind,
    DraftState,
    Event,
    Mention,
    MentionState,
    Outcome,
    Pause,
    Priority,
    Publication,
    PublicationState,
)
from bot.ports import (
    CannotTell,
    Directory,
    Intent,
    NotFound,
    Now,
    People,
    Published,
    Publisher,
    Publishers,
    Rejected,
    RetryLater,
    Unknown,
)
from bot.store import clocks, decisions, drafts, pauses, publications, sequels, slack_messages, verdicts
from bot.store.database import Database
from bot.store.drafts import CardRows
from bot.text import sha256

SETTLED_AFTER = timedelta(seconds=30)
"""A call is over by then, answered or not: the publishers' own deadlines are shorter."""
LOOKS = (timedelta(seconds=5), timedelta(seconds=30), timedelta(seconds=120))
"""When to look again whether a lost call got through; networks show a new post with some lag."""
MAX_ATTEMPTS = 5
HELD_AT_MOST = timedelta(minutes=30)
"""What a pause kept back for longer has to be approved again."""
HELD_LOOK = timedelta(minutes=1)
"""Between looks whether the pause is over, if nobody rings."""
MACHINE = "amends"

Result = Published | Rejected | RetryLater | Unknown


@dataclass(frozen=True)
class Publishing:
    """Sends what was approved and looks after what got lost."""

    database: Database
    publishers: Publishers
    directory: Directory
    channel: str
    now: Now
    settled_after: timedelta = SETTLED_AFTER

    async def attend(self, publication_id: str) -> None:
        """Do the one thing that this publication needs now; nothing if it needs nothing.

        Safe to call at any time and from several places at once.
        """
        async with self.database.reading() as session:
            publication = await publications.get(session, publication_id)
        if publication is None:
            return
        if publication.state == PublicationState.SCHEDULED and publication.send_after <= self.now():
            await self._send(publication)
        elif publication.state == PublicationState.SENDING:
            await self._adopt(publication)
        elif publication.state == PublicationState.UNKNOWN:
            await self._look(publication)

    async def _send(self, publication: Publication) -> None:
        passed("publish.before_intent")
        intent = await self._commit_intent(publication.id)
        if intent is None:
            return
        passed("publish.after_intent")
        result = await self.publishers.named(publication.publisher).publish(intent)
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
            why = _why_not(rows, publication, people, again) or _held_too_long(publication, self.now())
            if why is not None:
                await self._refuse(session, publication, rows, why)
                return None
            return await self._begin(session, publication, rows)

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

    async def _begin(self, session: AsyncSession, publication: Publication, rows: CardRows) -> Intent | None:
        now = self.now()
        intent = _intent(rows, publication)
        prepared = publication.prepared or self.publishers.named(publication.publisher).prepare(intent)
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
        return _intent(rows, publication)

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

    async def _adopt(self, publication: Publication) -> None:
        """Somebody began this and has not said how it ended: wait until it must be over, then look."""
        over = (publication.sending_since or self.now()) + self.settled_after
        if self.now() < over:
            async with self.database.writing() as session:
                await clocks.start(
                    session,
                    subject_id=publication.id,
                    kind=ClockKind.READ_BACK,
                    due_at=over,
                    step=f"adopt{publication.attempts}",
                )
            return
        await self._conclude(publication.id, Unknown("Amends was interrupted while it was being sent"))
        async with self.database.reading() as session:
            lost = await publications.get(session, publication.id)
        if lost is not None and lost.state == PublicationState.UNKNOWN:
            await self._look(lost)

    async def _look(self, publication: Publication) -> None:
        async with self.database.reading() as session:
            rows = await drafts.card_rows(session, publication.draft_id)
        if rows is None or rows.approval is None:
            return
        publisher: Publisher = self.publishers.named(publication.publisher)
        seen = await publisher.find_existing(_intent(rows, publication))
        async with self.database.writing() as session:
            rows = await drafts.card_rows(session, publication.draft_id, lock=True)
            current = await publications.get(session, publication.id)
            if rows is not None and current is not None and current.looks == publication.looks:
                await self._after_look(session, current, rows, seen)

    async def _after_look(
        self,
        session: AsyncSession,
        publication: Publication,
        rows: CardRows,
        seen: Published | NotFound | CannotTell,
    ) -> None:
        now = self.now()
        if isinstance(seen, Published):
            await self._record_result(session, publication, rows, seen)
            return
        problem = _unseen_words(publication, seen)
        counted = {"looks": publication.looks + 1, "problem": problem}
        still = PublicationState.UNKNOWN
        if not await publications.move(session, publication, still, to=still, **counted):
            return
        await drafts.move(session, rows.draft, DraftState.UNKNOWN, to=DraftState.UNKNOWN, problem=problem)
        if isinstance(seen, NotFound) and publication.looks <= len(LOOKS):
            wait = LOOKS[publication.looks - 1]
            step = f"look{publication.looks}"
            await clocks.start(
                session, subject_id=publication.id, kind=ClockKind.READ_BACK, due_at=now + wait, step=step
            )
        await slack_messages.touch_card(session, rows.draft.id, now, Priority.PERSON)

    async def _conclude(self, publication_id: str, result: Result) -> None:
        async with self.database.writing() as session:
            publication = await publications.get(session, publication_id)
            rows = publication and await drafts.card_rows(session, publication.draft_id, lock=True)
            if publication is not None and rows:
                await self._record_result(session, publication, rows, result)

    async def _record_result(
        self, session: AsyncSession, publication: Publication, rows: CardRows, result: Result
    ) -> None:
        now = self.now()
        ending = _ending(publication, result, now)
        from_states = (PublicationState.SENDING, PublicationState.UNKNOWN)
        if not await publications.move(session, publication, *from_states, to=ending.state, **ending.changes):
            return
        draft_states = (DraftState.SENDING, DraftState.UNKNOWN)
        await drafts.move(session, rows.draft, *draft_states, to=ending.draft, problem=ending.problem)
        await audit.record(
            session,
            rows.draft.id,
            ending.decision,
            MACHINE,
            now,
            reason=ending.problem,
            approval=publication.id,
        )
        await self._follow(session, publication, rows, ending, now)
        await slack_messages.touch_card(session, rows.draft.id, now, Priority.PERSON)

    async def _follow(
        self, session: AsyncSession, publication: Publication, rows: CardRows, ending: "Ending", now: datetime
    ) -> None:
        if ending.state == PublicationState.SCHEDULED:
            step = f"try{publication.attempts + 1}"
            due = publication.send_after
            await clocks.start(session, subject_id=publication.id, kind=ClockKind.SEND, due_at=due, step=step)
            return
        if ending.state == PublicationState.DONE:
            # Otherwise the deadline's clock runs on: what did not get out pages somebody.
            await verdicts.close(session, rows.draft.id, Outcome.PUBLISHED, now)
            await clocks.stop(session, rows.draft.id, now)
            await clocks.stop(session, publication.id, now)
        await decisions.tell(
            session,
            channel=self.channel,
            draft_id=rows.draft.id,
            decision=ending.decision,
            now=now,
            by=rows.approval.approver if rows.approval else None,
            reason=ending.problem,
            url=publication.url,
        )


@dataclass(frozen=True)
class Ending:
    """What one call's result means for the rows."""

    state: PublicationState
    draft: DraftState
    decision: str
    problem: str | None
    changes: dict[str, object]


def _ending(publication: Publication, result: Result, now: datetime) -> Ending:
    match result:
        case Published():
            changes = {"external_id": result.external_id, "url": result.url, "problem": None}
            return _end(PublicationState.DONE, DraftState.SENT, "sent", None, changes | {"finished_at": now})
        case RetryLater() if publication.attempts < MAX_ATTEMPTS:
            later = {"send_after": now + timedelta(seconds=result.seconds), "problem": result.reason}
            return _end(PublicationState.SCHEDULED, DraftState.SCHEDULED, "retry_later", result.reason, later)
        case Unknown():
            return _end(PublicationState.UNKNOWN, DraftState.UNKNOWN, "unknown", result.reason, {})
    return _end(PublicationState.FAILED, DraftState.FAILED, "failed", result.reason, {"finished_at": now})


def _end(
    state: PublicationState,
    draft: DraftState,
    decision: str,
    problem: str | None,
    changes: dict[str, object],
) -> Ending:
    return Ending(state, draft, decision, problem, {"problem": problem} | changes)


def _why_not(rows: CardRows, publication: Publication, people: People, again: Mention | None) -> str | None:
    """What has changed since the approval, in words; `None` if nothing has."""
    approval, mention = rows.approval, rows.mention
    if approval is None or approval.id != publication.id:
        return "This approval was replaced by a newer decision. Nothing was sent."
    if gone := _without_right(rows, approval, people):
        return f"<@{gone[0]}> is not an approver any more. Nothing was sent; please approve it anew."
    if mention.last_event == Event.DELETED or mention.state == MentionState.CLOSED:
        return "The post is gone or closed. Nothing was sent."
    if mention.revision != approval.mention_revision:
        return "The author changed the post after the approval. Nothing was sent; please read it again."
    if again is not None and again.received_at > approval.approved_at:
        return "The author posted again after the approval. Nothing was sent; please read it on the card."
    if not approval.sha256 == publication.sha256 == sha256(publication.text):
        return "The text is not the one that was approved. Nothing was sent; please approve it anew."
    return None


def _without_right(rows: CardRows, approval: Approval, people: People) -> list[str]:
    """Who approved it and could not do so now."""
    sensitive, group = rows.is_sensitive, rows.draft.approver_group
    may = rights.approvers(people, sensitive=sensitive, group=group)
    if approval.alone_because is None:
        return [one for one in _approved_by(approval) if one not in may]
    alone = rights.alone(people, sensitive=sensitive, group=group)
    first = approval.first_approver
    gone = [] if first is None or first in may else [first]
    return gone if approval.approver in alone else [*gone, approval.approver]


def _held_too_long(publication: Publication, now: datetime) -> str | None:
    """The world has moved on while it waited, so somebody has to read it again."""
    if publication.held_since is None or now - publication.held_since <= HELD_AT_MOST:
        return None
    minutes = int(HELD_AT_MOST.total_seconds() // 60)
    return f"It waited more than {minutes} minutes for publishing to go on. Please read and approve it anew."


def _intent(rows: CardRows, publication: Publication) -> Intent:
    approval = rows.approval
    if approval is None:
        raise LookupError(f"publication {publication.id} has no approval")
    return Intent(
        id=publication.id,
        mention=rows.mention,
        text=publication.text,
        sha256=publication.sha256,
        revision=approval.revision,
        approved_by=_approved_by(approval),
        approved_at=approval.approved_at,
        prepared=publication.prepared,
    )


def _approved_by(approval: Approval) -> tuple[str, ...]:
    """One person, or two under four eyes, in the order of their approvals."""
    return (
        (approval.approver,)
        if approval.first_approver is None
        else (approval.first_approver, approval.approver)
    )


def _unseen_words(publication: Publication, seen: NotFound | CannotTell) -> str:
    lost = "The answer was lost, so it may or may not be public."
    if isinstance(seen, CannotTell):
        return f"{lost} {seen.reason} Please look at the post yourself."
    if publication.looks < len(LOOKS):
        return f"{lost} Not found there yet; Amends looks again shortly."
    return f"{lost} Amends looked {publication.looks + 1} times and did not find it. Please look yourself."
