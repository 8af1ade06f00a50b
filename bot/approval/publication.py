"""From a yes to a committed intent, and back while it is not yet on its way."""

from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.models import (
    Approval,
    ClockKind,
    DraftState,
    Publication,
    PublicationState,
    Reach,
)
from bot.ports import Answer, Clicked, Done, Refused
from bot.store import clocks, drafts, publications
from bot.store.drafts import CardRows
from bot.text import sha256

OUT_WITHIN = timedelta(minutes=2)
"""After its undo window an approved text must be out within this time, or somebody is pinged."""
REMIND_AFTER = timedelta(minutes=15)
"""An unconfirmed hand-off is asked about after this time."""


async def approve_text(
    session: AsyncSession,
    rows: CardRows,
    click: Clicked,
    undo: timedelta,
    approval_id: str,
    alone_because: str | None = None,
) -> Answer:
    """Bind the approval to the exact bytes and commit the intent to publish them.

    `alone_because` is a manager's reason to go without the second person that this draft needs.
    """
    text, digest = rows.revision.text, rows.revision.sha256
    if sha256(text) != digest:
        return Refused(
            "The stored text does not match its own digest. Nothing was sent; please edit it anew."
        )
    by_hand = rows.draft.reach == Reach.HAND_OFF
    to = DraftState.HANDED_OFF if by_hand else DraftState.SCHEDULED
    decided = {"decided_by": click.user, "decided_at": click.at, "approval_id": approval_id, "problem": None}
    mine = {"assignee": click.user, "taken_at": click.at, "lease_until": None}
    none = {"first_approver": None, "first_approved_at": None, "first_sha256": None, "snoozed_until": None}
    none |= {"edited_by": None, "edited_since": None}
    await _bind(session, rows, click, approval_id, alone_because)
    session.add(_publication(rows, click, approval_id, by_hand=by_hand, undo=undo))
    await session.flush()
    await drafts.move(session, rows.draft, rows.draft.state, to=to, **decided, **mine, **none)
    await clocks.stop(session, rows.draft.id, click.at)
    await _start_clocks(session, rows.draft.id, approval_id, click.at, undo, by_hand=by_hand)
    # With an undo window the clock starts the work; started earlier, its workflow id would be spent.
    return Done(start=None if by_hand or undo else "publish", work_id=approval_id)


async def cancel_scheduled(session: AsyncSession, rows: CardRows, now: datetime) -> bool:
    """Stop a publication that has not begun; the draft waits again. False if it is too late."""
    if rows.publication is None:
        return False
    stopped = await publications.move(
        session,
        rows.publication,
        PublicationState.SCHEDULED,
        to=PublicationState.CANCELLED,
        finished_at=now,
    )
    if not stopped:
        return False
    fresh = {"approval_id": None, "decided_by": None, "decided_at": None}
    await drafts.move(session, rows.draft, DraftState.SCHEDULED, to=DraftState.WAITING, **fresh)
    await clocks.stop(session, rows.publication.id, now)
    return True


async def _bind(
    session: AsyncSession, rows: CardRows, click: Clicked, approval_id: str, alone_because: str | None
) -> None:
    first = rows.draft.first_approver if rows.draft.state == DraftState.SECOND else None
    approval = Approval(
        id=approval_id,
        draft_id=rows.draft.id,
        revision=rows.revision.revision,
        sha256=rows.revision.sha256,
        mention_revision=rows.mention.revision,
        approver=click.user,
        first_approver=None if first == click.user else first,
        alone_because=alone_because,
        approved_at=click.at,
    )
    session.add(approval)
    await session.flush()
    bound = {"approval": approval_id, "revision": approval.revision, "sha256": approval.sha256}
    if approval.first_approver:
        bound["first_approver"] = approval.first_approver
    await audit.record(session, rows.draft.id, "approved", click.user, click.at, **bound)


def _publication(
    rows: CardRows, click: Clicked, approval_id: str, *, by_hand: bool, undo: timedelta
) -> Publication:
    return Publication(
        id=approval_id,
        draft_id=rows.draft.id,
        publisher=rows.draft.publisher,
        text=rows.revision.text,
        sha256=rows.revision.sha256,
        state=PublicationState.HANDED_OFF if by_hand else PublicationState.SCHEDULED,
        send_after=click.at if by_hand else click.at + undo,
        out_by=None if by_hand else click.at + undo + OUT_WITHIN,
    )


async def _start_clocks(
    session: AsyncSession, draft_id: str, approval_id: str, now: datetime, undo: timedelta, *, by_hand: bool
) -> None:
    if by_hand:
        await clocks.start(
            session,
            subject_id=draft_id,
            kind=ClockKind.HAND_OFF_REMINDER,
            due_at=now + REMIND_AFTER,
            step=approval_id,
        )
        return
    out_by = now + undo + OUT_WITHIN
    await clocks.start(session, subject_id=approval_id, kind=ClockKind.SEND, due_at=now + undo)
    await clocks.start(session, subject_id=approval_id, kind=ClockKind.SEND_DEADLINE, due_at=out_by)
